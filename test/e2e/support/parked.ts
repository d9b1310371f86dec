import type { DeliveredCallback } from '../../../dev/simulator';
import { startManually, startInProduction, untilParked } from './executions';
import { saveVideoWorkflow, taskOf, type VideoWorkflow, type VideoWorkflowOptions } from './videos';
import type { World } from './world';

/** An execution that waits for Crun's callbacks. */
export interface ParkedExecution {
	readonly id: string;
	readonly workflow: VideoWorkflow;
	/** Finishes the task made from a photo. @returns its callback, once that was answered. */
	readonly finishPhoto: (
		photo: string,
		status?: 'success' | 'failed',
	) => Promise<DeliveredCallback>;
}

/** Saves a workflow that suspends, starts it and waits until it is parked. */
export async function parkVideos(
	world: World,
	options: VideoWorkflowOptions = {},
	start: typeof startManually | typeof startInProduction = startManually,
): Promise<ParkedExecution> {
	const parameters = { waitMode: 'suspend', ...options.parameters };
	const workflow = await saveVideoWorkflow(world, { ...options, parameters });
	const id = await start(world, workflow);
	await untilParked(world, id);
	return {
		id,
		workflow,
		finishPhoto: async (photo, status = 'success') =>
			await finish(world, taskOf(world, photo), status),
	};
}

/** Finishes a task and waits until its (first) callback was answered. */
export async function finish(
	{ crun }: World,
	taskId: string,
	status: 'success' | 'failed' = 'success',
): Promise<DeliveredCallback> {
	crun.tasks.finish(taskId, status);
	return await crun.waitFor('callback', (callback) => callback.taskId === taskId, 10_000);
}

/** The one address that all tasks so far were created with. @throws Error when there are several, or none. */
export function callbackUrlOf({ crun }: World): string {
	const [url, ...others] = new Set(crun.ledger.created.map(({ callback_url }) => callback_url));
	if (!url || others.length > 0)
		throw new Error(`The tasks have ${others.length + (url ? 1 : 0)} callback addresses, not one`);
	return url;
}

/** The same address without one query parameter, or with another value for it. */
export function withParameter(url: string, name: string, value: string | null): string {
	const changed = new URL(url);
	if (value === null) changed.searchParams.delete(name);
	else changed.searchParams.set(name, value);
	return changed.toString();
}
