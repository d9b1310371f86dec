import type { DownloadLimits } from '../../../nodes/Crun/crun/schedule';
import { downloadFile } from '../../../nodes/Crun/files/download';
import { ANY_MEDIA } from '../../../nodes/Crun/crun/fileLimits';
import { openBinary } from '../../../nodes/Crun/files/binary';
import { checkBinary, uploadFile } from '../../../nodes/Crun/files/upload';
import { claimedTypeOf } from '../../../nodes/Crun/crun/fileKind';
import { openClient } from '../../../nodes/Crun/transport/client';
import { MEDIA, type FaultKind, type MediaFile } from '../../../dev/simulator';
import {
	bytesOf,
	executeNode,
	getTask,
	itemWithFiles,
	messageOf,
	png,
	sleep,
	useBinaryDataMode,
	useSimulator,
	within,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });
beforeAll(async () => await useBinaryDataMode('filesystem'));
afterEach(() => expect(sim.leaks).toEqual([]));

/** The node's own limits take minutes to reach. */
const LIMITS: DownloadLimits = { idleMs: 1000, lagMs: 1500, bytesPerMs: 1000, headersMs: 1000 };
const SIZE = 3_000_001;
/** 100 kB per second: a tenth of the slowest rate. */
const TRICKLING: MediaFile = { body: { size: SIZE }, dripBytes: 5000, dripMs: 50 };

/** Serves one file, without a task. */
function place(file: MediaFile): string {
	const [url = ''] = sim.media.set('file', file);
	return url;
}

/** Downloads a URL as the node does, with other limits. */
async function download(
	url: string,
	{ limits = LIMITS, signal = new AbortController().signal } = {},
) {
	const { context } = await executeNode({ sim, signal, parameters: getTask('none') });
	const client = await openClient(context, { signal });
	const stop = new AbortController().signal;
	return await downloadFile(context, client, url, {
		maxSizeMb: 10,
		name: 'file',
		claimed: claimedTypeOf(url),
		stop,
		limits,
	});
}

const downloads = () => sim.requestsTo('media').length;

describe('a download', () => {
	it('that trickles fails after 4 attempts, with an error that says how to get the file', async () => {
		const error: unknown = await download(place(TRICKLING)).catch((thrown: unknown) => thrown);

		expect(messageOf(error)).toMatch(
			/^The download failed after 4 attempts\. Last error: the file arrived too slowly\. .*run Task > Download.*Nothing is charged again\.$/,
		);
		expect(downloads()).toBe(4);
	}, 40_000);

	it('that trickles at first is retried, and then succeeds', async () => {
		const url = place(TRICKLING);
		const running = download(url);
		await sim.waitFor('request', ({ endpoint }) => endpoint === 'media');
		place({ body: { size: SIZE } });

		expect((await bytesOf(await running)).length).toBe(SIZE);
		expect(downloads()).toBe(2);
	}, 20_000);

	it('that is slow, but fast enough, succeeds', async () => {
		const url = place({ body: { size: 300_000 }, dripBytes: 5000, dripMs: 50 });

		const file = await download(url, { limits: { ...LIMITS, bytesPerMs: 20 } });

		expect((await bytesOf(file)).length).toBe(300_000);
		expect(downloads()).toBe(1);
	}, 20_000);

	it('whose headers trickle is given up and retried', async () => {
		sim.faults.add({ endpoint: 'media', kind: 'trickleHeaders', ms: 50, times: 1 });

		const file = await within(10_000, download(place({})));

		expect(await bytesOf(file)).toEqual(MEDIA.mp4.bytes);
		expect(downloads()).toBe(2);
	});

	it('that is never answered is given up and retried', async () => {
		sim.faults.add({ endpoint: 'media', kind: 'hang', times: 1 });

		const file = await within(10_000, download(place({})));

		expect(await bytesOf(file)).toEqual(MEDIA.mp4.bytes);
		expect(downloads()).toBe(2);
	});

	it('that trickles ends at once when the execution is stopped', async () => {
		const stop = new AbortController();
		const running = download(place(TRICKLING), { signal: stop.signal });
		await sim.waitFor('request', ({ endpoint }) => endpoint === 'media');
		await sleep(500); // some of the bytes have arrived
		const stoppedAt = performance.now();

		stop.abort();
		const error: unknown = await running.catch((thrown: unknown) => thrown);

		expect(performance.now() - stoppedAt).toBeLessThan(1000);
		expect(messageOf(error)).toContain('stopped');
		expect(downloads()).toBe(1);
	}, 20_000);
});

describe('an upload', () => {
	const BYTES = png(640, 480, 12_000_000); // more than the operating system buffers

	/** Uploads a file as the node does, but may take two seconds only. */
	async function upload() {
		const items = [await itemWithFiles({ data: { bytes: BYTES } })];
		const { context } = await executeNode({ sim, items, parameters: getTask('none') });
		const client = await openClient(context);
		const file = await openBinary(context, 0, 'data');
		return await uploadFile(context, client, file, await checkBinary(file, ANY_MEDIA), 2000);
	}

	it.each<[string, FaultKind]>([
		['that is read one byte at a time', { kind: 'slowRead', ms: 50 }],
		['that is never answered', { kind: 'hang' }],
		['that is answered with headers that never end', { kind: 'trickleHeaders', ms: 50 }],
	])('%s is given up and retried', async (_what, fault) => {
		sim.faults.add({ endpoint: 'storage-put', times: 1, ...fault });

		const { url } = await within(14_000, upload());

		expect(sim.uploads).toMatchObject([{ url, size: BYTES.length }]);
		expect(sim.requestsTo('storage-put')).toHaveLength(2);
	});

	it.each<[string, FaultKind]>([
		['that never ends', { kind: 'endless' }],
		[
			'that stalls',
			{ kind: 'body', body: { size: 'x'.repeat(100) }, headers: { 'content-length': '1000000' } },
		],
	])('does not wait for the body of an answer %s', async (_what, fault) => {
		sim.faults.add({ endpoint: 'storage-put', processed: true, ...fault });
		const before = process.memoryUsage().rss;

		const { url } = await within(14_000, upload());

		expect(sim.uploads).toMatchObject([{ url, size: BYTES.length }]);
		expect(sim.requestsTo('storage-put')).toHaveLength(1);
		expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000);
	});
});
