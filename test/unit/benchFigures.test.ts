import { judge, type Figure } from '../../bench/support/figure';
import { median, ratios, seededRandom, spreadOf } from '../../bench/support/statistics';
import { cells, format, markdownTable, textTable } from '../../bench/support/table';

/** The arithmetic and the table of `npm run bench`. */

const figure = (more: Partial<Figure> = {}): Figure => ({
	what: 'Creating one task',
	unit: 'ms',
	ours: [11, 30, 12],
	beside: [
		{ name: 'HTTP Request', values: [10, 20, 8] },
		{ name: 'undici', values: [1, 1, 1] },
	],
	goal: { kind: 'ratio', most: 1.1 },
	...more,
});

describe('median', () => {
	it.each([
		[[3], 3],
		[[9, 1, 5], 5],
		[[4, 1, 3, 2], 2.5],
		[[10, 9, 100], 10],
	])('of %p is %p', (values, middle) => {
		expect(median(values)).toBe(middle);
	});

	it('of nothing is not a number', () => {
		expect(median([])).toBeNaN();
	});
});

it('ratios are those of each round', () => {
	expect(ratios([2, 9], [1, 3])).toEqual([2, 3]);
	expect(spreadOf([2, 9, 3])).toEqual({ least: 2, most: 9 });
});

it('random numbers are the same for the same seed', () => {
	const numbers = (seed: number) => Array.from({ length: 1000 }, seededRandom(seed));
	expect(numbers(7)).toEqual(numbers(7));
	expect(numbers(7)).not.toEqual(numbers(8));
	expect(numbers(7).every((number) => number >= 0 && number < 1)).toBe(true);
	expect(median(numbers(7))).toBeCloseTo(0.5, 1);
});

describe('judge', () => {
	it('compares the median with that of the first other', () => {
		expect(judge(figure())).toEqual({
			value: 1.2,
			ratio: 1.2,
			spread: { least: 1.1, most: 1.5 },
			isMet: false,
			isFarOff: false,
		});
	});

	it.each([
		['equal to the goal', { most: 1.2 }, true, false],
		['just above it', { most: 1.19 }, false, false],
		['twice the goal', { most: 0.6 }, false, false],
		['more than twice the goal', { most: 0.59 }, false, true],
	])('a ratio that is %s', (_, goal, isMet, isFarOff) => {
		const judged = judge(figure({ goal: { kind: 'ratio', ...goal } }));
		expect(judged).toMatchObject({ isMet, isFarOff });
	});

	it('takes a goal for the value itself, or for the difference', () => {
		expect(judge(figure({ goal: { kind: 'value', most: 12 } }))).toMatchObject({
			value: 12,
			spread: { least: 11, most: 30 },
			isMet: true,
		});
		expect(judge(figure({ goal: { kind: 'more', most: 1 } }))).toMatchObject({
			value: 2,
			isMet: false,
		});
	});

	it.each([
		['this package', { ours: [] }],
		['the other', { beside: [{ name: 'HeyGen', values: [] }] }],
		['anything beside it', { beside: [] }],
	])('without values of %s, the goal is missed by far', (_, nothing) => {
		expect(judge(figure(nothing))).toMatchObject({ isMet: false, isFarOff: true });
	});
});

describe('The table', () => {
	it.each([
		[1234.5, '1,235'],
		[99.96, '100'],
		[56.78, '56.8'],
		[8.904, '8.90'],
		[0.1234, '0.12'],
		[2, '2'],
		[NaN, '?'],
	])('shows %p as %p', (value, text) => {
		expect(format(value)).toBe(text);
	});

	it('has a line for each figure', () => {
		expect(cells(figure())).toEqual([
			'Creating one task',
			'12 ms',
			'HTTP Request 10 ms; undici 1 ms',
			'1.20 ×',
			'1.10–1.50 ×',
			'≤ 1.10 ×',
			'NO',
		]);
	});

	it('aligns its columns in a terminal', () => {
		expect(textTable([figure({ ours: [10], goal: { kind: 'value', most: 10 } })])).toBe(
			[
				'What               This package  Beside it                        Ratio  Spread  Goal     Met?',
				'Creating one task  10 ms         HTTP Request 10 ms; undici 1 ms  1 ×    —       ≤ 10 ms  yes',
			].join('\n'),
		);
	});

	it('is a Markdown table on the page', () => {
		const lines = markdownTable([figure()]).split('\n');
		expect(lines[0]).toBe('| What | This package | Beside it | Ratio | Spread | Goal | Met? |');
		expect(lines).toHaveLength(3);
	});
});
