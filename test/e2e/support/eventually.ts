import { setTimeout as delay } from 'node:timers/promises';

const LOOK_AGAIN_MS = 100;
const WITHIN_MS = 10_000;

/**
 * Looks until there is something to be seen: for what n8n tells nobody of.
 * @param what the sentence that did not come true, for the error
 * @throws Error after `timeoutMs`; whatever `look` throws, at once
 */
export async function eventually<T>(
	what: string,
	look: () => Promise<T | undefined>,
	timeoutMs = WITHIN_MS,
): Promise<T> {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const seen = await look();
		if (seen !== undefined) return seen;
		if (Date.now() >= deadline) throw new Error(`Not seen within ${timeoutMs / 1000} s: ${what}`);
		await delay(LOOK_AGAIN_MS);
	}
}
