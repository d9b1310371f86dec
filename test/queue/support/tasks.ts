import { untilSuccess } from '../../e2e/support/executions';
import { importTriggerWorkflow, importVideoWorkflow } from './workflows';
import type { QueueWorld } from './world';

const CREATED_WITHIN_MS = 60_000;

/** Names of photos, all different. */
export function photosNamed(name: string, count: number): string[] {
	return Array.from({ length: count }, (_, index) => `${name}${index}`);
}

/** The photos for which more than one task was created. */
export function paidTwice({ crun }: QueueWorld): string[] {
	const photos = crun.ledger.created.map(({ input }) => photoIn(input));
	return [...new Set(photos.filter((photo, index) => photos.indexOf(photo) !== index))];
}

function photoIn(input: unknown): string {
	const [, photo] = /photos\/([^.]+)\.png/.exec(JSON.stringify(input)) ?? [];
	if (photo === undefined) throw new Error(`There is no photo in ${JSON.stringify(input)}`);
	return photo;
}

/**
 * Creates tasks whose callbacks start a workflow.
 * @returns their IDs, and the ID of the workflow that their callbacks start
 */
export async function createTasksForTrigger(
	world: QueueWorld,
	count: number,
): Promise<{ taskIds: string[]; triggerWorkflowId: string }> {
	const trigger = await importTriggerWorkflow(world);
	const workflow = await importVideoWorkflow(world, photosNamed('trigger', count), {
		notify: 'trigger',
		triggerUrl: trigger.url,
	});
	await untilSuccess(world, await world.cluster.execute(workflow), CREATED_WITHIN_MS);
	const taskIds = world.crun.ledger.created.map(({ task_id }) => task_id);
	return { taskIds, triggerWorkflowId: trigger.id };
}
