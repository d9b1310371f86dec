import { abortableSleep } from '../n8n/abortableSleep';
import { monotonicMs } from '../n8n/monotonic';

/**
 * What callers without a signature may cost, where a trigger accepts them: anybody can be one. Both limits apply to
 * the whole process, because all triggers of an account share Crun's patience.
 */

const BURST = 20;
const PER_SECOND = 2; // 20 requests in 10 seconds are known to be fine for Crun
const LONGEST_WAIT_MS = 5000; // the caller waits for the answer

let free = BURST;
let countedAt = monotonicMs();

/**
 * Asks for one look-up on behalf of a caller without a signature, and waits a moment for it if there have been many.
 * @returns false if there have been too many
 */
export async function mayLookUp(): Promise<boolean> {
	const now = monotonicMs();
	free = Math.min(BURST, free + ((now - countedAt) / 1000) * PER_SECOND);
	countedAt = now;
	const waitMs = (Math.max(0, 1 - free) / PER_SECOND) * 1000;
	if (waitMs > LONGEST_WAIT_MS) return false;
	free -= 1; // below zero: taken in advance
	await abortableSleep(waitMs);
	return true;
}

const REMEMBERED = 1000;
const REMEMBERED_MS = 60_000;
const refused = new Map<string, number>();

/** Remembers for a minute that Crun does not know this task, so that the same call again costs nothing. */
export function rememberRefused(key: string): void {
	refused.delete(key);
	refused.set(key, monotonicMs() + REMEMBERED_MS);
	for (const oldest of refused.keys()) {
		if (refused.size <= REMEMBERED) break;
		refused.delete(oldest);
	}
}

/** Whether Crun did not know this task a moment ago. */
export function wasRefused(key: string): boolean {
	return (refused.get(key) ?? -Infinity) > monotonicMs();
}
