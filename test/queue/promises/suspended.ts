import type { Routing } from '../../../dev/n8n/queue';
import { LAST_OF_1 } from '../../e2e/support/world';
import { untilWaiting } from '../../e2e/support/executions';
import { lossesIn } from '../support/counts';
import { isNotPromised, keepsPromises, type Scenario } from '../support/promises';
import { giveTime, isMet } from '../support/settle';
import { isShort, size } from '../support/size';
import { photosNamed } from '../support/tasks';
import { importVideoWorkflow, reportsIn } from '../support/workflows';
import type { QueueWorld } from '../support/world';

const TASKS = 5;
const EXECUTIONS = size(10, 3);
const RESUMED_WITHIN_MS = 20_000;

/** Why n8n 1 needs one webhook process, or routing by URL. */
const RESUMES_FOR_EVERY_CALL =
	'n8n 1 resumes an execution for every process that was called; route by URL';

const ROUTES: Array<{ routing: Routing; how: string }> = [
	{ routing: 'byPath', how: 'one webhook process' },
	{ routing: 'inTurn', how: 'two webhook processes in turn' },
	{ routing: 'toAll', how: 'both webhook processes at once' },
];

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

/** Lets callbacks of one execution reach one webhook process, as the documentation asks for on n8n 1. */
export function routeAsDocumented({ cluster }: QueueWorld): void {
	if (cluster.version === LAST_OF_1) cluster.proxy.routing = 'byPath';
}

export function describeSimultaneousCallbacks(world: QueueWorld): void {
	describe.each(isShort ? ROUTES.slice(0, 1) : ROUTES)(
		'when five tasks call back at the same instant through $how',
		({ routing, how }) => {
			it('runs the next node once', async () => {
				const { cluster, crun } = world;
				cluster.proxy.routing = routing;
				const ids: string[] = [];
				for (let round = 0; round < EXECUTIONS; round += 1) {
					const { id, taskIds } = await suspend(world, TASKS, `round${round}-`);
					for (const taskId of taskIds) crun.tasks.finish(taskId, 'success');
					await isMet(() => runsAfter(world, id) > 0, RESUMED_WITHIN_MS);
					ids.push(id);
				}
				await giveTime();
				const runs = ids.map((id) => runsAfter(world, id));
				const scenario: Scenario = {
					what: `All tasks of a suspended execution call back at the same instant, through ${how}`,
					times: `${EXECUTIONS} executions of ${TASKS} tasks`,
					figures: lossesIn(runs),
				};
				if (cluster.version === LAST_OF_1 && routing !== 'byPath')
					isNotPromised(world, scenario, RESUMES_FOR_EVERY_CALL);
				else keepsPromises(world, scenario);
			});
		},
	);
}
