import { nextPollDelay } from './schedule';

/** Between which ages tasks of one kind are likely to finish, in milliseconds. */
export interface Expected {
	from: number;
	to: number;
}

const FEW_TASKS = 3;

/**
 * What to expect of a task, given how long others of its kind took. Few of them say less.
 * @param tookMs milliseconds, in any order
 * @returns null when nothing is known
 */
export function expectedOf(tookMs: number[]): Expected | null {
	if (tookMs.length === 0) return null;
	const margin = tookMs.length < FEW_TASKS ? 0.1 : 0.05;
	return { from: Math.min(...tookMs) * (1 - margin), to: Math.max(...tookMs) * (1 + margin) };
}

/** A task that is not known to be finished. */
export interface Running {
	/** Milliseconds since it was created. */
	ageMs: number;
	expected: Expected | null;
}

export interface Pace {
	/** How long to wait before the next check, in milliseconds. */
	pauseMs: number;
	/** The delay between two checks if there were a single task, in milliseconds. */
	delayMs: number;
}

/**
 * While a task is younger than all others of its kind were, the pause is the interval and this much of its age. It may
 * fail early, or be faster than the others, so there is a limit.
 */
const PAUSE_PER_AGE = 2;
const LONGEST_PAUSE_MS = 45_000;
/** How many checks there are between the ages at which a task is likely to finish. */
const CHECKS_WHEN_LIKELY = 6;
/** The shortest pause, in intervals: before the first of many tasks has finished, and after that. */
const SHORTEST = { before: 0.5, after: 0.3 };

/**
 * When to check next. Waiting ends with the last task, so it is enough to check one that is unfinished: many tasks
 * share the checks of one, which then come at shorter intervals. A single task is checked rarely until others of its
 * kind would have finished, then often; as long as nothing is known, with growing pauses.
 * @param before what this returned the last time; null at first
 * @param count how many tasks there were at first
 * @param hasFinished whether one of them has finished
 */
export function nextPace(
	before: Pace | null,
	running: Running[],
	{ intervalMs, count, hasFinished }: { intervalMs: number; count: number; hasFinished: boolean },
): Pace {
	const grownMs = before === null ? intervalMs : nextPollDelay(before.delayMs, intervalMs);
	const shortestMs = intervalMs * (hasFinished ? SHORTEST.after : SHORTEST.before);
	const paces = running.map((task) => paceOf(task, { intervalMs, count, grownMs }));
	const [first = { pauseMs: grownMs, delayMs: grownMs }, ...others] = paces;
	const soonest = others.reduce((best, pace) => (pace.pauseMs < best.pauseMs ? pace : best), first);
	return { ...soonest, pauseMs: Math.max(soonest.pauseMs, shortestMs) };
}

function paceOf(
	{ ageMs, expected }: Running,
	{ intervalMs, count, grownMs }: { intervalMs: number; count: number; grownMs: number },
): Pace {
	if (expected !== null && ageMs < expected.from) {
		const longest = Math.max(LONGEST_PAUSE_MS, intervalMs);
		const pauseMs = Math.min(intervalMs + PAUSE_PER_AGE * ageMs, longest, expected.from - ageMs);
		return { pauseMs, delayMs: intervalMs };
	}
	const isLikely = expected !== null && ageMs < expected.to;
	const likelyMs = isLikely ? (expected.to - expected.from) / CHECKS_WHEN_LIKELY : Infinity;
	const delayMs = Math.min(likelyMs, grownMs);
	return { pauseMs: delayMs / count, delayMs };
}
