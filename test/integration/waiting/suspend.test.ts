import { battles, errorOf, idsInOrder, photos, storedItems } from './tools';
import { openParking, type Parking } from './parking';

let parking: Parking;
beforeEach(async () => {
	parking = await openParking();
});
afterEach(async () => await parking.stop());

it('parks the execution with one pending item for each input item', async () => {
	const items = photos('a', 'b', 'c');
	const before = Date.now();
	const execution = await parking.run({
		items,
		parameters: battles('suspend', { timeoutMinutes: 30 }),
	});
	const { waitTill } = execution;
	expect(execution.error).toBeUndefined();
	expect(Number(waitTill) - before).toBeGreaterThan(29.9 * 60_000);
	expect(Number(waitTill) - before).toBeLessThan(30.1 * 60_000);
	expect(storedItems(execution)).toMatchObject(
		idsInOrder(parking.sim, items).map((id, item) => ({
			json: { task_id: id, status: 'pending', timed_out: true },
			pairedItem: { item },
		})),
	);
});

it('resumes once, with all results in the order of the items, when callbacks come out of order and twice', async () => {
	const items = photos('a', 'b', 'c', 'd');
	const { sim, n8n } = parking;
	await parking.run({ items });
	const ids = idsInOrder(sim, items);
	for (const index of [2, 0, 3, 1]) {
		expect(await n8n.emitted()).toHaveLength(0);
		expect(await parking.finish(ids[index], index === 3 ? 'failed' : 'success')).toBe(200);
		if (index !== 1) expect((await sim.tasks.sendCallback(ids[index] ?? '')).status).toBe(200);
	}
	expect((await sim.tasks.sendCallback(ids[1] ?? '')).status).toBe(409); // n8n: not waiting any more
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

it('does not park when all tasks were finished by then', async () => {
	const items = photos('a', 'b', 'c');
	const { sim } = parking;
	sim.on('created', ({ task_id: id }) => void setTimeout(() => sim.tasks.finish(id, 'success'), 0));
	const execution = await parking.run({ items });
	expect(execution.waitTill).toBeUndefined();
	expect(execution.items).toMatchObject(
		idsInOrder(sim, items).map((id, item) => ({
			json: { task_id: id, status: 'success' },
			pairedItem: { item },
		})),
	);
	expect(storedItems(execution)).toEqual(items);
});

it('keeps the result of a task that was finished before parking, and does not ask for it again', async () => {
	const items = photos('early', 'late');
	const { sim, n8n } = parking;
	sim.on('created', ({ task_id: id, input }) => {
		if (JSON.stringify(input).includes('early'))
			setTimeout(() => sim.tasks.finish(id, 'success'), 0);
	});
	const execution = await parking.run({ items });
	const [early, late] = idsInOrder(sim, items);
	expect(storedItems(execution)[0]?.json).toMatchObject({ task_id: early, status: 'success' });
	expect(storedItems(execution)[0]?.json).not.toHaveProperty('timed_out');
	const before = parking.looks();
	await parking.finish(late);
	expect((await n8n.emitted())[0]).toMatchObject([
		{ json: { task_id: early, status: 'success' } },
		{ json: { task_id: late, status: 'success' } },
	]);
	expect(parking.looks() - before).toBe(1);
});

it('a callback that comes before the execution is parked is lost, its task is not', async () => {
	const items = photos('a', 'b');
	const { sim, n8n } = parking;
	sim.faults.add({ endpoint: 'TaskInfo', kind: 'status', status: 502, times: 2 }); // the look before parking sees nothing
	sim.on('created', ({ task_id: id, input }) => {
		if (JSON.stringify(input).includes('a.png')) setTimeout(() => void parking.finish(id), 0);
	});
	const execution = await parking.run({ items });
	expect(execution.waitTill).toBeDefined();
	expect(sim.callbacks).toMatchObject([{ status: 409 }]);
	const [a, b] = idsInOrder(sim, items);
	await parking.finish(b);
	expect((await n8n.emitted())[0]).toMatchObject([
		{ json: { task_id: a, status: 'success' } },
		{ json: { task_id: b, status: 'success' } },
	]);
});

it('parks failed creations beside the pending tasks, as error items in their places', async () => {
	const items = [...photos('a'), { json: { photo: 'not a url' } }, ...photos('c', 'd')];
	const { sim, n8n } = parking;
	sim.faults.add({
		endpoint: 'CreateTask',
		kind: 'status',
		status: 402,
		when: ({ body }) => JSON.stringify(body).includes('c.png'),
	});
	await parking.run({ items, continueOnFail: true });
	const [a, , , d] = idsInOrder(sim, items);
	await parking.finish(d);
	await parking.finish(a);
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

it('gives the API’s own objects with Simplify off, without any signature', async () => {
	const items = photos('a', 'b');
	await parking.stop();
	parking = await openParking({ parameters: battles('suspend', {}, { simplify: false }) });
	const { executeData } = await parking.run({ items });
	const [a, b] = idsInOrder(parking.sim, items);
	await parking.finish(b);
	await parking.finish(a);
	const [output = []] = await parking.n8n.emitted();
	expect(output.map(({ json }) => [json.task_id, json.status, json.source])).toEqual([
		[a, 'success', 'api'],
		[b, 'success', 'api'],
	]);
	const proof = new URL(parking.callbackUrl(a)).searchParams;
	for (const value of [proof.get('crun_sig'), proof.get('signature')]) {
		expect(value).toBeTruthy();
		expect(JSON.stringify([output, executeData.data])).not.toContain(value);
	}
});
