import { monotonicMs } from './monotonic';

/** How long n8n's deduplication table takes to read a row and write it again. */

const REMEMBERED = 50;
const FIRST_GUESS_MS = 20;

/** The latest requests of this process, oldest first. */
const requests: Array<{ endedAt: number; ms: number }> = [];

/** Milliseconds that the table took lately: the span in which another process can overwrite what this one records. */
export function tableMs(): number {
	const durations = requests.map(({ ms }) => ms).sort((one, other) => one - other);
	return durations[Math.floor((durations.length - 1) / 2)] ?? FIRST_GUESS_MS;
}

/**
 * Milliseconds until other processes have recorded again what slow requests of this one may have erased: they do so
 * after twice the time for which it has been there (`keepProcessed`).
 * @param slow how many milliseconds a slow request takes at least
 * @param margin milliseconds that recording takes at most
 * @returns 0 if no request was slow, or the last one is long over
 */
export function unsettledMs(slow: number, margin: number): number {
	const now = monotonicMs();
	const settledAt = requests
		.filter(({ ms }) => ms >= slow)
		.map(({ endedAt, ms }) => endedAt + ms + margin);
	return Math.max(0, ...settledAt.map((time) => time - now));
}

/** Notes a request that has just ended. @param startedAt by the monotonic clock */
export function noteRequest(startedAt: number): void {
	const endedAt = monotonicMs();
	requests.push({ endedAt, ms: endedAt - startedAt });
	if (requests.length > REMEMBERED) requests.shift();
}
