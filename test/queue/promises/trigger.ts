import { LAST_OF_1 } from '../../e2e/support/world';
import { lossesIn } from '../support/counts';
import { inParallel } from '../support/inParallel';
import { isNotPromised, keepsPromises, type Scenario } from '../support/promises';
import { giveTime, isMet } from '../support/settle';
import { size } from '../support/size';
import { startsPerTask } from '../support/starts';
import { createTasksForTrigger } from '../support/tasks';
import type { QueueWorld } from '../support/world';

const TASKS = size(300, 60);
const COPIES = 3;
const BURST = 60;
/** How many tasks finish at the same time. */
const AT_ONCE = 4;
/** How many callbacks have been answered when the webhook process is killed. */
const ANSWERED = 20;
const STARTED_WITHIN_MS = 60_000;
const ACCEPTED_WITHIN_MS = 60_000;

/** Finishes tasks, a few at a time, and waits until all their callbacks have been answered or have failed. */
export async function finish({ crun }: QueueWorld, taskIds: readonly string[], copies: number) {
	crun.settings.callbacks = { times: copies };
	await inParallel(taskIds, AT_ONCE, async (taskId) => {
		crun.tasks.finish(taskId, 'success');
		await crun.waitFor('callback', (callback) => callback.taskId === taskId, {
			count: copies,
			timeoutMs: STARTED_WITHIN_MS,
		});
	});
}

/** The tasks of which a callback was answered with 200. */
const acceptedIn = ({ crun }: QueueWorld) => [
	...new Set(crun.callbacks.filter(({ status }) => status === 200).map(({ taskId }) => taskId)),
];

/** Sends the callbacks that no process has accepted again, until one does. */
async function resend(world: QueueWorld, taskIds: readonly string[]): Promise<void> {
	const accepted = acceptedIn(world);
	for (const taskId of taskIds.filter((one) => !accepted.includes(one)))
		await isMet(
			async () => (await world.crun.tasks.sendCallback(taskId)).status === 200,
			ACCEPTED_WITHIN_MS,
		);
}

/** Waits until every task has started the workflow, or for a while. @returns how often each of them did */
export async function starts(world: QueueWorld, workflowId: string, taskIds: readonly string[]) {
	const count = async () => await startsPerTask(world, workflowId, taskIds);
	await isMet(async () => !(await count()).includes(0), STARTED_WITHIN_MS);
	await giveTime();
	return await count();
}

export function describeRepeatedCallbacks(world: QueueWorld): void {
	describe('when each callback reaches both webhook processes at the same instant, three times', () => {
		it('starts the workflow once for each task', async () => {
			const { cluster } = world;
			const { taskIds, triggerWorkflowId } = await createTasksForTrigger(world, TASKS);
			cluster.proxy.routing = 'toAll';
			await finish(world, taskIds, COPIES);
			cluster.proxy.routing = 'inTurn';
			await resend(world, taskIds);
			const runs = await starts(world, triggerWorkflowId, taskIds);
			keepsPromises(
				world,
				{
					what: 'Each callback reaches two webhook processes at the same instant, three times',
					times: `${TASKS} tasks`,
					figures: lossesIn(runs),
				},
				{
					figures: { doubled: 1 },
					why: 'up to 1 is accepted, because n8n has no lock that its processes share; route by URL to rule it out',
				},
			);
		});
	});
}

export function describeKilledWebhook(world: QueueWorld): void {
	describe('when a webhook process is killed in a burst of callbacks', () => {
		it('starts the workflow once for every callback, whether it was accepted or sent again', async () => {
			const { cluster, crun } = world;
			const { taskIds, triggerWorkflowId } = await createTasksForTrigger(world, BURST);
			const killed = crun
				.waitFor('callback', ({ status }) => status === 200, {
					count: ANSWERED,
					timeoutMs: STARTED_WITHIN_MS,
				})
				.then(async () => await cluster.webhooks[0].kill('SIGKILL'));
			await finish(world, taskIds, 1);
			await killed;
			await cluster.heal();
			await resend(world, taskIds);
			const runs = await starts(world, triggerWorkflowId, taskIds);
			const scenario: Scenario = {
				what: 'A webhook process is killed in a burst of callbacks; those not accepted are sent again',
				times: `${BURST} tasks`,
				figures: lossesIn(runs),
			};
			if (cluster.version === LAST_OF_1)
				isNotPromised(world, scenario, 'n8n 1 answers before it stores the execution');
			else keepsPromises(world, scenario);
		});
	});
}
