import {
	createFromPhotos,
	createVidu,
	errorOf,
	executeNode,
	existingTask,
	messageOf,
	photos,
	sleep,
	taskIds,
	taskIdsInOrder,
	useSimulator,
	waitUntilCreated,
	type ExecuteOptions,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });

const SHORT = { timeoutMinutes: 0.01 }; // 600 ms
const run = async (options: Partial<ExecuteOptions>) =>
	await executeNode({ sim, parameters: createFromPhotos('poll'), ...options });
const statusChecks = (id?: string) =>
	sim.requestsTo('TaskInfo').filter(({ query }) => id === undefined || query.task_id === id);
const gaps = (times: number[]) => times.slice(1).map((at, index) => at - (times[index] ?? 0));

it('waits for all items and returns them in the order of the input, whatever order they finish in', async () => {
	const items = photos('a', 'b', 'c', 'd');
	const running = run({ items });
	await waitUntilCreated(sim, 4);
	const ids = taskIdsInOrder(sim, items).map(String);
	for (const index of [2, 0, 3, 1]) {
		sim.tasks.finish(ids[index] ?? '', 'success');
		await sim.waitFor('ended', ({ query }) => query.task_id === ids[index]);
	}
	const { items: output } = await running;
	expect(output).toMatchObject(
		ids.map((id, item) => ({
			json: { task_id: id, status: 'success', video_url: expect.stringContaining(id) as unknown },
			pairedItem: { item },
		})),
	);
});

it('does not check a finished task again', async () => {
	const items = photos('early', 'late');
	const running = run({ items });
	await waitUntilCreated(sim, 2);
	const [early = '', late = ''] = taskIdsInOrder(sim, items);
	sim.tasks.finish(early, 'success');
	await sim.waitFor('ended', ({ query }) => query.task_id === late, { count: 3 });
	sim.tasks.finish(late, 'success');
	await running;
	expect(statusChecks(early)).toHaveLength(1);
	expect(statusChecks(late).length).toBeGreaterThanOrEqual(4);
});

it('checks first after the interval, then after increasing pauses, while nothing is known of such tasks', async () => {
	// Of the other template, this process has seen tasks finish.
	const parameters = createVidu({ waitMode: 'poll', options: { pollIntervalSeconds: 0.2 } });
	const running = run({ items: photos('a'), parameters });
	const { task_id: id } = await waitUntilCreated(sim);
	await sim.waitFor('ended', ({ endpoint }) => endpoint === 'TaskInfo', {
		count: 4,
		timeoutMs: 5000,
	});
	sim.tasks.finish(id, 'success');
	await running;
	const [creation] = sim.requestsTo('CreateTask');
	const pauses = gaps([creation?.endedAt ?? 0, ...statusChecks().map(({ at }) => at)]).slice(0, 4);
	[200, 300, 450, 675].forEach((pause, index) => {
		expect(pauses[index]).toBeGreaterThanOrEqual(pause - 5);
		expect(pauses[index]).toBeLessThan(pause + 150);
	});
});

it.each([
	['seconds', 1, 995],
	['a date', () => new Date(Date.now() + 2000), 700],
])('respects Retry-After as %s', async (_, retryAfter, leastMs) => {
	const running = run({ items: photos('a') });
	const { task_id: id } = await waitUntilCreated(sim);
	sim.faults.add({
		endpoint: 'TaskInfo',
		kind: 'rateLimit',
		retryAfter: typeof retryAfter === 'number' ? retryAfter : retryAfter(),
		times: 1,
	});
	await sim.waitFor('ended', ({ status }) => status === 429);
	sim.tasks.finish(id, 'success');
	expect((await running).json).toMatchObject([{ task_id: id, status: 'success' }]);
	expect(gaps(statusChecks().map(({ at }) => at))).toEqual([expect.any(Number)]);
	expect(gaps(statusChecks().map(({ at }) => at))[0]).toBeGreaterThanOrEqual(leastMs);
});

