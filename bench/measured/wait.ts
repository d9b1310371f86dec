import type { Sim } from '../simulator/jobs';
import { bodyOf, createFromPhotos, photos } from './create';
import { clearTable, runCrun } from './crun';
import { waitInSequence } from './simpleNode';

/** The name of the photos of an execution, by which its tasks are known. */
export const runName = (execution: number): string => `run-${execution}`;

/**
 * Runs executions at the same time, each of which creates a task for each item and waits for all of them.
 * @returns when each ended, in milliseconds since the epoch
 */
export async function wait(
	by: 'crun' | 'sequential',
	sim: Sim,
	{ items: count, executions }: { items: number; executions: number },
): Promise<number[]> {
	await clearTable();
	const run = async (execution: number): Promise<number> => {
		const items = photos(count, runName(execution));
		if (by === 'crun') await runCrun(sim, createFromPhotos('poll'), items);
		else await waitInSequence(sim, items, bodyOf);
		return Date.now();
	};
	return await Promise.all(
		Array.from({ length: executions }, async (_, index) => await run(index)),
	);
}
