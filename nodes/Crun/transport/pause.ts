import { sleep } from 'n8n-workflow';
import { Problem } from '../crun/problem';

/** A started sleep cannot be taken back, so long pauses are made of short ones: after a stop no timer lives on for long. */
const SLICE_MS = 1000;

/**
 * Waits, but not a moment longer than the execution runs.
 * @param ms milliseconds
 * @throws Problem as soon as the signal is aborted: the user stopped the execution
 */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
	const until = Date.now() + ms;
	for (let left = ms; left > 0; left = until - Date.now()) await slice(Math.min(left, SLICE_MS), signal);
}

async function slice(ms: number, signal?: AbortSignal): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		const stop = () => reject(stopped());
		if (signal?.aborted) return stop();
		signal?.addEventListener('abort', stop, { once: true });
		void sleep(ms).then(() => {
			signal?.removeEventListener('abort', stop);
			resolve();
		});
	});
}

export function stopped(): Problem {
	return new Problem('The execution was stopped');
}
