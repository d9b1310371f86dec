import type { IDataObject } from 'n8n-workflow';
import { emissionKey } from '../../../nodes/Crun/callbacks/emission';
import { claimHere } from '../../../nodes/Crun/callbacks/emittedHere';
import {
	executeNode,
	openDeduplicationTable,
	useSimulator,
	type DeduplicationTable,
} from '../support';

/** How the trigger uses n8n's deduplication table to drop copies of a callback, and how long that takes. */

const sim = useSimulator({ taskTimings: 'manual', callbacks: false });
let table: DeduplicationTable;
beforeAll(async () => {
	table = await openDeduplicationTable();
});
beforeEach(() => table.reset());
afterEach(() => jest.restoreAllMocks());

let executions = 500;
const start = async (json: IDataObject) =>
	await executeNode({
		sim,
		node: 'crunTrigger',
		items: [{ json }],
		executionId: String(++executions),
		mode: 'webhook',
	});
const taskOf = (id: string) => ({ event: 'task.success', verified: true, task_id: id });

/** @returns milliseconds */
const timeOf = async (work: () => Promise<unknown>) => {
	const startedAt = performance.now();
	await work();
	return performance.now() - startedAt;
};

describe('An execution', () => {
	it('records its callback in three rounds, and makes sure of each', async () => {
		expect((await start(taskOf('rounds'))).json).toHaveLength(1);
		expect(table.requests).toBe(6);
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

describe('Before each round, an execution waits for a random time', () => {
	const withRandom = async (random: number, id: string) => {
		const generator = jest.spyOn(Math, 'random').mockReturnValue(random);
		const ms = await timeOf(async () => await start(taskOf(id)));
		generator.mockRestore();
		return ms;
	};

	it('of up to 80 milliseconds where the table is fast', async () => {
		await start(taskOf('fast')); // so that the table is known to be fast
		const ms = await withRandom(1, 'longest');
		expect(ms).toBeGreaterThanOrEqual(3 * 80);
		expect(ms).toBeLessThan(3 * 1000);
	});

	/** The table takes this time from now on, and the process knows it. */
	const slowTable = async (latencyMs: number) => {
		table.latencyMs = latencyMs;
		jest.spyOn(Math, 'random').mockReturnValue(0);
		for (const id of ['slow', 'slower', 'slowest']) await start(taskOf(id));
		return { sixRequests: 6 * latencyMs, tolerance: 0.95 };
	};

	it('of up to eight times what the table takes', async () => {
		const { sixRequests, tolerance } = await slowTable(15);
		const ms = await withRandom(1, 'long');
		const gaps = 3 * 4 * 1.5 * 15; // the others are part of the waits
		expect(ms).toBeGreaterThanOrEqual(tolerance * (3 * 8 * 15 + gaps + sixRequests));
	});

	it('and leaves the table to other processes after each request', async () => {
		const { sixRequests, tolerance } = await slowTable(30);
		const ms = await withRandom(0, 'short');
		expect(ms).toBeGreaterThanOrEqual(tolerance * (5 * 4 * 0.5 * 30 + sixRequests));
	});
});
