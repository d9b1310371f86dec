import type { IDataObject, INodeType } from 'n8n-workflow';
import { emissionKey } from '../../../nodes/Crun/callbacks/emission';
import { claimHere } from '../../../nodes/Crun/callbacks/emittedHere';
import { executeNode, loadTrigger, useDeduplicationTable, useSimulator } from '../support';

/** How the trigger uses n8n's deduplication table to drop copies of a callback, and how long that takes. */

const sim = useSimulator({ taskTimings: 'manual', callbacks: false });
const table = useDeduplicationTable();
/** Each test has a workflow of its own, because an execution may use the table after it has started the workflow. */
let workflowId = '';
let workflows = 0;
beforeEach(() => {
	workflowId = `table-${++workflows}`;
	table.counted = workflowId;
});
afterEach(() => jest.restoreAllMocks());

let executions = 500;
const start = async (json: IDataObject, type?: INodeType) =>
	await executeNode({
		sim,
		node: 'crunTrigger',
		type,
		items: [{ json }],
		executionId: String(++executions),
		mode: 'webhook',
		workflowId,
	});
const taskOf = (id: string) => ({ event: 'task.success', verified: true, task_id: id });

describe('An execution', () => {
	it('records its callback, makes sure that it is kept, and records all rounds', async () => {
		expect((await start(taskOf('rounds'))).json).toHaveLength(1);
		await table.requested(3); // the last one comes while the workflow runs
		const claim = `${workflowId} id-of-crunTrigger rounds task.success`;
		const rounds = [1, 2, 3].map((round) => `${claim} round ${round}`);
		expect(table.recorded()).toEqual(expect.arrayContaining([claim, ...rounds]));
	});

	it.each([
		['once', [1], 3],
		['twice', [1, 2], 4],
	])(
		'claims its start again where another process overwrites it %s',
		async (_, overwritten, rounds) => {
			table.overwritten = overwritten;
			expect((await start(taskOf('overwritten'))).json).toHaveLength(1);
			expect(table.requests).toBe(rounds);
			expect((await start(taskOf('overwritten'))).json).toEqual([]);
		},
	);

	it('starts the workflow even if another process overwrites it every time', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		table.overwritten = Array.from({ length: 1000 }, (_, index) => index + 1);
		expect((await start(taskOf('never kept'))).json).toHaveLength(1);
	});

	it('passes on an item that is not a callback', async () => {
		const json = { task_id: 'a', status: 'pinned by the user' };
		expect((await start(json)).json).toEqual([json]);
		expect((await start(json)).json).toEqual([json]);
		expect(table.requests).toBe(0);
	});

	it('records one text for a verified callback, and another one for an unverified one', async () => {
		const { context } = await start(taskOf('key'));
		const emission = { taskId: 'a', event: 'task.success' };
		const trigger = `${context.getWorkflow().id} ${context.getNode().id}`;
		expect(emissionKey(context, { ...emission, verified: true })).toBe(`${trigger} a task.success`);
		expect(emissionKey(context, { ...emission, verified: false })).toBe(
			`${trigger} a task.success unverified`,
		);
	});
});

describe('In the process that took the call, an execution', () => {
	const claim = async (id: string) => {
		const { context } = await start({});
		await claimHere(
			emissionKey(context, { taskId: id, event: 'task.success', verified: true }),
			Promise.resolve(true),
		);
	};

	it('records its callback with one request', async () => {
		await claim('here');
		expect((await start(taskOf('here'))).json).toHaveLength(1);
		expect(table.requests).toBe(1);
	});

	it('is dropped where another process took a copy before', async () => {
		await start(taskOf('elsewhere'));
		await claim('elsewhere');
		expect((await start(taskOf('elsewhere'))).json).toEqual([]);
	});
});

