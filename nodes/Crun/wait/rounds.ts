import { settle } from '../crun/settle';
import { abortableSleep } from '../n8n/abortableSleep';
import { monotonicMs } from '../n8n/monotonic';

export interface PollOptions {
	/** A time of monotonicMs(). */
	deadline: number;
	intervalMs: number;
	signal: AbortSignal | undefined;
}

export interface Rounds {
	isUnfinished: () => boolean;
	/** How long to wait before the next round, in milliseconds. */
	nextPause: () => number;
	round: () => Promise<unknown>;
	/** Checks everything that is unfinished. */
	lastRound: () => Promise<unknown>;
}

/**
 * Checks in rounds until nothing is unfinished or the deadline is reached, which is when the last round begins.
 * @returns true as soon as the execution is stopped, false at the end of the wait
 */
export async function checkInRounds(
	{ isUnfinished, nextPause, round, lastRound }: Rounds,
	{ deadline, signal }: PollOptions,
): Promise<boolean> {
	while (isUnfinished()) {
		const timeLeft = deadline - monotonicMs();
		const pause = Math.min(nextPause(), timeLeft);
		const slept = await settle(async () => await abortableSleep(Math.max(pause, 0), signal));
		if ('error' in slept) return true;
		const isLast = pause >= timeLeft;
		await (isLast ? lastRound() : round());
		if (isLast) return false;
	}
	return false;
}
