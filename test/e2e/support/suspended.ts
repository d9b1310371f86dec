import type { DeliveredCallback } from '../../../dev/simulator';
import { startManually, startInProduction, untilWaiting } from './executions';
import { saveVideoWorkflow, taskOf, type VideoWorkflow, type VideoWorkflowOptions } from './videos';
import type { World } from './world';

/** An execution that is waiting for Crun's callbacks. */
export interface SuspendedExecution {
	readonly id: string;
	readonly workflow: VideoWorkflow;
	/** Finishes the task of a photo. @returns its callback, once it has been answered */
	readonly finishPhoto: (
		photo: string,
		status?: 'success' | 'failed',
	) => Promise<DeliveredCallback>;
}

/** Saves and starts a workflow that suspends, and waits until it is waiting. */
export async function suspendVideos(
	world: World,
	options: VideoWorkflowOptions = {},
	start: typeof startManually | typeof startInProduction = startManually,
): Promise<SuspendedExecution> {
	const parameters = { waitMode: 'suspend', ...options.parameters };
	const workflow = await saveVideoWorkflow(world, { ...options, parameters });
	const id = await start(world, workflow);
	await untilWaiting(world, id);
	return {
		id,
		workflow,
		finishPhoto: async (photo, status = 'success') =>
			await finish(world, taskOf(world, photo), status),
	};
}

/** Finishes a task and waits until its first callback has been answered. */
export async function finish(
	{ crun }: World,
	taskId: string,
	status: 'success' | 'failed' = 'success',
): Promise<DeliveredCallback> {
	crun.tasks.finish(taskId, status);
	return await crun.waitFor('callback', (callback) => callback.taskId === taskId, 10_000);
}

/** The callback URL of all tasks so far. @throws Error unless they have the same one */
export function callbackUrlOf({ crun }: World): string {
	const [url, ...others] = new Set(crun.ledger.created.map(({ callback_url }) => callback_url));
	if (!url || others.length > 0)
		throw new Error(`The tasks have ${others.length + (url ? 1 : 0)} callback URLs instead of one`);
	return url;
}

/** The URL with another value for a query parameter, or without it. */
export function withParameter(url: string, name: string, value: string | null): string {
	const changed = new URL(url);
	if (value === null) changed.searchParams.delete(name);
	else changed.searchParams.set(name, value);
	return changed.toString();
}
