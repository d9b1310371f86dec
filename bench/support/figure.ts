import { median, ratios, spreadOf, type Spread } from './statistics';

/** One of those that are measured: its name, and one value for each round. */
export interface Measured {
	name: string;
	values: number[];
}

/**
 * What a figure may be at most: `ratio` to the median of the first other, `more` than that median, or the `value`
 * itself.
 */
export interface Goal {
	kind: 'ratio' | 'more' | 'value';
	most: number;
}

export type Unit = 'ms' | 's' | 'ms an item' | 'MB' | 'files' | 'checks a task' | 'requests a page';

/** One line of the table. */
export interface Figure {
	what: string;
	unit: Unit;
	/** This package: one value for each round. */
	ours: number[];
	/** The others. The goal is about the first one. */
	beside: Measured[];
	goal: Goal;
	/** A sentence that the page shows below the table. */
	note?: string;
}

export interface Judgement {
	/** What the goal limits. */
	value: number;
	/** This package to the first other; null without one. */
	ratio: number | null;
	/** Of the ratio, or of the value where the goal is about that. */
	spread: Spread;
	isMet: boolean;
	/** More than twice the goal: no noise of a busy machine. */
	isFarOff: boolean;
}

/** Compares medians with the goal. A figure without values is far off: nothing was measured. */
export function judge({ ours, beside: [other], goal: { kind, most } }: Figure): Judgement {
	const own = median(ours);
	const ratio = other ? own / median(other.values) : null;
	const more = other ? own - median(other.values) : NaN;
	const value = { ratio: ratio ?? NaN, more, value: own }[kind];
	const spread = spreadOf(kind !== 'value' && other ? ratios(ours, other.values) : ours);
	return { value, ratio, spread, isMet: value <= most, isFarOff: !(value <= 2 * most) };
}
