import {
	createFromPhotos,
	executeNode,
	existingTask,
	finishedTask,
	getTask,
	messageOf,
	photos,
	taskIds,
	taskIdsInOrder,
	useSimulator,
	waitUntilCreated,
	type ExecuteOptions,
} from '../support';
import type { FaultKind } from '../../../dev/simulator';

/** Which tasks are checked in a round of status checks, and when the rounds end. */

const sim = useSimulator({ taskTimings: 'manual' });

const SHORT = { timeoutMinutes: 0.01 };
const ONE_CHECK = { ...SHORT, pollIntervalSeconds: 100 };
const run = async (options: Partial<ExecuteOptions>) =>
	await executeNode({ sim, items: photos('a'), parameters: createFromPhotos('poll'), ...options });
const wait = async (taskId: string, options = {}) =>
	await run({
		parameters: getTask(taskId, {
			operation: 'wait',
			options: { pollIntervalSeconds: 0.2, ...options },
		}),
	});
const checksOf = (id: string) =>
	sim.requestsTo('TaskInfo').filter(({ query }) => query.task_id === id).length;
const answerWith = (fault: FaultKind) => sim.faults.add({ endpoint: 'TaskInfo', ...fault });

it('a task that has finished is not checked again, and the others are', async () => {
	const items = photos('early', 'late');
	const running = run({ items });
	await waitUntilCreated(sim, 2);
	const [early = '', late = ''] = taskIdsInOrder(sim, items);
	sim.tasks.finish(early, 'success');
	await sim.waitFor('ended', ({ query }) => query.task_id === late, { count: 3 });
	sim.tasks.finish(late, 'success');
	expect((await running).json).toMatchObject([{ task_id: early }, { task_id: late }]);
	expect(checksOf(early)).toBe(1);
	expect(checksOf(late)).toBeGreaterThanOrEqual(4);
});

it('the last check is at the deadline, with one request, also where that fails', async () => {
	answerWith({ kind: 'html' });
	const { error } = await run({ parameters: createFromPhotos('poll', ONE_CHECK) });
	expect(messageOf(error)).toMatch(/^The task did not finish in time\. .* check its status\./);
	expect(checksOf(taskIds(sim)[0] ?? '')).toBe(1);
});

it('an execution that is stopped during a break that Crun asked for says where its task is', async () => {
	answerWith({ kind: 'rateLimit', retryAfter: 60 });
	const stop = new AbortController();
	const running = run({ signal: stop.signal });
	await sim.waitFor('ended', ({ endpoint }) => endpoint === 'TaskInfo');
	stop.abort();
	expect((await running).error).toMatchObject({
		message: 'The execution was stopped while it waited for a task',
	});
});

it('an answer that is not a task does not end the wait', async () => {
	const end = answerWith({ kind: 'body', body: { code: 200, data: { status: 7 } } });
	const running = run({});
	const { task_id: id } = await waitUntilCreated(sim);
	await sim.waitFor('ended', ({ endpoint }) => endpoint === 'TaskInfo', { count: 2 });
	end();
	sim.tasks.finish(id, 'success');
	expect((await running).json).toMatchObject([{ task_id: id, status: 'success' }]);
});

describe('Task > Wait', () => {
	it('returns a finished task after the first check', async () => {
		const id = finishedTask(sim);
		expect((await wait(id, { pollIntervalSeconds: 100 })).json).toMatchObject([{ task_id: id }]);
		expect(checksOf(id)).toBe(1);
	});

	it('fails immediately for an ID that Crun does not know', async () => {
		const { error } = await wait('nobody-knows-me');
		expect(messageOf(error)).toMatch(/^Crun does not know this task\. .*nobody-knows-me/);
		expect(checksOf('nobody-knows-me')).toBe(1);
	});

	it('continues where Crun no longer knows a task that it knew', async () => {
		const id = existingTask(sim);
		const running = wait(id);
		await sim.waitFor('ended', ({ query }) => query.task_id === id);
		const end = answerWith({ kind: 'dataNull' });
		await sim.waitFor('ended', ({ query }) => query.task_id === id, { count: 2 });
		end();
		sim.tasks.finish(id, 'success');
		expect((await running).json).toMatchObject([{ task_id: id, status: 'success' }]);
	});

	it('survives a rejected API key before and after another failure', async () => {
		const id = existingTask(sim);
		const faults: FaultKind[] = [
			{ kind: 'status', status: 401 },
			{ kind: 'maintenance' },
			{ kind: 'status', status: 401 },
		];
		faults.forEach((fault, index) => {
			const when = () => checksOf(id) === index + 1;
			sim.faults.add({ endpoint: 'TaskInfo', ...fault, when });
		});
		const running = wait(id);
		await sim.waitFor('ended', ({ query }) => query.task_id === id, { count: 3, timeoutMs: 5000 });
		sim.tasks.finish(id, 'success');
		expect((await running).json).toMatchObject([{ task_id: id, status: 'success' }]);
	});
});
