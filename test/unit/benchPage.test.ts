import { logLogChart, type Chart } from '../../bench/support/chart';
import type { Figure } from '../../bench/support/figure';
import { interleave } from '../../bench/support/interleave';
import { performancePage } from '../../bench/support/page';

/** The picture and the page that `npm run bench` writes. */

const chart = (more: Partial<Chart> = {}): Chart => ({
	title: 'Time',
	xLabel: 'Items',
	yLabel: 'Seconds',
	series: [
		{
			name: 'create',
			points: [
				{ x: 10, y: 0.1 },
				{ x: 100, y: 1 },
				{ x: 1000, y: 10 },
			],
		},
	],
	...more,
});

describe('The chart', () => {
	const pointsOf = (svg: string) => /points="([^"]*)"/.exec(svg)?.[1]?.split(' ') ?? [];

	it('shows what grows in proportion as a straight line', () => {
		const points = pointsOf(logLogChart(chart())).map((point) => point.split(',').map(Number));
		const [[x1 = 0, y1 = 0] = [], [x2 = 0, y2 = 0] = [], [x3 = 0, y3 = 0] = []] = points;
		expect(points).toHaveLength(3);
		expect(x2 - x1).toBeCloseTo(x3 - x2);
		expect(y1 - y2).toBeCloseTo(y2 - y3);
		expect(y1).toBeGreaterThan(y2); // up is more
	});

	it('marks powers of ten', () => {
		const svg = logLogChart(chart());
		for (const tick of ['10', '100', '1,000', '0.1', '1']) expect(svg).toContain(`>${tick}</text>`);
	});

	it('has a legend, colors for dark pages, and no text that could be markup', () => {
		const svg = logLogChart(chart({ title: '<a & "b">' }));
		expect(svg).toContain('>create</text>');
		expect(svg).toContain('prefers-color-scheme: dark');
		expect(svg).toContain('&#60;a &#38; &#34;b&#34;&#62;');
	});
});

it('rounds are interleaved', async () => {
	const order: string[] = [];
	const results = await interleave(2, ['A', 'B'] as const, async (side, round) => {
		order.push(`${side}${round}`);
		return await Promise.resolve(order.length);
	});
	expect(order).toEqual(['A0', 'B0', 'A1', 'B1']);
	expect(results('B')).toEqual([2, 4]);
});

describe('The page', () => {
	const figure: Figure = {
		what: 'Creating one task',
		unit: 'ms',
		ours: [3],
		beside: [{ name: 'HTTP Request', values: [2] }],
		goal: { kind: 'ratio', most: 1.1 },
		note: 'At zero latency.',
	};
	const conditions = {
		date: '2026-11-27',
		n8n: '2.41.1',
		version: '0.1.0',
		commit: 'abc1234',
		reasons: '### Creating one task\n\nTwo requests.',
		profiles: [{ purpose: 'to create a task', table: '| Part | All |' }],
	};

	it('says what was measured, where, when, and with which versions', () => {
		const page = performancePage([figure], conditions);
		for (const text of [
			'| Creating one task |',
			'2026-11-27',
			'n8n 2.41.1',
			'abc1234',
			'At zero latency.',
			'CPU time to create a task, by whose code ran:\n\n| Part | All |',
		])
			expect(page).toContain(text);
		expect(page).toContain(process.version);
	});

	it('gives reasons only where a goal is missed', () => {
		expect(performancePage([figure], conditions)).toContain('Two requests.');
		const met = { ...figure, ours: [2] };
		expect(performancePage([met], conditions)).not.toContain('Two requests.');
	});
});