describe('A task that does not finish in time', () => {
	it('is an error that names the task and says that it is not lost', async () => {
		const at = Date.now();
		const { error } = await run({
			items: photos('a'),
			parameters: createFromPhotos('poll', SHORT),
		});
		expect(Date.now() - at).toBeLessThan(1500);
		expect(messageOf(error)).toContain(taskIds(sim)[0]);
		expect(messageOf(error)).toMatch(/^The task did not finish in time\. .*Task > Wait/);
	});

	it('is a pending item with On Timeout set to Return the Pending Task', async () => {
		const items = photos('slow', 'quick');
		sim.on(
			'created',
			({ task_id: id, input }) =>
				void (
					JSON.stringify(input).includes('quick') &&
					setTimeout(() => sim.tasks.finish(id, 'success'), 0)
				),
		);
		const { items: output, error } = await run({
			items,
			parameters: createFromPhotos('poll', { ...SHORT, onTimeout: 'pending' }),
		});
		expect(error).toBeUndefined();
		const [slow, quick] = taskIdsInOrder(sim, items);
		expect(output).toMatchObject([
			{ json: { task_id: slow, status: 'pending', timed_out: true }, pairedItem: { item: 0 } },
			{ json: { task_id: quick, status: 'success' }, pairedItem: { item: 1 } },
		]);
		expect(output[1]?.json).not.toHaveProperty('timed_out');
	});

	it('is reported even if TaskInfo never responded', async () => {
		sim.faults.add({ endpoint: 'TaskInfo', kind: 'html' });
		const { json } = await run({
			items: photos('a'),
			parameters: createFromPhotos('poll', { ...SHORT, onTimeout: 'pending' }),
		});
		expect(json).toMatchObject([{ task_id: taskIds(sim)[0], status: 'pending', timed_out: true }]);
		const { error } = await run({
			items: photos('b'),
			parameters: createFromPhotos('poll', SHORT),
		});
		expect(messageOf(error)).toContain(taskIds(sim)[1]);
		expect(messageOf(error)).toContain('HTML');
	});

	it('is checked once more at the deadline', async () => {
		const running = run({
			items: photos('a'),
			parameters: createFromPhotos('poll', { ...SHORT, pollIntervalSeconds: 300 }),
		});
		const { task_id: id } = await waitUntilCreated(sim);
		await sleep(300);
		sim.tasks.finish(id, 'success');
		expect((await running).json).toMatchObject([{ task_id: id, status: 'success' }]);
		expect(statusChecks()).toHaveLength(1);
	});

	it('is not awaited much longer if Crun requests a long pause', async () => {
		sim.faults.add({ endpoint: 'TaskInfo', kind: 'rateLimit', retryAfter: 4 });
		const at = Date.now();
		const { json } = await run({
			items: photos('a', 'b'),
			parameters: createFromPhotos('poll', { ...SHORT, onTimeout: 'pending' }),
		});
		expect(json).toMatchObject([{ timed_out: true }, { timed_out: true }]);
		expect(Date.now() - at).toBeLessThan(2000);
	});
});

describe('A task that fails', () => {
	const fail = () =>
		sim.on(
			'created',
			({ task_id: id }) => void setTimeout(() => sim.tasks.finish(id, 'failed'), 0),
		);

	it('is an error with Crun’s message and the task ID', async () => {
		const stop = fail();
		const { error } = await run({ items: photos('a') });
		stop();
		expect(messageOf(error)).toContain(taskIds(sim)[0]);
		expect(messageOf(error)).toMatch(/^The task failed at Crun\. .*the image was rejected/);
	});

	it('is an item with On Task Failure set to Return the Task', async () => {
		const stop = fail();
		const { json, error } = await run({
			items: photos('a'),
			parameters: createFromPhotos('poll', { onTaskFailure: 'output' }),
		});
		stop();
		expect(error).toBeUndefined();
		expect(json).toMatchObject([
			{
				task_id: taskIds(sim)[0],
				status: 'failed',
				error: { code: 501, message: expect.stringContaining('rejected') as unknown },
			},
		]);
	});
});

