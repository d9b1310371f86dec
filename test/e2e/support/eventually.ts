import { setTimeout as delay } from 'node:timers/promises';

const CHECK_INTERVAL_MS = 100;
const WITHIN_MS = 10_000;

/**
 * Checks until there is a result, for changes that n8n does not report.
 * @param what the expected event, for the error message
 * @throws Error after `timeoutMs`, and whatever `check` throws immediately
 */
export async function eventually<T>(
	what: string,
	check: () => Promise<T | undefined>,
	timeoutMs = WITHIN_MS,
): Promise<T> {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const result = await check();
		if (result !== undefined) return result;
		if (Date.now() >= deadline)
			throw new Error(`Did not happen within ${timeoutMs / 1000} s: ${what}`);
		await delay(CHECK_INTERVAL_MS);
	}
}
