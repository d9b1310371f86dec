import { sleep } from 'n8n-workflow';
import { Problem } from '../crun/problem';
import { monotonicMs } from './monotonic';

/**
 * A started sleep cannot be cancelled, and a listener for every sleep would pile up on the execution's one
 * signal. So a long sleep is a row of short ones, and the signal is checked between them.
 */
const SLICE_MS = 100;

/**
 * Sleeps until the time is over or the execution is stopped.
 * @param ms milliseconds
 * @throws Problem within 0.1 seconds after the signal is aborted
 */
export async function abortableSleep(ms: number, signal?: AbortSignal): Promise<void> {
	const until = monotonicMs() + ms;
	for (let left = ms; left > 0; left = until - monotonicMs()) {
		if (signal?.aborted) throw executionStopped();
		await sleep(Math.min(left, SLICE_MS));
	}
	if (signal?.aborted) throw executionStopped();
}

export function executionStopped(): Problem {
	return new Problem('The execution was stopped');
}

/**
 * Sleeps for work that nobody waits for: it does not keep the process alive.
 * @param ms milliseconds
 */
export async function backgroundSleep(ms: number): Promise<void> {
	await new Promise((resolve) => {
		AbortSignal.timeout(ms).addEventListener('abort', resolve, { once: true });
	});
}
