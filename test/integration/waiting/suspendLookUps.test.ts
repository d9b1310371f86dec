import {
	createFromPhotos,
	manyPhotos,
	openSuspendSetup,
	post,
	taskIdsInOrder,
	type SuspendSetup,
} from '../support';
import { STILL_RUNNING } from '../../../nodes/Crun/crun/callback';

/** How many status checks a callback to a suspended execution causes, and how many at once. */

let setup: SuspendSetup;
let ids: string[];
let url: string;
afterEach(async () => await setup.stop());

const suspend = async (count: number, options = {}) => {
	setup = await openSuspendSetup({ parameters: createFromPhotos('suspend', options) });
	const items = manyPhotos(count);
	await setup.run({ items });
	ids = taskIdsInOrder(setup.sim, items).map(String);
	url = setup.callbackUrl(ids[0]);
};
const finish = (...some: string[]) => {
	for (const id of some) setup.sim.tasks.finish(id, 'success');
};
/** @returns the IDs of the tasks that are checked for this callback */
const checkedFor = async (body: unknown, message = STILL_RUNNING) => {
	const before = setup.statusChecks();
	expect(await post(url, body)).toEqual({ status: 200, body: { message } });
	return setup.sim
		.requestsTo('TaskInfo')
		.slice(before)
		.map(({ query }) => query.task_id);
};

describe('A callback', () => {
	beforeEach(async () => await suspend(3));

	it('of a finished task checks this task and one that is not', async () => {
		finish(ids[1] ?? '');
		expect(await checkedFor({ task_id: ids[1], status: 'success' })).toEqual([ids[1], ids[0]]);
	});

	it('that is repeated does not check its task again', async () => {
		finish(ids[1] ?? '');
		const body = { task_id: ids[1], status: 'success' };
		await checkedFor(body);
		expect(await checkedFor(body)).toEqual([ids[0]]);
	});

	it.each([
		['of a running task', () => ({ task_id: ids[1], status: 'running' })],
		['of another task', () => ({ task_id: 'another', status: 'success' })],
		['without a task', () => ({})],
	])('%s checks the tasks in their order', async (_, body) => {
		expect(await checkedFor(body())).toEqual([ids[0]]);
	});

	it('without a task resumes the execution once all tasks are finished', async () => {
		finish(...ids);
		expect(await checkedFor({}, 'Received, all tasks are finished')).toHaveLength(3);
		expect(await setup.n8n.emitted()).toHaveLength(1);
	});
});

it('tasks that are known to have finished do not make a callback check more of the others', async () => {
	await suspend(12);
	for (const id of ids.slice(0, 7)) {
		finish(id);
		await checkedFor({ task_id: id, status: 'success' });
	}
	expect(await checkedFor({})).toEqual([ids[7]]);
});

it.each([
	['more than five, and up to ten,', {}, 6, 10],
	['as many as Concurrency says', { concurrency: 3 }, 3, 3],
])('of many finished tasks, %s are checked at once', async (_, options, least, most) => {
	await suspend(20, options);
	finish(...ids);
	let running = 0;
	const atOnce: number[] = [];
	setup.sim.on('request', () => atOnce.push((running += 1)));
	setup.sim.on('ended', () => (running -= 1));
	setup.sim.faults.add({ endpoint: 'TaskInfo', kind: 'latency', ms: 200 });
	expect(await checkedFor({}, 'Received, all tasks are finished')).toHaveLength(20);
	expect(Math.max(...atOnce)).toBeGreaterThanOrEqual(least);
	expect(Math.max(...atOnce)).toBeLessThanOrEqual(most);
});
