import { sleep } from 'n8n-workflow';
import { Problem } from '../crun/problem';

/**
 * A started sleep cannot be taken back, and a listener for every pause would pile up on the execution's one signal: so a
 * pause is a row of short sleeps, with a look at the signal between them.
 */
const SLICE_MS = 100;

/**
 * Waits, but hardly longer than the execution runs.
 * @param ms milliseconds
 * @throws Problem within 0.1 s after the signal is aborted: the user stopped the execution
 */
export async function abortableSleep(ms: number, signal?: AbortSignal): Promise<void> {
	const until = Date.now() + ms;
	for (let left = ms; left > 0; left = until - Date.now()) {
		if (signal?.aborted) throw stopped();
		await sleep(Math.min(left, SLICE_MS));
	}
	if (signal?.aborted) throw stopped();
}

export function stopped(): Problem {
	return new Problem('The execution was stopped');
}
