import {
	createFromPhotos,
	executeNode,
	existingTask,
	manyPhotos,
	messageOf,
	photos,
	taskIds,
	useSimulator,
	waitUntilCreated,
} from '../support';
import type { FaultKind } from '../../../dev/simulator';

/** Many tasks take turns in being checked, because waiting ends with the last one. */

const sim = useSimulator({ taskTimings: 'manual' });

const checks = () => sim.requestsTo('TaskInfo').map(({ query }) => query.task_id);
const checked = async (count: number) =>
	await sim.waitFor('ended', ({ endpoint }) => endpoint === 'TaskInfo', { count, timeoutMs: 5000 });
const run = async (count: number) =>
	await executeNode({ sim, items: manyPhotos(count), parameters: createFromPhotos('poll') });
const answerWith = (fault: FaultKind) => sim.faults.add({ endpoint: 'TaskInfo', ...fault });

it('each unfinished task is checked in turn', async () => {
	const running = run(3);
	await waitUntilCreated(sim, 3);
	const ids = taskIds(sim);
	await checked(6);
	for (const id of ids) sim.tasks.finish(id, 'success');
	await running;
	expect(new Set(checks().slice(0, 3))).toEqual(new Set(ids));
	expect(checks().slice(3, 6)).toEqual(checks().slice(0, 3));
});

it('when most have finished, the others are checked at once, and each of them once', async () => {
	const running = run(60);
	await waitUntilCreated(sim, 60);
	const ids = taskIds(sim);
	await checked(3);
	for (const id of ids) sim.tasks.finish(id, 'success');
	const { json } = await running;
	expect(json.map(({ status }) => status)).toEqual(ids.map(() => 'success'));
	expect(checks().length).toBeLessThanOrEqual(63);
});

it('one that takes longer than the others is waited for, and its check does not stop the others', async () => {
	const running = run(8);
	await waitUntilCreated(sim, 8);
	const ids = taskIds(sim);
	const [slow = ''] = ids;
	for (const id of ids.filter((id) => id !== slow)) sim.tasks.finish(id, 'success');
	await sim.waitFor('ended', ({ query }) => query.task_id === slow, { count: 3 });
	expect(new Set(checks())).toEqual(new Set(ids));
	sim.tasks.finish(slow, 'failed');
	expect(messageOf((await running).error)).toContain(slow);
});

it('at the deadline, every task is checked, whoever was in turn', async () => {
	const items = photos('a', 'b', 'c', 'd', 'e');
	const options = { timeoutMinutes: 0.01, pollIntervalSeconds: 100, onTimeout: 'pending' };
	const running = executeNode({ sim, items, parameters: createFromPhotos('poll', options) });
	await waitUntilCreated(sim, 5);
	const ids = taskIds(sim);
	const [, second = ''] = ids;
	sim.tasks.finish(second, 'success');
	const { json } = await running;
	expect(new Set(checks())).toEqual(new Set(ids));
	expect(json.filter(({ status }) => status === 'success')).toMatchObject([{ task_id: second }]);
	expect(json.filter(({ timed_out: isLate }) => isLate === true)).toHaveLength(4);
});

it('a revoked API key ends the waiting for all tasks after a few checks', async () => {
	const running = run(40);
	await waitUntilCreated(sim, 40);
	const ids = taskIds(sim);
	await checked(1);
	answerWith({ kind: 'status', status: 401 });
	const { error } = await running;
	expect(messageOf(error)).toContain('Crun rejected the API key');
	expect(checks().length).toBeLessThanOrEqual(ids.length + 3);
});

it('an answer between two rejections shows that the key is valid', async () => {
	const ids = Array.from({ length: 3 }, () => existingTask(sim));
	let seen = 0;
	sim.faults.add({
		endpoint: 'TaskInfo',
		kind: 'status',
		status: 401,
		when: () => ++seen > ids.length && seen % 2 === 0,
	});
	const running = executeNode({
		sim,
		items: ids.map((id) => ({ json: { id } })),
		parameters: {
			resource: 'task',
			operation: 'wait',
			taskId: '={{ $json.id }}',
			options: { pollIntervalSeconds: 0.2 },
		},
	});
	await checked(ids.length + 6);
	sim.faults.clear();
	for (const id of ids) sim.tasks.finish(id, 'success');
	expect((await running).json.map(({ status }) => status)).toEqual(ids.map(() => 'success'));
});
