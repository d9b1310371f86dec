import type { Stage } from './stage';
import type { Form } from '../rows/row';
import type { Worker } from './worker';

/**
 * Runs the work with a process for each side: n8n, too, is a process that has been running for a while.
 * @returns what the work returns, after the processes have ended
 */
export async function withWorkers<Side extends string, T>(
	stage: Stage,
	{ profile }: Form,
	sides: readonly Side[],
	work: (workerOf: (side: Side) => Worker) => Promise<T>,
): Promise<T> {
	const workers = new Map(
		sides.map((side) => [
			side,
			stage.startMeasured('main', profile ? { profile: `${profile}/${side}` } : {}),
		]),
	);
	try {
		return await work((side) => {
			const worker = workers.get(side);
			if (!worker) throw new Error(`There is no process for ${side}`);
			return worker;
		});
	} finally {
		await Promise.all([...workers.values()].map(async (worker) => await worker.stop()));
	}
}
