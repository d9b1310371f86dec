import {
	createFromPhotos,
	executeNode,
	existingTask,
	longestBlock,
	manyPhotos,
	messageOf,
	photos,
	sleep,
	taskIds,
	useSimulator,
	waitUntilCreated,
	within,
	type Execution,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });

/** Long enough that nobody would call it "at once", far below every pause in these tests. */
const AT_ONCE_MS = 600;

/** Starts a run, stops it as the Stop button does, and tells how long it took to end and what was sent after that. */
async function stopped(
	start: (signal: AbortSignal) => Promise<Execution>,
	until: () => Promise<unknown>,
) {
	const stop = new AbortController();
	const running = start(stop.signal);
	await until();
	const before = { requests: sim.requests.length, tasks: taskIds(sim).length };
	const at = Date.now();
	stop.abort();
	const execution = await within(35_000, running);
	const took = Date.now() - at;
	await sleep(500);
	return {
		execution,
		took,
		requests: sim.requests.length - before.requests,
		tasks: taskIds(sim).length - before.tasks,
	};
}

it('ends at once while it pauses between two looks, and looks no more', async () => {
	const run = await stopped(
		async (signal) =>
			await executeNode({
				sim,
				parameters: createFromPhotos('poll', { pollIntervalSeconds: 30 }),
				items: photos('a'),
				signal,
			}),
		async () => {
			await waitUntilCreated(sim);
			await sleep(100);
		},
	);
	expect(messageOf(run.execution.error)).toContain('stopped');
	expect(run.took).toBeLessThan(AT_ONCE_MS);
	expect(run.requests).toBe(0);
});

it('the error of a stopped execution names the tasks that exist', async () => {
	const run = await stopped(
		async (signal) =>
			await executeNode({
				sim,
				parameters: createFromPhotos('poll', { pollIntervalSeconds: 30 }),
				items: photos('a', 'b'),
				signal,
			}),
		async () => {
			await waitUntilCreated(sim, 2);
			await sleep(100);
		},
	);
	for (const id of taskIds(sim)) expect(messageOf(run.execution.error)).toContain(id);
});

it('stops Task > Wait at once, too', async () => {
	const taskId = existingTask(sim);
	const run = await stopped(
		async (signal) =>
			await executeNode({
				sim,
				parameters: {
					resource: 'task',
					operation: 'wait',
					taskId,
					options: { pollIntervalSeconds: 30 },
				},
				signal,
			}),
		async () => await sim.waitFor('ended', ({ endpoint }) => endpoint === 'TaskInfo'),
	);
	expect(messageOf(run.execution.error)).toContain('stopped');
	expect(run.took).toBeLessThan(AT_ONCE_MS);
	expect(run.requests).toBe(0);
});

it('ends at once while Crun has asked for a long break, without blocking n8n', async () => {
	sim.faults.add({ endpoint: 'TaskInfo', kind: 'rateLimit', retryAfter: 3 });
	let took = 0;
	const block = await longestBlock(async () => {
		const run = await stopped(
			async (signal) =>
				await executeNode({
					sim,
					parameters: createFromPhotos('poll'),
					items: photos('a', 'b', 'c'),
					signal,
				}),
			async () => {
				await sim.waitFor('ended', ({ endpoint }) => endpoint === 'TaskInfo');
				await sleep(400); // the next round of looks queues up behind the break
			},
		);
		took = run.took;
	});
	expect(block).toBeLessThan(300);
	expect(took).toBeLessThan(AT_ONCE_MS);
});

it('ends at once while a look-up hangs', async () => {
	sim.faults.add({ endpoint: 'TaskInfo', kind: 'hang' });
	const run = await stopped(
		async (signal) =>
			await executeNode({ sim, parameters: createFromPhotos('poll'), items: photos('a'), signal }),
		async () => {
			await sim.waitFor('request', ({ endpoint }) => endpoint === 'TaskInfo');
		},
	);
	expect(run.took).toBeLessThan(AT_ONCE_MS);
}, 40_000); // the client's own patience is 30 seconds

it('sends none of the looks that were queued', async () => {
	sim.faults.add({ endpoint: 'TaskInfo', kind: 'latency', ms: 150 });
	const run = await stopped(
		async (signal) =>
			await executeNode({
				sim,
				parameters: createFromPhotos('poll', { concurrency: 1 }),
				items: manyPhotos(8),
				signal,
			}),
		async () => await sim.waitFor('request', ({ endpoint }) => endpoint === 'TaskInfo'),
	);
	expect(run.requests).toBe(0);
	expect(run.took).toBeLessThan(AT_ONCE_MS);
});

it.each(['none', 'poll', 'suspend'] as const)(
	'creates none of the tasks that were queued (%s)',
	async (waitMode) => {
		sim.faults.add({ endpoint: 'CreateTask', kind: 'latency', ms: 150 });
		const run = await stopped(
			async (signal) =>
				await executeNode({
					sim,
					parameters: createFromPhotos(waitMode, { concurrency: 1 }),
					items: manyPhotos(8),
					signal,
				}),
			async () => await sim.waitFor('ended', ({ endpoint }) => endpoint === 'CreateTask'),
		);
		expect(run.tasks).toBeLessThanOrEqual(1); // the one under way
		expect(run.execution.waitTill).toBeUndefined();
	},
);

it('does not send a creation again that waits out a 429', async () => {
	sim.faults.add({ endpoint: 'CreateTask', kind: 'rateLimit', retryAfter: 2, times: 1 });
	const run = await stopped(
		async (signal) =>
			await executeNode({ sim, parameters: createFromPhotos('none'), items: photos('a'), signal }),
		async () => {
			await sim.waitFor('ended', ({ endpoint }) => endpoint === 'CreateTask');
			await sleep(100);
		},
	);
	await sleep(2000);
	expect(run.took).toBeLessThan(AT_ONCE_MS);
	expect(sim.requestsTo('CreateTask')).toHaveLength(1);
	expect(taskIds(sim)).toHaveLength(0);
});

it('an execution that is stopped while a creation is under way never sends it a second time', async () => {
	sim.faults.add({ endpoint: 'CreateTask', kind: 'latency', ms: 700, processed: true });
	const { execution } = await stopped(
		async (signal) =>
			await executeNode({ sim, parameters: createFromPhotos('none'), items: photos('a'), signal }),
		async () => await waitUntilCreated(sim),
	);
	sim.faults.clear();
	await executeNode({
		sim,
		parameters: createFromPhotos('none'),
		items: photos('a'),
		runData: execution.runData,
		executionId: '78',
	});
	expect(sim.requestsTo('CreateTask')).toHaveLength(1);
});
