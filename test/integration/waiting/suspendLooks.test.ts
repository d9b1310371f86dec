import {
	createFromPhotos,
	manyPhotos,
	openSuspendSetup,
	photos,
	taskIdsInOrder,
	type SuspendSetup,
} from '../support';

/** What a callback costs, and what happens when TaskInfo does not play along. */

let setup: SuspendSetup;
beforeEach(async () => {
	setup = await openSuspendSetup();
});
afterEach(async () => await setup.stop());

const COUNT = 50;
const A_FEW = 10;

it.each([
	['one after the other, the first item’s last', 1, true],
	['one after the other, in order', 1, false],
	['five at a time, the first item’s last', 5, true],
	['five at a time, in order', 5, false],
	['all at once, the first item’s last', COUNT, true],
	['all at once, in order', COUNT, false],
])(
	'50 callbacks %s: at most twice as many look-ups, and a few',
	async (_, atOnce, backwards) => {
		const { sim, n8n } = setup;
		const items = manyPhotos(COUNT);
		await setup.run({ items, parameters: createFromPhotos('suspend', { concurrency: 10 }) });
		const before = setup.statusChecks();
		const ids = taskIdsInOrder(sim, items);
		if (backwards) ids.reverse();
		for (let from = 0; from < COUNT; from += atOnce) {
			const some = ids.slice(from, from + atOnce).map(String);
			for (const id of some) sim.tasks.finish(id, 'success');
			await Promise.all(some.map(async (id) => await sim.tasks.sendCallback(id)));
		}
		expect(await n8n.emitted()).toHaveLength(1);
		expect(setup.statusChecks() - before).toBeLessThanOrEqual(2 * COUNT + A_FEW);
	},
	30_000,
);

it('answers 503 while TaskInfo is unreachable, stays parked, and resumes with the next callback', async () => {
	const { sim, n8n } = setup;
	const items = photos('a');
	await setup.run({ items });
	const [id] = taskIdsInOrder(sim, items);
	const end = sim.faults.add({ endpoint: 'TaskInfo', kind: 'resetBefore' });
	expect(await setup.finish(id)).toBe(503);
	expect(await n8n.emitted()).toHaveLength(0);
	end();
	expect((await sim.tasks.sendCallback(id ?? '')).status).toBe(200);
	expect((await n8n.emitted())[0]).toMatchObject([{ json: { task_id: id, status: 'success' } }]);
});

it('gives TaskInfo a moment when it lags behind the callback', async () => {
	const { sim, n8n } = setup;
	const items = photos('a');
	await setup.run({ items });
	const [id = ''] = taskIdsInOrder(sim, items);
	const stale = structuredClone(sim.tasks.get(id));
	sim.faults.add({
		endpoint: 'TaskInfo',
		kind: 'body',
		body: { code: 200, message: 'success', data: stale },
		times: 1,
	});
	expect(await setup.finish(id)).toBe(200);
	expect((await n8n.emitted())[0]).toMatchObject([{ json: { task_id: id, status: 'success' } }]);
});

it.each([
	['a task it does not know', { code: 404, message: 'Task not found', data: null }],
	['no data', { code: 200, message: 'success', data: null }],
	[
		'another task',
		{ code: 200, message: 'success', data: { task_id: 'another', status: 'success', param: {} } },
	],
	['the old state for good', undefined],
])('answers 503 and stays parked while TaskInfo answers with %s', async (_, body) => {
	const { sim, n8n } = setup;
	const items = photos('a');
	await setup.run({ items });
	const [id = ''] = taskIdsInOrder(sim, items);
	const stale = { code: 200, message: 'success', data: structuredClone(sim.tasks.get(id)) };
	const end = sim.faults.add({ endpoint: 'TaskInfo', kind: 'body', body: body ?? stale });
	expect(await setup.finish(id)).toBe(503);
	expect(await n8n.emitted()).toHaveLength(0);
	end();
	expect((await sim.tasks.sendCallback(id)).status).toBe(200);
	expect(await n8n.emitted()).toHaveLength(1);
});

it('a status that nobody knows is not the end of a task', async () => {
	const { sim, n8n } = setup;
	const items = photos('a');
	await setup.run({ items });
	const [id = ''] = taskIdsInOrder(sim, items);
	sim.tasks.setStatus(id, 'reviewing');
	expect((await sim.tasks.sendCallback(id)).status).toBe(200);
	expect(await n8n.emitted()).toHaveLength(0);
});
