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

/** The number of open files and connections of this process. */
const openHandles = () => readdirSync('/proc/self/fd').length;

/** Runs something that fails several times, and returns how many more files and connections are open afterwards. */
async function leftOpenBy(failingRun: () => Promise<unknown>): Promise<number> {
	await failingRun(); // opens what stays open for reuse
	await sleep(300);
	const before = openHandles();
	for (let round = 0; round < 5; round += 1) await failingRun();
	await sleep(300);
	return openHandles() - before;
}

it.each<[string, () => MediaFile | MediaFile[]]>([
	[
		'fails while another file is still being downloaded',
		() => [{ expire: true }, { body: { size: 1_000_000 }, dripMs: 50 }],
	],
	['has expired', () => ({ expire: true })],
	['is an HTML page', () => ({ html: true })],
	['exceeds Max Size by its Content-Length', () => ({ body: { size: 3_000_000 } })],
	['exceeds Max Size by its bytes', () => ({ body: { size: 3_000_000 }, noLength: true })],
	['is redirected', () => ({ redirectTo: `${sim.mediaUrl}/media/previews/x.mp4` })],
	['is redirected to a forbidden URL', () => ({ redirectTo: 'http://10.0.0.1/' })],
])('a download that %s leaves no file or connection open', async (_what, file) => {
	const run = async () =>
		await executeNode({
			sim,
			parameters: downloadFiles(finishedTask(sim, file()), { maxSizeMb: 1 }),
		});

	expect(await leftOpenBy(run)).toBeLessThanOrEqual(1);
});

it('an upload that fails leaves no file or connection open', async () => {
	sim.faults.add({ endpoint: 'storage-put', kind: 'resetMidway' });
	const item = await itemWithFiles({ data: { bytes: png(300, 300, 3_000_000) } });
	const run = async () => await executeNode({ sim, parameters: uploadFile(), items: [item] });

	expect(await leftOpenBy(run)).toBeLessThanOrEqual(1);
}, 30_000);
