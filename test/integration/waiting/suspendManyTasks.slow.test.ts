import { availableParallelism, loadavg } from 'node:os';
import { startSimulator, type Simulator } from '../../../dev/simulator';
import {
	createFromPhotos,
	executeNode,
	manyPhotos,
	openWebhook,
	taskIdsInOrder,
	type WebhookServer,
} from '../support';

/** Callbacks of a suspended execution with many tasks, where each look-up takes a while. */

jest.setTimeout(240_000);

const COUNT = 500;
/** Where each of them calls back. */
const FEWER = 200;
const LATENCY_MS = 100;
/** A caller of a webhook commonly waits for 10 seconds; Crun's own limit is not documented. */
const WORST_MS = 12_000;
const TYPICAL_MS = 500;
/** What n8n and the simulator themselves take on a busy machine. */
const OVERHEAD_MS = 1500;
const MOST_LOOK_UPS = 2.2;
/** On a machine with more work than processors, everything takes longer by this factor. */
const slowdown = () => Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());

let sim: Simulator;
let n8n: WebhookServer;
let ids: string[];

/** Suspends an execution with this many tasks. */
async function suspend(count: number): Promise<void> {
	sim = await startSimulator({ taskTimings: 'manual', callbacks: false, balance: 1e6 });
	const parameters = createFromPhotos('suspend');
	n8n = await openWebhook({ sim, node: 'crun', parameters });
	const items = manyPhotos(count);
	const { resumeBaseUrl } = n8n;
	const execution = await executeNode({ sim, items, parameters, resumeBaseUrl });
	n8n.putToWait(execution);
	ids = taskIdsInOrder(sim, items).map(String);
}

afterEach(async () => {
	await n8n.stop();
	await sim.stop();
});

const lookUps = () => sim.requestsTo('TaskInfo').length;

/** Sends the callback of a task. @returns how long the answer took, and how many look-ups it needed */
async function callBack(id: string) {
	const before = lookUps();
	const at = performance.now();
	const { param, ...task } = sim.tasks.get(id) ?? {};
	const response = await fetch(param?.callback_url ?? '', {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ ...task, param }),
		signal: AbortSignal.timeout(120_000), // longer than the simulator waits
	});
	const { status } = response;
	expect(await response.json()).toEqual({ message: expect.any(String) as string });
	const ms = performance.now() - at;
	return { status, ms, lookUps: lookUps() - before };
}

describe(`With ${COUNT} tasks and ${LATENCY_MS} ms for each look-up`, () => {
	beforeEach(async () => {
		await suspend(COUNT);
		sim.faults.add({ endpoint: 'TaskInfo', kind: 'latency', ms: LATENCY_MS });
	});

	it('a callback is answered after two look-ups while the others are unfinished', async () => {
		const [first = ''] = ids;
		sim.tasks.finish(first, 'success');
		const { status, ms, lookUps: count } = await callBack(first);
		expect(status).toBe(200);
		expect(count).toBe(2);
		expect(ms).toBeLessThan((TYPICAL_MS + OVERHEAD_MS) * slowdown());
	});

	it('a callback is answered in time when the only unfinished task is found last', async () => {
		for (const id of ids.slice(0, -1)) sim.tasks.finish(id, 'success');
		const { status, ms, lookUps: count } = await callBack(ids[0] ?? '');
		expect(status).toBe(200);
		expect(count).toBe(COUNT);
		process.stdout.write(`${COUNT} look-ups in ${ms} ms\n`);
		expect(ms).toBeLessThan(WORST_MS);
		expect(await n8n.emitted()).toEqual([]);
		// What was found is kept: the last callback needs its own look-up only.
		sim.tasks.finish(ids.at(-1) ?? '', 'success');
		expect(await callBack(ids.at(-1) ?? '')).toMatchObject({ status: 200, lookUps: 1 });
		expect((await n8n.emitted())[0]).toHaveLength(COUNT);
	});
});

it.each([
	['in the order of the items', (all: string[]) => all],
	['in the opposite order', (all: string[]) => [...all].reverse()],
	['from the middle outwards', outwards],
])(`${FEWER} callbacks one after the other (%s) take about two look-ups each`, async (_, sort) => {
	await suspend(FEWER);
	const before = lookUps();
	for (const id of sort(ids)) {
		sim.tasks.finish(id, 'success');
		expect((await callBack(id)).status).toBe(200);
	}
	expect(await n8n.emitted()).toHaveLength(1);
	const each = (lookUps() - before) / FEWER;
	process.stdout.write(`${each} look-ups for each callback\n`);
	expect(each).toBeLessThanOrEqual(MOST_LOOK_UPS);
});

function outwards(all: string[]): string[] {
	const half = all.length / 2;
	return Array.from({ length: half }, (_, index) => [half - 1 - index, half + index])
		.flat()
		.flatMap((index) => all[index] ?? []);
}
