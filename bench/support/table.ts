import { judge, type Figure, type Goal, type Unit } from './figure';
import { median } from './statistics';

export const COLUMNS = [
	'What',
	'This package',
	'Beside it',
	'Ratio',
	'Spread',
	'Goal',
	'Met?',
] as const;

/** @returns the number with three digits that count, as in 1,234, 56.7, 8.90, and 0.123 */
export function format(value: number): string {
	if (!Number.isFinite(value)) return '?';
	const size = Math.abs(value);
	const digits = size >= 99.95 || Number.isInteger(value) ? 0 : size >= 9.995 ? 1 : 2;
	return value.toLocaleString('en-US', {
		minimumFractionDigits: digits,
		maximumFractionDigits: digits,
	});
}

const withUnit = (value: number, unit: Unit) => `${format(value)} ${unit}`;

function goalText({ kind, most }: Goal, unit: Unit): string {
	if (kind === 'ratio') return `≤ ${format(most)} ×`;
	return kind === 'more' ? `≤ ${withUnit(most, unit)} more` : `≤ ${withUnit(most, unit)}`;
}

/** @returns the cells of one line, in the order of COLUMNS */
export function cells(figure: Figure): string[] {
	const { what, unit, ours, beside, goal } = figure;
	const { ratio, spread, isMet, isFarOff } = judge(figure);
	const factor = goal.kind === 'value' || beside.length === 0 ? '' : ' ×';
	const { least, most } = spread;
	return [
		what,
		withUnit(median(ours), unit),
		beside.map(({ name, values }) => `${name} ${withUnit(median(values), unit)}`).join('; ') || '—',
		ratio === null ? '—' : `${format(ratio)} ×`,
		ours.length > 1 ? `${format(least)}–${format(most)}${factor}` : '—',
		goalText(goal, unit),
		isMet ? 'yes' : isFarOff ? 'NO, by far' : 'NO',
	];
}

/** The table for a terminal: each column as wide as its longest cell. */
export function textTable(figures: readonly Figure[]): string {
	const rows = [[...COLUMNS], ...figures.map(cells)];
	const widths = COLUMNS.map((_, column) =>
		Math.max(...rows.map((row) => (row[column] ?? '').length)),
	);
	return rows
		.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
		.map((line) => line.trimEnd())
		.join('\n');
}

/** The table in Markdown. */
export function markdownTable(figures: readonly Figure[]): string {
	const line = (row: readonly string[]) => `| ${row.join(' | ')} |`;
	return [line(COLUMNS), line(COLUMNS.map(() => '---')), ...figures.map(cells).map(line)].join(
		'\n',
	);
}
