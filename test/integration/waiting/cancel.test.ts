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

/** The limit for what counts as immediate, far below every pause in these tests. */
const IMMEDIATE_MS = 600;

/**
 * Runs the node and stops it as the Stop button does. Returns how long it took to end, and what was sent after
 * that.
 */
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

it('a stopped execution ends immediately between two status checks, and sends no more', async () => {
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
	expect(run.took).toBeLessThan(IMMEDIATE_MS);
	expect(run.requests).toBe(0);
});

it('the error of a stopped execution names the existing tasks', async () => {
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

it('a stopped execution of Task > Wait ends immediately', async () => {
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
	expect(run.took).toBeLessThan(IMMEDIATE_MS);
	expect(run.requests).toBe(0);
});

it('a stopped execution ends immediately during a pause that Crun requested, without blocking n8n', async () => {
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
				await sleep(400); // the next status checks are queued until the pause is over
			},
		);
		took = run.took;
	});
	expect(block).toBeLessThan(300);
	expect(took).toBeLessThan(IMMEDIATE_MS);
});

it('a stopped execution ends immediately while a status check hangs', async () => {
	sim.faults.add({ endpoint: 'TaskInfo', kind: 'hang' });
	const run = await stopped(
		async (signal) =>
			await executeNode({ sim, parameters: createFromPhotos('poll'), items: photos('a'), signal }),
		async () => {
			await sim.waitFor('request', ({ endpoint }) => endpoint === 'TaskInfo');
		},
	);
	expect(run.took).toBeLessThan(IMMEDIATE_MS);
}, 40_000); // the client's timeout is 30 seconds

it('a stopped execution sends none of the queued status checks', async () => {
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
	expect(run.took).toBeLessThan(IMMEDIATE_MS);
});

it.each(['none', 'poll', 'suspend'] as const)(
	'a stopped execution creates none of the queued tasks (%s)',
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
		expect(run.tasks).toBeLessThanOrEqual(1); // the one in progress
		expect(run.execution.waitTill).toBeUndefined();
	},
);

it('a stopped execution does not send a creation again that is waiting after a 429', async () => {
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
	expect(run.took).toBeLessThan(IMMEDIATE_MS);
	expect(sim.requestsTo('CreateTask')).toHaveLength(1);
	expect(taskIds(sim)).toHaveLength(0);
});

it('a creation that was in progress when the execution was stopped is never sent a second time', async () => {
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
