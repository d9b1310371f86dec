import {
	createFromPhotos,
	errorOf,
	openSuspendSetup,
	photos,
	storedItems,
	taskIdsInOrder,
	type SuspendSetup,
} from '../support';

let setup: SuspendSetup;
beforeEach(async () => {
	setup = await openSuspendSetup();
});
afterEach(async () => await setup.stop());

it('suspends the execution with one pending item for each input item', async () => {
	const items = photos('a', 'b', 'c');
	const before = Date.now();
	const execution = await setup.run({
		items,
		parameters: createFromPhotos('suspend', { timeoutMinutes: 30 }),
	});
	const { waitTill } = execution;
	expect(execution.error).toBeUndefined();
	expect(Number(waitTill) - before).toBeGreaterThan(29.9 * 60_000);
	expect(Number(waitTill) - before).toBeLessThan(30.1 * 60_000);
	expect(storedItems(execution)).toMatchObject(
		taskIdsInOrder(setup.sim, items).map((id, item) => ({
			json: { task_id: id, status: 'pending', timed_out: true },
			pairedItem: { item },
		})),
	);
});

it('resumes once, with all results in the order of the items, when callbacks arrive out of order and twice', async () => {
	const items = photos('a', 'b', 'c', 'd');
	const { sim, n8n } = setup;
	await setup.run({ items });
	const ids = taskIdsInOrder(sim, items);
	for (const index of [2, 0, 3, 1]) {
		expect(await n8n.emitted()).toHaveLength(0);
		expect(await setup.finish(ids[index], index === 3 ? 'failed' : 'success')).toBe(200);
		if (index !== 1) expect((await sim.tasks.sendCallback(ids[index] ?? '')).status).toBe(200);
	}
	expect((await sim.tasks.sendCallback(ids[1] ?? '')).status).toBe(409); // n8n: no longer waiting
	const emitted = await n8n.emitted();
	expect(emitted).toHaveLength(1);
	expect(emitted[0]).toMatchObject(
		ids.map((id, item) => ({
			json: { task_id: id, status: item === 3 ? 'failed' : 'success' },
			pairedItem: { item },
		})),
	);
	expect(JSON.stringify(emitted)).not.toContain('timed_out');
});

it('does not suspend the execution if all tasks have already finished', async () => {
	const items = photos('a', 'b', 'c');
	const { sim } = setup;
	sim.on('created', ({ task_id: id }) => void setTimeout(() => sim.tasks.finish(id, 'success'), 0));
	const execution = await setup.run({ items });
	expect(execution.waitTill).toBeUndefined();
	expect(execution.items).toMatchObject(
		taskIdsInOrder(sim, items).map((id, item) => ({
			json: { task_id: id, status: 'success' },
			pairedItem: { item },
		})),
	);
	expect(storedItems(execution)).toEqual(items);
});

it('keeps the result of a task that finished before the execution was suspended, and does not check it again', async () => {
	const items = photos('early', 'late');
	const { sim, n8n } = setup;
	sim.on('created', ({ task_id: id, input }) => {
		if (JSON.stringify(input).includes('early'))
			setTimeout(() => sim.tasks.finish(id, 'success'), 0);
	});
	const execution = await setup.run({ items });
	const [early, late] = taskIdsInOrder(sim, items);
	expect(storedItems(execution)[0]?.json).toMatchObject({ task_id: early, status: 'success' });
	expect(storedItems(execution)[0]?.json).not.toHaveProperty('timed_out');
	const before = setup.statusChecks();
	await setup.finish(late);
	expect((await n8n.emitted())[0]).toMatchObject([
		{ json: { task_id: early, status: 'success' } },
		{ json: { task_id: late, status: 'success' } },
	]);
	expect(setup.statusChecks() - before).toBe(1);
});

it('returns the task of a callback that arrived before the execution was suspended', async () => {
	const items = photos('a', 'b');
	const { sim, n8n } = setup;
	sim.faults.add({ endpoint: 'TaskInfo', kind: 'status', status: 502, times: 2 }); // before suspending
	sim.on('created', ({ task_id: id, input }) => {
		if (JSON.stringify(input).includes('a.png')) setTimeout(() => void setup.finish(id), 0);
	});
	const execution = await setup.run({ items });
	expect(execution.waitTill).toBeDefined();
	expect(sim.callbacks).toMatchObject([{ status: 409 }]);
	const [a, b] = taskIdsInOrder(sim, items);
	await setup.finish(b);
	expect((await n8n.emitted())[0]).toMatchObject([
		{ json: { task_id: a, status: 'success' } },
		{ json: { task_id: b, status: 'success' } },
	]);
});

it('suspends the execution with failed creations as error items in their places', async () => {
	const items = [...photos('a'), { json: { photo: 'not a url' } }, ...photos('c', 'd')];
	const { sim, n8n } = setup;
	sim.faults.add({
		endpoint: 'CreateTask',
		kind: 'status',
		status: 402,
		when: ({ body }) => JSON.stringify(body).includes('c.png'),
	});
	await setup.run({ items, continueOnFail: true });
	const [a, , , d] = taskIdsInOrder(sim, items);
	await setup.finish(d);
	await setup.finish(a);
	const [output = []] = await n8n.emitted();
	expect(output.map(({ json, pairedItem }) => [json.task_id, json.status, pairedItem])).toEqual([
		[a, 'success', { item: 0 }],
		[undefined, undefined, { item: 1 }],
		[undefined, undefined, { item: 2 }],
		[d, 'success', { item: 3 }],
	]);
	expect(errorOf(output[1])).toContain('not a url');
	expect(errorOf(output[2])).toContain('402');
});

it('returns the API’s objects with Simplify off, without signatures', async () => {
	const items = photos('a', 'b');
	await setup.stop();
	setup = await openSuspendSetup({
		parameters: createFromPhotos('suspend', {}, { simplify: false }),
	});
	const { executeData } = await setup.run({ items });
	const [a, b] = taskIdsInOrder(setup.sim, items);
	await setup.finish(b);
	await setup.finish(a);
	const [output = []] = await setup.n8n.emitted();
	expect(output.map(({ json }) => [json.task_id, json.status, json.source])).toEqual([
		[a, 'success', 'api'],
		[b, 'success', 'api'],
	]);
	const query = new URL(setup.callbackUrl(a)).searchParams;
	for (const value of [query.get('crun_sig'), query.get('signature')]) {
		expect(value).toBeTruthy();
		expect(JSON.stringify([output, executeData.data])).not.toContain(value);
	}
});
