import { readdirSync } from 'node:fs';
import type { MediaFile } from '../../../dev/simulator';
import {
	downloadFiles,
	executeNode,
	finishedTask,
	itemWithFiles,
	png,
	sleep,
	uploadFile,
	useBinaryDataMode,
	useSimulator,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });
beforeAll(async () => await useBinaryDataMode('filesystem'));

/** Files and connections. */
const openHandles = () => readdirSync('/proc/self/fd').length;

/** Runs something that fails often, and tells how many files and connections it leaves open. */
async function leftOpen(fail: () => Promise<unknown>): Promise<number> {
	await fail();
	await sleep(300);
	const before = openHandles();
	for (let round = 0; round < 5; round += 1) await fail();
	await sleep(300);
	return openHandles() - before;
}

it.each<[string, () => MediaFile | MediaFile[]]>([
	['fails beside a slow one', () => [{ expire: true }, { body: { size: 1_000_000 }, dripMs: 50 }]],
	['has expired', () => ({ expire: true })],
	['is a page', () => ({ html: true })],
	['is too large by its header', () => ({ body: { size: 3_000_000 } })],
	['is too large by counting', () => ({ body: { size: 3_000_000 }, noLength: true })],
	['is redirected', () => ({ redirectTo: `${sim.mediaUrl}/media/previews/x.mp4` })],
	['is redirected to a forbidden place', () => ({ redirectTo: 'http://10.0.0.1/' })],
])('a download that %s leaves nothing open', async (_name, file) => {
	const fail = async () =>
		await executeNode({
			sim,
			parameters: downloadFiles(finishedTask(sim, file()), { maxSizeMb: 1 }),
		});
	expect(await leftOpen(fail)).toBeLessThanOrEqual(1);
});

it('an upload that fails leaves nothing open', async () => {
	sim.faults.add({ endpoint: 'storage-put', kind: 'resetMidway' });
	const item = await itemWithFiles({ data: { bytes: png(300, 300, 3_000_000) } });
	expect(
		await leftOpen(async () => await executeNode({ sim, parameters: uploadFile(), items: [item] })),
	).toBeLessThanOrEqual(1);
}, 30_000);
