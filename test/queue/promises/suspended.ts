import type { Routing } from '../../../dev/n8n/queue';
import { untilWaiting } from '../../e2e/support/executions';
import { photosNamed } from '../support/tasks';
import { measured } from '../support/measured';
import { giveTime, isMet } from '../support/settle';
import { importVideoWorkflow, reportsIn } from '../support/workflows';
import type { QueueWorld } from '../support/world';

const TASKS = 5;
const ROUNDS = 5;
const RESUMED_WITHIN_MS = 20_000;

/** Starts an execution that waits for the callbacks of its tasks. @returns its ID and its tasks */
export async function suspend(
	world: QueueWorld,
	count: number,
	name = 'photo',
): Promise<{ id: string; taskIds: string[] }> {
	const photos = photosNamed(name, count);
	const workflow = await importVideoWorkflow(world, photos, { waitMode: 'suspend' });
	const id = await world.cluster.execute(workflow);
	await untilWaiting(world, id);
	const taskIds = world.crun.ledger.created
		.filter(({ callback_url }) => callback_url?.includes(`/webhook-waiting/${id}?`))
		.map(({ task_id }) => task_id);
	return { id, taskIds };
}

/** How often the node after the Crun node ran in this execution. */
export const runsAfter = (world: QueueWorld, executionId: string): number =>
	reportsIn(world).filter(({ execution }) => execution === executionId).length;

export function describeSimultaneousCallbacks(world: QueueWorld): void {
	describe.each<{ routing: Routing; how: string }>([
		{ routing: 'inTurn', how: 'through two webhook processes in turn' },
		{ routing: 'byPath', how: 'through one webhook process' },
		{ routing: 'toAll', how: 'through both webhook processes at once' },
	])('when five tasks call back at the same instant $how', ({ routing }) => {
		it('runs the next node once in each of five executions', async () => {
			world.cluster.proxy.routing = routing;
			const runs: number[] = [];
			for (let round = 0; round < ROUNDS; round += 1) {
				const { id, taskIds } = await suspend(world, TASKS, `round${round}-`);
				for (const taskId of taskIds) world.crun.tasks.finish(taskId, 'success');
				await isMet(() => runsAfter(world, id) > 0, RESUMED_WITHIN_MS);
				await giveTime();
				runs.push(runsAfter(world, id));
			}
			measured(`Simultaneous callbacks, ${routing}`, runs);
			expect(runs).toEqual(Array.from({ length: ROUNDS }, () => 1));
		});
	});
}