describe('Task > Wait', () => {
	const wait = {
		resource: 'task',
		operation: 'wait',
		taskId: '={{ $json.id }}',
		options: { pollIntervalSeconds: 0.2 },
	};

	it.each(['http404', 'code404', 'dataNull'] as const)(
		'fails immediately for an ID that Crun does not know (%s)',
		async (taskNotFound) => {
			sim.settings.taskNotFound = taskNotFound;
			const at = Date.now();
			const { error } = await run({
				items: [{ json: { id: 'nobody-knows-me' } }],
				parameters: wait,
			});
			expect(messageOf(error)).toContain('nobody-knows-me');
			expect(Date.now() - at).toBeLessThan(200);
			expect(sim.requests).toHaveLength(1);
		},
	);

	it('waits for the other items if one ID is unknown and one is empty', async () => {
		const [a, b] = [existingTask(sim), existingTask(sim)];
		const running = run({
			items: [a, 'unknown', '', b].map((id) => ({ json: { id } })),
			parameters: wait,
			continueOnFail: true,
		});
		await sim.waitFor('ended', ({ query }) => query.task_id === a, { count: 2 });
		sim.tasks.finish(b, 'success');
		sim.tasks.finish(a, 'success');
		const { items } = await running;
		expect(
			items.map(({ json, pairedItem }) => [
				json.task_id,
				json.status,
				'error' in json && json.error !== null,
				pairedItem,
			]),
		).toEqual([
			[a, 'success', false, { item: 0 }],
			['unknown', undefined, true, { item: 1 }],
			[undefined, undefined, true, { item: 2 }],
			[b, 'success', false, { item: 3 }],
		]);
	});

	it('returns a finished task immediately', async () => {
		const id = existingTask(sim);
		sim.tasks.finish(id, 'success');
		const at = Date.now();
		expect(
			(
				await run({
					items: [{ json: { id } }],
					parameters: { ...wait, options: { pollIntervalSeconds: 300 } },
				})
			).json,
		).toMatchObject([{ task_id: id, status: 'success' }]);
		expect(Date.now() - at).toBeLessThan(200);
	});

	it('keeps waiting for a task that cannot be found for a moment', async () => {
		const id = existingTask(sim);
		const running = run({ items: [{ json: { id } }], parameters: wait });
		await sim.waitFor('ended', ({ query }) => query.task_id === id);
		sim.faults.add({ endpoint: 'TaskInfo', kind: 'dataNull', times: 1 });
		await sim.waitFor('ended', ({ query }) => query.task_id === id, { count: 2 });
		sim.tasks.finish(id, 'success');
		expect((await running).json).toMatchObject([{ task_id: id, status: 'success' }]);
	});
});

it('returns results and error items in the order of the input when the node continues on fail', async () => {
	const items = photos('good', 'refused', 'failing', 'lost', 'slow');
	const bad = { json: { photo: 'ftp://not.http/x.png' } };
	const about =
		(name: string) =>
		({ body }: { body: unknown }) =>
			JSON.stringify(body).includes(`${name}.png`);
	sim.faults.add({ endpoint: 'CreateTask', kind: 'status', status: 402, when: about('refused') });
	sim.faults.add({ endpoint: 'CreateTask', kind: 'resetAfter', when: about('lost') });
	sim.on('created', ({ task_id: id, input }) => {
		const photo = JSON.stringify(input);
		if (!photo.includes('slow'))
			setTimeout(() => sim.tasks.finish(id, photo.includes('failing') ? 'failed' : 'success'), 0);
	});
	const { items: output, error } = await run({
		items: [bad, ...items],
		parameters: createFromPhotos('poll', SHORT),
		continueOnFail: true,
	});
	expect(error).toBeUndefined();
	const [good, , failing, , slow] = taskIdsInOrder(sim, items);
	expect(output.map(({ json, pairedItem }) => [json.task_id, json.status, pairedItem])).toEqual([
		[undefined, undefined, { item: 0 }],
		[good, 'success', { item: 1 }],
		[undefined, undefined, { item: 2 }],
		[failing, undefined, { item: 3 }],
		[undefined, undefined, { item: 4 }],
		[slow, undefined, { item: 5 }],
	]);
	expect(output.map(errorOf)).toEqual([
		expect.stringContaining('ftp:'),
		'',
		expect.stringMatching(/not have enough credits.*402/),
		expect.stringContaining('rejected'),
		expect.stringContaining('did not confirm whether the task was created'),
		expect.stringContaining('in time'),
	]);
});

it('stops the node immediately after a failed creation, and the error names every task', async () => {
	sim.faults.add({
		endpoint: 'CreateTask',
		kind: 'status',
		status: 402,
		when: ({ body }) => JSON.stringify(body).includes('b.png'),
	});
	const at = Date.now();
	const { error } = await run({ items: photos('a', 'b', 'c') });
	expect(Date.now() - at).toBeLessThan(1000);
	expect(messageOf(error)).toContain('402');
	expect(taskIds(sim).length).toBeGreaterThan(0);
	for (const id of taskIds(sim)) expect(messageOf(error)).toContain(id);
});
