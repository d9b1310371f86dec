import { nextPollDelay } from '../crun/schedule';
import { settle } from '../crun/settle';
import { abortableSleep } from '../n8n/abortableSleep';
import { monotonicMs } from '../n8n/monotonic';

export interface PollOptions {
	/** A time of monotonicMs(). */
	deadline: number;
	intervalMs: number;
	signal: AbortSignal | undefined;
}

/**
 * Checks in rounds, with growing pauses, until nothing is unfinished or the deadline is reached. The last round is at
 * the deadline.
 * @returns true as soon as the execution is stopped, false at the end of the wait
 */
export async function checkInRounds(
	isUnfinished: () => boolean,
	round: () => Promise<unknown>,
	{ deadline, intervalMs, signal }: PollOptions,
): Promise<boolean> {
	const timeLeft = () => deadline - monotonicMs();
	for (let delay = intervalMs; timeLeft() > 0 && isUnfinished(); ) {
		const pause = Math.min(delay, timeLeft());
		const slept = await settle(async () => await abortableSleep(pause, signal));
		if ('error' in slept) return true;
		await round();
		delay = nextPollDelay(delay, intervalMs);
	}
	return false;
}
