import {
	createFromPhotos,
	openSuspendSetup,
	photos,
	taskIdsInOrder,
	type SuspendSetup,
} from '../support';

/** Status checks before an execution is suspended, and responses of TaskInfo that contradict a callback. */

let setup: SuspendSetup;
beforeEach(async () => {
	setup = await openSuspendSetup();
});
afterEach(async () => await setup.stop());

it('a task that is known to have finished is not checked again before the execution is suspended', async () => {
	const { sim } = setup;
	const items = photos('a');
	const { runData } = await setup.run({ items, parameters: createFromPhotos('none') });
	sim.tasks.finish(taskIdsInOrder(sim, items)[0] ?? '', 'success');
	const { json, waitTill } = await setup.run({ items, runData, executionId: '78' });
	expect(json).toMatchObject([{ status: 'success' }]);
	expect(waitTill).toBeUndefined();
	expect(setup.statusChecks()).toBe(1);
});

it('a callback is answered with 503 while TaskInfo is unreachable, and the next one resumes the execution', async () => {
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

it('a callback is followed by another status check if TaskInfo lags behind', async () => {
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
	['an unknown task', { code: 404, message: 'Task not found', data: null }],
	['no data', { code: 200, message: 'success', data: null }],
	[
		'another task',
		{ code: 200, message: 'success', data: { task_id: 'another', status: 'success', param: {} } },
	],
	['the old status permanently', undefined],
])(
	'a callback is answered with 503 while TaskInfo responds with %s, and the execution keeps waiting',
	async (_, body) => {
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
	},
);

it('an unknown status does not count as the end of a task', async () => {
	const { sim, n8n } = setup;
	const items = photos('a');
	await setup.run({ items });
	const [id = ''] = taskIdsInOrder(sim, items);
	sim.tasks.setStatus(id, 'reviewing');
	expect((await sim.tasks.sendCallback(id)).status).toBe(200);
	expect(await n8n.emitted()).toHaveLength(0);
});
