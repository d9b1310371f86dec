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
 * How long the slowest request that ended after a time took: the span in which it may have overwritten what other
 * processes recorded.
 * @param since by the monotonic clock
 * @returns milliseconds; 0 if none has ended since
 */
export function slowestSince(since: number): number {
	return Math.max(0, ...requests.filter(({ endedAt }) => endedAt > since).map(({ ms }) => ms));
}

/** Notes a request that has just ended. @param startedAt by the monotonic clock */
export function noteRequest(startedAt: number): void {
	const endedAt = monotonicMs();
	requests.push({ endedAt, ms: endedAt - startedAt });
	if (requests.length > REMEMBERED) requests.shift();
}
