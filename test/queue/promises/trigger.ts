import { createTasksForTrigger } from '../support/tasks';
import { giveTime, isMet } from '../support/settle';
import { reportsIn } from '../support/workflows';
import type { QueueWorld } from '../support/world';

const TASKS = 100;
const COPIES = 3;
/** How many tasks finish at the same instant. */
const WAVE = 10;
const STARTED_WITHIN_MS = 90_000;

/** How often the node after the trigger ran for each task, other than once: `[runs, number of tasks]`. */
function wrongCounts(world: QueueWorld, taskIds: readonly string[]): Record<string, number> {
	const ran = reportsIn(world).flatMap(({ tasks }) => tasks);
	const wrong: Record<string, number> = {};
	for (const taskId of taskIds) {
		const runs = ran.filter((one) => one === taskId).length;
		if (runs !== 1) wrong[`${runs} times`] = (wrong[`${runs} times`] ?? 0) + 1;
	}
	return wrong;
}

const hasReportedAll = (world: QueueWorld, taskIds: readonly string[]) => {
	const ran = new Set(reportsIn(world).flatMap(({ tasks }) => tasks));
	return taskIds.every((taskId) => ran.has(taskId));
};

export function describeRepeatedCallbacks(world: QueueWorld): void {
	describe('when each callback reaches both webhook processes at the same instant, three times', () => {
		it('runs the node after the trigger once for each of 100 tasks', async () => {
			const { cluster, crun } = world;
			const { taskIds } = await createTasksForTrigger(world, TASKS);
			cluster.proxy.routing = 'toAll';
			crun.settings.callbacks = { times: COPIES };
			for (let from = 0; from < TASKS; from += WAVE) {
				for (const taskId of taskIds.slice(from, from + WAVE)) crun.tasks.finish(taskId, 'success');
				await crun.waitFor('callback', () => true, {
					count: COPIES * (from + WAVE),
					timeoutMs: STARTED_WITHIN_MS,
				});
			}
			await isMet(() => hasReportedAll(world, taskIds), STARTED_WITHIN_MS);
			await giveTime();
			expect(wrongCounts(world, taskIds)).toEqual({});
		});
	});
}

/** How many callbacks have been answered when the webhook process is killed. */
const ANSWERED = 20;
const BURST = 60;

export function describeKilledWebhook(world: QueueWorld): void {
	describe('when a webhook process is killed in a burst of 60 callbacks', () => {
		it('has stored an execution for every callback that it accepted', async () => {
			const { cluster, crun } = world;
			const { taskIds } = await createTasksForTrigger(world, BURST);
			const killed = crun
				.waitFor('callback', ({ status }) => status === 200, {
					count: ANSWERED,
					timeoutMs: STARTED_WITHIN_MS,
				})
				.then(async () => await cluster.webhooks[0].kill('SIGKILL'));
			for (const taskId of taskIds) crun.tasks.finish(taskId, 'success');
			await crun.waitFor('callback', () => true, { count: BURST, timeoutMs: STARTED_WITHIN_MS });
			await killed;
			const accepted = crun.callbacks
				.filter(({ status }) => status === 200)
				.map(({ taskId }) => taskId);
			await isMet(() => hasReportedAll(world, accepted), 20_000);
			const lost = wrongCounts(world, accepted);

			// What was not accepted may be sent again.
			await cluster.heal();
			const refused = taskIds.filter((taskId) => !accepted.includes(taskId));
			for (const taskId of refused) await crun.tasks.sendCallback(taskId);
			await isMet(() => hasReportedAll(world, taskIds), 20_000);
			await giveTime();
			expect({ accepted: lost, all: wrongCounts(world, taskIds) }).toEqual({
				accepted: {},
				all: {},
			});
		});
	});
}
