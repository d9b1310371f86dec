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

/** Long enough that nobody would call it "at once". */
const AT_ONCE_MS = 1000;

/** Starts a run, stops it while the n-th request to the endpoint is under way, and tells what came of it. */
async function stopped(
	parameters: INodeParameters,
	items: INodeExecutionData[],
	endpoint: EndpointName,
) {
	const stop = new AbortController();
	const running = executeNode({ sim, parameters, items, signal: stop.signal });
	await sim.waitFor('request', (request) => request.endpoint === endpoint);
	await sleep(150);
	const at = Date.now();
	const requests = sim.requests.length;
	stop.abort();
	const execution = await running;
	const took = Date.now() - at;
	await sleep(700);
	return { ...execution, took, later: sim.requests.length - requests };
}

const halfFiles = () =>
	readdirSync(join(process.env.N8N_USER_FOLDER ?? '', '.n8n', 'storage'), {
		recursive: true,
	}).filter((name) => name.includes('.tmp.'));

it('ends at once while a file is downloaded, and leaves nothing half done behind', async () => {
	const id = finishedTask(sim, { body: { size: 3_000_000 }, dripMs: 20, dripBytes: 10_000 });
	const { took, later, error } = await stopped(downloadFiles(id), [{ json: {} }], 'media');
	expect(took).toBeLessThan(AT_ONCE_MS);
	expect(messageOf(error)).toContain('stopped');
	expect(later).toBe(0);
	expect(halfFiles()).toEqual([]);
});

it('ends at once while a download stalls', async () => {
	const id = finishedTask(sim, { body: { size: 3_000_000 }, stallAt: 100_000 });
	const { took, later } = await stopped(downloadFiles(id), [{ json: {} }], 'media');
	expect(took).toBeLessThan(AT_ONCE_MS);
	expect(later).toBe(0);
	expect(halfFiles()).toEqual([]);
});

it('ends at once while a file is uploaded, and creates nothing', async () => {
	sim.faults.add({ endpoint: 'storage-put', kind: 'hang' });
	const { took, later, error } = await stopped(
		createViduFromBinary(),
		[await itemWithFiles({ data: { bytes: png(300, 300, 5_000_000) } })],
		'storage-put',
	);
	expect(took).toBeLessThan(AT_ONCE_MS);
	expect(messageOf(error)).toContain('stopped');
	expect([later, sim.ledger.created.length]).toEqual([0, 0]);
});

it('begins none of the uploads that were queued', async () => {
	sim.faults.add({ endpoint: 'storage-put', kind: 'latency', ms: 300 });
	const items = await Promise.all(
		Array.from({ length: 8 }, async () => await itemWithFiles({ data: {} })),
	);
	const { took, later } = await stopped(
		createViduFromBinary({ options: { concurrency: 1 } }),
		items,
		'storage-put',
	);
	expect(took).toBeLessThan(AT_ONCE_MS);
	expect([later, sim.uploads.length]).toEqual([0, 0]);
});
