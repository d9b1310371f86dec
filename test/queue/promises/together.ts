import { untilWaiting } from '../../e2e/support/executions';
import { lossesIn } from '../support/counts';
import { keepsPromises } from '../support/promises';
import { giveTime, isMet } from '../support/settle';
import { size } from '../support/size';
import { createTasksForTrigger, paidTwice, photosNamed } from '../support/tasks';
import { importVideoWorkflow, reportsIn } from '../support/workflows';
import type { QueueWorld } from '../support/world';
import { routeAsDocumented } from './suspended';
import { finish, starts } from './trigger';

/** For the trigger; as many are polled for, and as many suspended. */
const FOR_TRIGGER = size(68, 20);
/** Executions that poll, and executions that are suspended. */
const EXECUTIONS = 3;
const PER_EXECUTION = size(22, 5);
const TOTAL = FOR_TRIGGER + 2 * EXECUTIONS * PER_EXECUTION;
const COPIES = 2;
const REPORTED_WITHIN_MS = 60_000;

/** How often each of these tasks reached the node after the Crun node. */
function runsPerTask(world: QueueWorld, taskIds: readonly string[]): number[] {
	const reported = reportsIn(world).flatMap(({ tasks }) => tasks);
	return taskIds.map((taskId) => reported.filter((one) => one === taskId).length);
}

async function startExecutions(world: QueueWorld, waitMode: 'poll' | 'suspend'): Promise<string[]> {
	const ids: string[] = [];
	for (let number = 0; number < EXECUTIONS; number += 1) {
		const photos = photosNamed(`${waitMode}${number}-`, PER_EXECUTION);
		const options = { pollIntervalSeconds: 2 };
		const workflow = await importVideoWorkflow(world, photos, { waitMode, options });
		ids.push(await world.cluster.execute(workflow));
	}
	return ids;
}

export function describeAllTogether(world: QueueWorld): void {
	describe('when tasks of the trigger, of polling and of suspended executions finish together', () => {
		it('returns each of them once', async () => {
			const { cluster, crun } = world;
			const { taskIds, triggerWorkflowId } = await createTasksForTrigger(world, FOR_TRIGGER);
			const suspended = await startExecutions(world, 'suspend');
			for (const id of suspended) await untilWaiting(world, id);
			await startExecutions(world, 'poll');
			await isMet(() => crun.ledger.created.length === TOTAL, REPORTED_WITHIN_MS);
			const all = crun.ledger.created.map(({ task_id: taskId }) => taskId);
			const waitedFor = all.filter((taskId) => !taskIds.includes(taskId));
			const polled = waitedFor.filter((taskId) => !crun.tasks.get(taskId)?.param.callback_url);

			cluster.proxy.routing = 'toAll';
			routeAsDocumented(world);
			for (const taskId of polled) crun.tasks.finish(taskId, 'success');
			await finish(
				world,
				all.filter((taskId) => !polled.includes(taskId)),
				COPIES,
			);
			await isMet(() => !runsPerTask(world, waitedFor).includes(0), REPORTED_WITHIN_MS);
			await giveTime();
			const runs = [
				...runsPerTask(world, waitedFor),
				...(await starts(world, triggerWorkflowId, taskIds)),
			];
			keepsPromises(world, {
				what: 'Tasks for the trigger, for polling, and for suspended executions finish together; each callback is sent twice',
				times: `${TOTAL} tasks`,
				figures: { ...lossesIn(runs), paidTwice: paidTwice(world).length },
			});
		});
	});
}