describe('An execution whose claim has been overwritten by that of a copy', () => {
	const claimOf = (id: string) => `${workflowId} id-of-crunTrigger ${id} task.success`;
	/** Records what another process would. */
	const recordElsewhere = async (...entries: string[]) => {
		const { context } = await start({});
		const owner = { workflow: context.getWorkflow(), node: context.getNode() };
		await table.checkProcessedAndRecord(entries, 'node', owner, { mode: 'entries' });
	};
	/** Starts an execution that has lost its claim. */
	const overwrittenBy = async (id: string, ...entries: string[]) => {
		table.overwritten = [1];
		const execution = start(taskOf(id));
		await table.requested(1);
		await recordElsewhere(claimOf(id), ...entries);
		return execution;
	};

	it('is dropped if the copy has started the workflow', async () => {
		const execution = await overwrittenBy('lost', `${claimOf('lost')} round 1`);
		expect(execution.json).toEqual([]);
	});

	it('starts the workflow if the copy has not done so within half a second', async () => {
		const startedAt = performance.now();
		expect((await overwrittenBy('held')).json).toHaveLength(1);
		expect(performance.now() - startedAt).toBeGreaterThan(480);
	});
});

describe('An execution whose own request was so slow that it may have erased the start of another one', () => {
	it('makes sure that no copy has started the workflow in the meantime', async () => {
		const worker = await loadTrigger();
		for (const before of ['a', 'b', 'c']) await start(taskOf(`before ${before}`), worker);
		const other = await loadTrigger();
		const stalls = [0, 400]; // before reading the row, and before writing it
		table.stallMs = () => stalls.shift() ?? 0;
		const slow = start(taskOf('slow'), worker);
		while (stalls.length > 0) await new Promise((resolve) => setImmediate(resolve));
		const fast = start(taskOf('slow'), other);
		expect((await fast).json.length + (await slow).json.length).toBe(1);
	});
});

describe('Before each round, an execution waits for a random time', () => {
	/** @returns how long a worker sleeps each time, in milliseconds */
	const sleepsWith = async (random: number, id: string, worker?: INodeType) => {
		jest.spyOn(Math, 'random').mockReturnValue(random);
		for (const before of ['a', 'b', 'c']) await start(taskOf(`before ${id} ${before}`), worker); // it knows the table
		const timer = jest.spyOn(globalThis, 'setTimeout');
		await start(taskOf(id), worker);
		return timer.mock.calls.map(([, ms]) => ms ?? 0);
	};

	/** The same of a worker that knows only a slow table. */
	const sleepsWithSlowTable = async (random: number, id: string, latencyMs: number) => {
		table.latencyMs = latencyMs;
		return await sleepsWith(random, id, await loadTrigger());
	};

	/** The same for the fastest of some executions: on a busy machine, the table is slow at times. */
	const sleepsWithFastTable = async (id: string) => {
		const runs: number[][] = [];
		for (const attempt of [1, 2, 3]) runs.push(await sleepsWith(1, `${id} ${attempt}`));
		const total = (sleeps: number[]) => sleeps.reduce((sum, ms) => sum + ms, 0);
		return runs.sort((one, other) => total(one) - total(other))[0] ?? [];
	};

	it('of up to 80 milliseconds where the table is fast', async () => {
		const sleeps = await sleepsWithFastTable('fast');
		expect(sleeps.filter((ms) => ms === 80)).toHaveLength(2);
	});

	it('of up to eight times what the table takes where it is slow', async () => {
		const sleeps = await sleepsWithSlowTable(1, 'slow', 15);
		expect(sleeps).not.toContain(80);
		expect(sleeps.filter((ms) => ms > 80).length).toBeGreaterThanOrEqual(2);
	});

	it('and leaves the table to other processes after each request', async () => {
		const sleeps = await sleepsWithSlowTable(0, 'gaps', 30);
		expect(sleeps).not.toContain(20); // as where the table is not crowded
		expect(sleeps.filter((ms) => ms > 40).length).toBeGreaterThanOrEqual(2);
	});
});
