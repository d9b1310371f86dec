/** A line of a chart: what it shows, and its points. */
export interface Series {
	name: string;
	/** Both above 0. */
	points: Array<{ x: number; y: number }>;
	/** Dashed lines are for comparison. */
	isDashed?: boolean;
}

export interface Chart {
	title: string;
	xLabel: string;
	yLabel: string;
	series: Series[];
}

const WIDTH = 800;
const HEIGHT = 460;
const PLOT = { left: 84, right: 560, top: 48, bottom: 396 };
/** Readable on white and on black. */
const COLORS = ['#2f81f7', '#d1660f', '#1a9e55', '#b04fd0', '#8c8c8c', '#c9a000', '#d6336c'];
const STYLE = `text { font: 13px sans-serif; fill: #57606a; } .title { font-size: 15px; font-weight: bold; }
.grid { stroke: #8c959f; stroke-opacity: 0.35; } .line { fill: none; stroke-width: 2.5; }
@media (prefers-color-scheme: dark) { text { fill: #c9d1d9; } }`;

/** A chart as SVG, with logarithmic axes: what grows in proportion is a line at 45 degrees if the axes are alike. */
export function logLogChart({ title, xLabel, yLabel, series }: Chart): string {
	const points = series.flatMap((one) => one.points);
	const x = axis(
		points.map((point) => point.x),
		PLOT.left,
		PLOT.right,
	);
	const y = axis(
		points.map((point) => point.y),
		PLOT.bottom,
		PLOT.top,
	);
	const { left, right, top, bottom } = PLOT;
	const vertical = x.ticks.map(
		(tick) =>
			`<line class="grid" x1="${x.at(tick)}" y1="${top}" x2="${x.at(tick)}" y2="${bottom}"/>` +
			text(x.at(tick), bottom + 20, tick.toLocaleString('en-US'), 'middle'),
	);
	const horizontal = y.ticks.map(
		(tick) =>
			`<line class="grid" x1="${left}" y1="${y.at(tick)}" x2="${right}" y2="${y.at(tick)}"/>` +
			text(left - 8, y.at(tick) + 4, tick.toLocaleString('en-US'), 'end'),
	);
	const lines = series.map((one, index) => {
		const color = COLORS[index % COLORS.length] ?? '#8c8c8c';
		const path = one.points.map((point) => `${x.at(point.x)},${y.at(point.y)}`).join(' ');
		const dash = one.isDashed ? ' stroke-dasharray="6 5"' : '';
		const legendY = top + 10 + index * 24;
		return [
			`<polyline class="line" stroke="${color}"${dash} points="${path}"/>`,
			...one.points.map(
				(point) => `<circle cx="${x.at(point.x)}" cy="${y.at(point.y)}" r="3.5" fill="${color}"/>`,
			),
			`<line class="line" stroke="${color}"${dash} x1="${right + 16}" y1="${legendY}" x2="${right + 44}" y2="${legendY}"/>`,
			text(right + 52, legendY + 4, one.name),
		].join('');
	});
	const body = [
		text(left, 26, title, 'start', 'title'),
		...vertical,
		...horizontal,
		...lines,
		text((left + right) / 2, HEIGHT - 18, xLabel, 'middle'),
		`<g transform="translate(20 ${(top + bottom) / 2}) rotate(-90)">${text(0, 0, yLabel, 'middle')}</g>`,
	];
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(title)}">
<style>${STYLE}</style>
${body.join('\n')}
</svg>
`;
}

/** An axis in whole powers of ten. */
function axis(values: number[], from: number, to: number) {
	const least = Math.floor(Math.log10(Math.min(...values)));
	const most = Math.max(least + 1, Math.ceil(Math.log10(Math.max(...values))));
	const at = (value: number) =>
		Math.round((from + ((Math.log10(value) - least) / (most - least)) * (to - from)) * 10) / 10;
	const ticks = Array.from({ length: most - least + 1 }, (_, index) =>
		Number(`1e${least + index}`),
	);
	return { at, ticks };
}

function text(x: number, y: number, content: string, anchor = 'start', name?: string): string {
	const css = name === undefined ? '' : ` class="${name}"`;
	return `<text${css} x="${x}" y="${y}" text-anchor="${anchor}">${escaped(content)}</text>`;
}

const escaped = (content: string) =>
	content.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
