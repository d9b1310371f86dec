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

it('Retry On Fail keeps the existing tasks and creates only the missing ones', async () => {
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

it('Retry On Fail never repeats a creation whose response was lost', async () => {
	sim.faults.add({ endpoint: 'CreateTask', kind: 'resetAfter', times: 1 });
	const { run } = await runWorkflow({
		sim,
		items: photos('a'),
		parameters: createFromPhotos('none'),
		maxTries: 5,
	});
	expect(run.status).toBe('error');
	expect(run.data.resultData.error).toMatchObject({
		message: 'An earlier attempt to create this task was not confirmed',
		description: expect.stringContaining('Task > Wait') as string,
	});
	expect(sim.requestsTo('CreateTask')).toHaveLength(1);
});

it('an execution is suspended once, with an item for each input item, even if the first one is an error', async () => {
	const items = photos('a', 'b', 'c');
	const first = { ...items[0], json: { photo: '' } };
	const suspended = await runWorkflow({
		sim,
		items: [first, ...items.slice(1)],
		parameters: createFromPhotos('suspend'),
		continueOnFail: true,
		maxTries: 3,
		resumeBaseUrl: n8n.resumeBaseUrl,
	});
	expect(suspended.run.status).toBe('waiting');
	expect(suspended.run.waitTill).toBeInstanceOf(Date);
	expect(suspended.stored.map(({ json }) => json.task_id)).toEqual([
		undefined,
		...taskIdsInOrder(sim, items).slice(1),
	]);
	expect(taskIds(sim)).toHaveLength(2);
});

it('an execution is suspended once, even if the first task has already failed', async () => {
	sim.on('created', ({ task_id: id, input }) => {
		if (JSON.stringify(input).includes('a.png'))
			setTimeout(() => sim.tasks.finish(id, 'failed'), 0);
	});
	const items = photos('a', 'b');
	const suspended = await runWorkflow({
		sim,
		items,
		parameters: createFromPhotos('suspend', { onTaskFailure: 'output' }),
		maxTries: 3,
		resumeBaseUrl: n8n.resumeBaseUrl,
	});
	expect(suspended.run.status).toBe('waiting');
	expect(suspended.stored.map(({ json }) => json.task_id)).toEqual(taskIdsInOrder(sim, items));
	expect(taskIds(sim)).toHaveLength(2);
});
