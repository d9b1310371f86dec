import { setTimeout as delay } from 'node:timers/promises';

const CHECK_INTERVAL_MS = 100;

/**
 * Waits until a condition is met, or for `withinMs`: for promises whose breach is to be counted, not thrown.
 * @returns whether it was met
 */
export async function isMet(
	condition: () => boolean | Promise<boolean>,
	withinMs: number,
): Promise<boolean> {
	const deadline = Date.now() + withinMs;
	for (;;) {
		if (await condition()) return true;
		if (Date.now() >= deadline) return false;
		await delay(CHECK_INTERVAL_MS);
	}
}

/** Leaves n8n the time to do something that it must not do. Nothing reports that it will not. */
export async function giveTime(ms = 2_000): Promise<void> {
	await delay(ms);
}
