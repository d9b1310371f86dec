import {
	createFromPhotos,
	openWebhook,
	photos,
	runWorkflow,
	taskIds,
	taskIdsInOrder,
	useSimulator,
	type WebhookServer,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });
let n8n: WebhookServer;
beforeAll(async () => {
	n8n = await openWebhook({ sim, node: 'crun' });
});
afterAll(async () => {
	await n8n.stop();
});

it('tries again with a task that exists, and creates only what is missing', async () => {
	sim.faults.add({
		endpoint: 'CreateTask',
		kind: 'status',
		status: 402,
		times: 1,
		when: ({ body }) => JSON.stringify(body).includes('b.png'),
	});
	const items = photos('a', 'b');
	const { run, output } = await runWorkflow({
		sim,
		items,
		parameters: createFromPhotos('none'),
		maxTries: 3,
	});
	expect(run.status).toBe('success');
	expect(output.map(({ json }) => json.task_id)).toEqual(taskIdsInOrder(sim, items));
	expect(taskIds(sim)).toHaveLength(2);
});

it('never sends a creation again whose answer was lost, however often n8n tries', async () => {
	sim.faults.add({ endpoint: 'CreateTask', kind: 'resetAfter', times: 1 });
	const { run } = await runWorkflow({
		sim,
		items: photos('a'),
		parameters: createFromPhotos('none'),
		maxTries: 5,
	});
	expect(run.status).toBe('error');
	expect(run.data.resultData.error?.message).toContain('Task > Wait');
	expect(sim.requestsTo('CreateTask')).toHaveLength(1);
});

it('a suspended execution is parked once, with the items it was given, also when the first of them failed', async () => {
	const items = photos('a', 'b', 'c');
	const first = { ...items[0], json: { photo: '' } };
	const parked = await runWorkflow({
		sim,
		items: [first, ...items.slice(1)],
		parameters: createFromPhotos('suspend'),
		continueOnFail: true,
		maxTries: 3,
		resumeBaseUrl: n8n.resumeBaseUrl,
	});
	expect(parked.run.status).toBe('waiting');
	expect(parked.run.waitTill).toBeInstanceOf(Date);
	expect(parked.stored.map(({ json }) => json.task_id)).toEqual([
		undefined,
		...taskIdsInOrder(sim, items).slice(1),
	]);
	expect(taskIds(sim)).toHaveLength(2);
});

it('a suspended execution is parked once, also when the first task has failed already', async () => {
	sim.on('created', ({ task_id: id, input }) => {
		if (JSON.stringify(input).includes('a.png'))
			setTimeout(() => sim.tasks.finish(id, 'failed'), 0);
	});
	const items = photos('a', 'b');
	const parked = await runWorkflow({
		sim,
		items,
		parameters: createFromPhotos('suspend', { onTaskFailure: 'output' }),
		maxTries: 3,
		resumeBaseUrl: n8n.resumeBaseUrl,
	});
	expect(parked.run.status).toBe('waiting');
	expect(parked.stored.map(({ json }) => json.task_id)).toEqual(taskIdsInOrder(sim, items));
	expect(taskIds(sim)).toHaveLength(2);
});
