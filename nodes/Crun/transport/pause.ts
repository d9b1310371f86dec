import { sleep } from 'n8n-workflow';
import { Problem } from '../crun/problem';

/**
 * Waits, but not a moment longer than the execution runs.
 * @param ms milliseconds
 * @throws Problem as soon as the signal is aborted: the user stopped the execution
 */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		const stop = () => reject(new Problem('The execution was stopped'));
		if (signal?.aborted) return stop();
		signal?.addEventListener('abort', stop, { once: true });
		void sleep(Math.max(0, ms)).then(() => {
			signal?.removeEventListener('abort', stop);
			resolve();
		});
	});
}
