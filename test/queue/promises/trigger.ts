import { inParallel } from '../support/inParallel';
import { measured, tally } from '../support/measured';
import { giveTime, isMet } from '../support/settle';
import { startsPerTask } from '../support/starts';
import { createTasksForTrigger } from '../support/tasks';
import type { QueueWorld } from '../support/world';

const TASKS = 100;
const COPIES = 3;
const BURST = 60;
/** How many tasks finish at the same time. */
const AT_ONCE = 4;
/** How many callbacks have been answered when the webhook process is killed. */
const ANSWERED = 20;
const STARTED_WITHIN_MS = 60_000;
const ACCEPTED_WITHIN_MS = 60_000;

/** Finishes tasks, a few at a time, and waits until all their callbacks have been answered or have failed. */
async function finish({ crun }: QueueWorld, taskIds: readonly string[], copies: number) {
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

/** Waits until every task has started the workflow, or for a while. @returns how often they did */
async function starts(world: QueueWorld, workflowId: string, taskIds: readonly string[]) {
	const count = async () => await startsPerTask(world, workflowId, taskIds);
	await isMet(async () => !('0' in (await count())), STARTED_WITHIN_MS);
	await giveTime();
	return await count();
}

const statusesIn = ({ crun }: QueueWorld) =>
	tally(crun.callbacks.map(({ status, error }) => status ?? error));

export function describeRepeatedCallbacks(world: QueueWorld): void {
	describe('when each callback reaches both webhook processes at the same instant, three times', () => {
		it('starts the workflow once for each of 100 tasks', async () => {
			const { cluster } = world;
			const { taskIds, triggerWorkflowId } = await createTasksForTrigger(world, TASKS);
			cluster.proxy.routing = 'toAll';
			await finish(world, taskIds, COPIES);
			const callbacks = statusesIn(world);
			cluster.proxy.routing = 'inTurn';
			await resend(world, taskIds);
			const started = await starts(world, triggerWorkflowId, taskIds);
			measured('Repeated callbacks: tasks by starts', { started, callbacks });
			expect(started).toEqual({ 1: TASKS });
		});
	});
}

export function describeKilledWebhook(world: QueueWorld): void {
	describe('when a webhook process is killed in a burst of 60 callbacks', () => {
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
			const callbacks = statusesIn(world);
			const accepted = acceptedIn(world);
			const ofAccepted = await starts(world, triggerWorkflowId, accepted);
			await cluster.heal();
			await resend(world, taskIds);
			const ofAll = await starts(world, triggerWorkflowId, taskIds);
			measured('Killed webhook process: tasks by starts', { callbacks, ofAccepted, ofAll });
			expect({ ofAccepted, ofAll }).toEqual({
				ofAccepted: { 1: accepted.length },
				ofAll: { 1: BURST },
			});
		});
	});
}
