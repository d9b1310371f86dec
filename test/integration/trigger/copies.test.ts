import {
	existingTask,
	executeNode,
	openWebhook,
	post,
	useDeduplicationTable,
	useSimulator,
	type ExecuteOptions,
	type WebhookServer,
} from '../support';
import { signCallbackUrl } from '../../../nodes/Crun/crun/callback';

/**
 * Copies of a callback that different processes of n8n have taken. n8n runs the trigger's `execute()` where the
 * execution runs, and there the copies are dropped.
 */

const sim = useSimulator({ taskTimings: 'manual', callbacks: false });
const table = useDeduplicationTable();
/** Each test has a workflow of its own, because an execution may use the table after it has started the workflow. */
let workflowId = '';
let workflows = 0;
beforeEach(() => {
	workflowId = `copies-${++workflows}`;
	table.counted = workflowId;
});

let executions = 100;
const start = async (json: object, options: Partial<ExecuteOptions> = {}) => {
	const given = { event: 'task.success', verified: true, task_id: 'task_1', ...json };
	const { json: output, error } = await executeNode({
		sim,
		node: 'crunTrigger',
		items: [{ json: given }],
		executionId: String(++executions),
		mode: 'webhook',
		workflowId,
		...options,
	});
	expect(error).toBeUndefined();
	return output.length;
};

it('a task starts the workflow once', async () => {
	expect(await start({})).toBe(1);
	expect(await start({})).toBe(0);
	expect(await start({ task_id: 'task_2' })).toBe(1);
	expect(await start({ event: 'task.failed' })).toBe(1);
});

it('of many copies at once, one starts the workflow', async () => {
	const started = await Promise.all(Array.from({ length: 20 }, async () => await start({})));
	expect(started.filter((count) => count === 1)).toHaveLength(1);
});

it('executions that wait for a slow table share its requests, and none of them is lost', async () => {
	table.latencyMs = 50;
	const ids = Array.from({ length: 30 }, (_, index) => `task_${index}`);
	const started = await Promise.all(ids.map(async (id) => await start({ task_id: id })));
	expect(started).toEqual(ids.map(() => 1));
	expect(table.requests).toBeLessThan(1.5 * ids.length); // each execution asks twice
});

it.each([1, 2])(
	'an execution is no copy of itself when the table does not answer request %i',
	async (request) => {
		table.unanswered = [request];
		expect(await start({})).toBe(1);
		expect(await start({})).toBe(0);
	},
);

it('a copy is dropped after the table has not answered the request that comes after the start', async () => {
	table.unanswered = [3];
	expect(await start({})).toBe(1);
	await table.requested(3);
	expect(await start({})).toBe(0);
});

it('an execution that another worker runs again is not a copy of itself', async () => {
	expect(await start({}, { executionId: '1' })).toBe(1);
	expect(await start({}, { executionId: '1' })).toBe(1);
	expect(await start({}, { executionId: '2' })).toBe(0);
});

it.each(['manual', 'retry'] as const)('nothing is dropped in the mode %s', async (mode) => {
	expect(await start({})).toBe(1);
	expect(await start({}, { mode })).toBe(1);
});

it('a verified callback follows an unverified one, but not the other way round', async () => {
	expect(await start({ verified: false })).toBe(1);
	expect(await start({ verified: false })).toBe(0);
	expect(await start({})).toBe(1);
	expect(await start({ task_id: 'task_2' })).toBe(1);
	expect(await start({ task_id: 'task_2', verified: false })).toBe(0);
});

it('a numeric task ID, with Simplify off, counts as well', async () => {
	expect(await start({ task_id: 17 })).toBe(1);
	expect(await start({ task_id: 17 })).toBe(0);
});

it('while the table fails, nothing is lost', async () => {
	table.failure = new Error('the database is starting up');
	expect(await start({})).toBe(1);
	expect(await start({})).toBe(1);
});

describe('In the process that takes the calls,', () => {
	let server: WebhookServer;
	beforeEach(async () => {
		server = await openWebhook({ sim });
	});
	afterEach(async () => await server.stop());
	const signed = () => signCallbackUrl(server.url, sim.apiKey, Date.now() / 1000);

	it('copies at the same instant start the workflow once, and all get 200', async () => {
		const task = sim.tasks.finish(existingTask(sim), 'success');
		const calls = Array.from({ length: 10 }, async () => (await post(signed(), task)).status);
		expect(await Promise.all(calls)).toEqual(Array.from({ length: 10 }, () => 200));
		expect(await server.emitted()).toHaveLength(1);
	});

	it('nothing is written to the static data of the workflow', async () => {
		await post(signed(), sim.tasks.finish(existingTask(sim), 'success'));
		expect(await server.emitted()).toHaveLength(1);
		expect(server.staticData).toEqual({});
	});
});
