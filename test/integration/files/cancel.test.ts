import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { EndpointName } from '../../../dev/simulator';
import {
	createViduFromBinary,
	downloadFiles,
	executeNode,
	finishedTask,
	itemWithFiles,
	messageOf,
	png,
	sleep,
	useBinaryDataMode,
	useSimulator,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });
beforeAll(async () => await useBinaryDataMode('filesystem'));

/** The longest time that counts as "at once". */
const AT_ONCE_MS = 1000;

/** Runs the node, stops the execution during the first request to the endpoint, and returns how it ended. */
async function stopDuring(
	endpoint: EndpointName,
	parameters: INodeParameters,
	items: INodeExecutionData[] = [{ json: {} }],
) {
	const stop = new AbortController();
	const running = executeNode({ sim, parameters, items, signal: stop.signal });
	await sim.waitFor('request', (request) => request.endpoint === endpoint, { timeoutMs: 10_000 });
	await sleep(150); // some of the bytes are under way
	const requestsBefore = sim.requests.length;
	const stoppedAt = Date.now();

	stop.abort();
	const { error } = await running;

	const tookMs = Date.now() - stoppedAt;
	await sleep(700); // long enough for a retry to show
	return { error, tookMs, laterRequests: sim.requests.length - requestsBefore };
}

/** The temporary files of unfinished downloads in n8n's storage. */
const unfinishedFiles = () =>
	readdirSync(join(process.env.N8N_USER_FOLDER ?? '', '.n8n', 'storage'), {
		recursive: true,
	}).filter((name) => name.includes('.tmp.'));

describe('stopping the execution', () => {
	it('ends a download at once and leaves no unfinished file behind', async () => {
		const id = finishedTask(sim, { body: { size: 3_000_000 }, dripMs: 20, dripBytes: 10_000 });

		const { error, tookMs, laterRequests } = await stopDuring('media', downloadFiles(id));

		expect(tookMs).toBeLessThan(AT_ONCE_MS);
		expect(messageOf(error)).toContain('stopped');
		expect(laterRequests).toBe(0);
		expect(unfinishedFiles()).toEqual([]);
	});

	it('ends a stalled download at once and leaves no unfinished file behind', async () => {
		const id = finishedTask(sim, { body: { size: 3_000_000 }, stallAt: 100_000 });

		const { tookMs, laterRequests } = await stopDuring('media', downloadFiles(id));

		expect(tookMs).toBeLessThan(AT_ONCE_MS);
		expect(laterRequests).toBe(0);
		expect(unfinishedFiles()).toEqual([]);
	});

	it('ends an upload at once and creates no task', async () => {
		sim.faults.add({ endpoint: 'storage-put', kind: 'hang' });
		const items = [await itemWithFiles({ data: { bytes: png(300, 300, 5_000_000) } })];

		const { error, tookMs, laterRequests } = await stopDuring(
			'storage-put',
			createViduFromBinary(),
			items,
		);

		expect(tookMs).toBeLessThan(AT_ONCE_MS);
		expect(messageOf(error)).toContain('stopped');
		expect(laterRequests).toBe(0);
		expect(sim.ledger.created).toHaveLength(0);
	});

	it('starts none of the queued uploads', async () => {
		sim.faults.add({ endpoint: 'storage-put', kind: 'latency', ms: 300 });
		const items = await Promise.all(
			Array.from({ length: 8 }, async () => await itemWithFiles({ data: {} })),
		);
		const oneAtATime = createViduFromBinary({ options: { concurrency: 1 } });

		const { tookMs, laterRequests } = await stopDuring('storage-put', oneAtATime, items);

		expect(tookMs).toBeLessThan(AT_ONCE_MS);
		expect(laterRequests).toBe(0);
		expect(sim.uploads).toHaveLength(0);
	});
});
