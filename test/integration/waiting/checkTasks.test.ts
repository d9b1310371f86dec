import { checkTasks } from '../../../nodes/Crun/callbacks/checkTasks';
import { suspendedExecution } from '../../../nodes/Crun/callbacks/suspendedExecutions';
import { openClient } from '../../../nodes/Crun/transport/client';
import { executeNode, existingTask, finishedTask, useSimulator } from '../support';

/** Which tasks of a suspended execution are checked, in which order, and how many at once. */

const sim = useSimulator({ taskTimings: 'manual', callbacks: false });

const finished = (count: number) => Array.from({ length: count }, () => finishedTask(sim));
const openExecution = (taskIds: string[]) => suspendedExecution('77', taskIds);
const check = async (taskIds: string[], execution = openExecution(taskIds), width = 20) => {
	const parameters = { resource: 'account', operation: 'getBalance' };
	const { context } = await executeNode({ sim, parameters });
	const client = await openClient(context, { concurrency: 20 });
	return await checkTasks(client, taskIds, execution, width);
};
const asked = () => sim.requestsTo('TaskInfo').map(({ query }) => query.task_id);

describe('The tasks of a suspended execution', () => {
	it('are finished where there are none', async () => {
		expect(await check([])).toBe('finished');
	});

	it.each([1, 3, 7, 8, 30])('are finished where all %i are, each checked once', async (count) => {
		const ids = finished(count);
		const execution = openExecution(ids);
		expect(await check(ids, execution)).toBe('finished');
		expect(asked().sort()).toEqual([...ids].sort());
		expect([...execution.finished.keys()].sort()).toEqual([...ids].sort());
		expect(await check(ids, execution)).toBe('finished');
		expect(asked()).toHaveLength(count);
	});

	it.each([
		['the first one', 0, 1],
		['the second one', 1, 3],
		['the fourth one', 3, 7],
	])('are unfinished where %s is, after few checks', async (_, unfinished, checks) => {
		const ids = finished(30);
		ids[unfinished] = existingTask(sim);
		const execution = openExecution(ids);
		expect(await check(ids, execution)).toBe('unfinished');
		expect(asked()).toHaveLength(checks);
		expect(execution.finished.has(ids[unfinished])).toBe(false);
	});

	it('are checked no further after an unfinished one', async () => {
		const ids = finished(30);
		ids[9] = existingTask(sim);
		expect(await check(ids, openExecution(ids), 2)).toBe('unfinished');
		expect(asked().length).toBeLessThanOrEqual(12);
	});

	it('are unknown where one cannot be checked', async () => {
		const [first = '', ...others] = finished(30);
		expect(await check([first, 'not-a-task', ...others])).toBe('unknown');
		expect(asked()).toHaveLength(3);
	});

	it('are checked one, two, and four at once, then side by side', async () => {
		const ids = finished(30);
		let running = 0;
		const most: number[] = [];
		const stops = [
			sim.on('request', () => most.push((running += 1))),
			sim.on('ended', () => (running -= 1)),
		];
		sim.faults.add({ endpoint: 'TaskInfo', kind: 'latency', ms: 150 });
		expect(await check(ids, openExecution(ids), 10)).toBe('finished');
		for (const stop of stops) stop();
		const atOnce = most.slice(-30); // without the request of the balance
		expect(atOnce.slice(0, 7)).toEqual([1, 1, 2, 1, 2, 3, 4]);
		expect(Math.max(...atOnce)).toBe(10);
	});

	it('that a callback asks about at the moment are checked last, without another question', async () => {
		const ids = finished(6);
		const [busy = '', ...others] = ids;
		const execution = openExecution(ids);
		let answer = () => {};
		const asking = execution.ask(
			busy,
			async () =>
				await new Promise((resolve) => {
					answer = () => resolve({ kind: 'foreign' });
				}),
		);
		const checking = check(ids, execution);
		await sim.waitFor('ended', ({ endpoint }) => endpoint === 'TaskInfo', { count: 5 });
		expect(asked().sort()).toEqual([...others].sort());
		answer();
		await asking;
		expect(await checking).toBe('unknown');
		expect(asked()).toHaveLength(5);
	});
});
