import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { MEDIA, type MediaFile } from '../../../dev/simulator';
import {
	BINARY_DATA_MODES,
	binaryDataService,
	bytesOf,
	downloadFiles,
	executeNode,
	finishedTask,
	messageOf,
	useBinaryDataMode,
	useSimulator,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });
afterEach(() => {
	jest.restoreAllMocks();
	expect(sim.leaks).toEqual([]);
	expect(sim.requestsTo('CreateTask')).toHaveLength(0);
});

const MEGABYTE = 1024 * 1024;
const SIZE = 3_000_001;
const BIG: MediaFile = { body: { size: SIZE } };
const downloads = () => sim.requestsTo('media').length;

describe.each(BINARY_DATA_MODES)('a download with binary data in mode %s', (mode) => {
	beforeAll(async () => await useBinaryDataMode(mode));

	it.each([1, 3])('is retried after it breaks off (%i times)', async (failFirst) => {
		const id = finishedTask(sim, { ...BIG, failFirst });

		const { items, error } = await executeNode({ sim, parameters: downloadFiles(id) });

		expect(error).toBeUndefined();
		expect((await bytesOf(items[0]?.binary?.data)).length).toBe(SIZE);
		expect(downloads()).toBe(failFirst + 1);
	});

	it('is not given up because it is slow', async () => {
		const id = finishedTask(sim, { dripMs: 20, dripBytes: 100 });

		const { items } = await executeNode({ sim, parameters: downloadFiles(id) });

		expect(await bytesOf(items[0]?.binary?.data)).toEqual(MEDIA.mp4.bytes);
	});
});

describe('a download', () => {
	beforeAll(async () => await useBinaryDataMode('filesystem'));

	it.each<[string, MediaFile]>([
		['ends before its length', { ...BIG, truncateAt: 1_000_000 }],
		['ends within its first bytes', { ...BIG, truncateAt: 10 }],
		['is shorter than its Content-Length', { lieAboutLength: 5000, body: MEDIA.mp4.bytes }],
		['is cut off without a Content-Length', { ...BIG, noLength: true, truncateAt: 1_000_000 }],
		['is always reset midway', { ...BIG, failFirst: 100 }],
		['is answered with HTTP 503', { status: 503 }],
	])(
		'that %s fails after 4 attempts, with an error that says the file is still at Crun',
		async (_fault, file) => {
			const id = finishedTask(sim, file);

			const { error } = await executeNode({ sim, parameters: downloadFiles(id) });

			expect(messageOf(error)).toMatch(
				/^The download failed after 4 attempts\. Last error: .*still available at Crun: run Task > Download/,
			);
			expect(messageOf(error)).toContain(id);
			expect(downloads()).toBe(4);
		},
		20_000,
	);

	it('may be exactly as large as Max Size', async () => {
		const id = finishedTask(sim, [
			{ body: { size: MEGABYTE } },
			{ body: { size: MEGABYTE }, noLength: true },
		]);

		const { error } = await executeNode({ sim, parameters: downloadFiles(id, { maxSizeMb: 1 }) });

		expect(error).toBeUndefined();
	});

	it('is decompressed when it is sent compressed without being asked for', async () => {
		const body = gzipSync(MEDIA.mp4.bytes);
		const id = finishedTask(sim, { body, headers: { 'content-encoding': 'gzip' } });

		const { items, error } = await executeNode({ sim, parameters: downloadFiles(id) });

		expect(error).toBeUndefined();
		expect(await bytesOf(items[0]?.binary?.data)).toEqual(MEDIA.mp4.bytes);
	}, 20_000);

	it('is decompressed when compression made it larger', async () => {
		const plain = Buffer.concat([MEDIA.png.bytes.subarray(0, 40), randomBytes(100_000)]);
		const body = gzipSync(plain);
		expect(body.length).toBeGreaterThan(plain.length);
		const id = finishedTask(sim, {
			body,
			type: 'image/png',
			headers: { 'content-encoding': 'gzip' },
		});

		const { items, error } = await executeNode({ sim, parameters: downloadFiles(id) });

		expect(error).toBeUndefined();
		expect(await bytesOf(items[0]?.binary?.data)).toEqual(plain);
	});

	it('may be an SVG image', async () => {
		const body = Buffer.from(
			'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><rect width="9"/></svg>',
		);
		const id = finishedTask(sim, { body, type: 'image/svg+xml' });

		const { items, error } = await executeNode({ sim, parameters: downloadFiles(id) });

		expect(error).toBeUndefined();
		expect(items[0]?.binary?.data).toMatchObject({
			mimeType: 'image/svg+xml',
			fileExtension: 'svg',
		});
		expect(await bytesOf(items[0]?.binary?.data)).toEqual(body);
	});

	it('is not retried when n8n has no space left to store it', async () => {
		const noSpace = Object.assign(new Error('ENOSPC: no space left on device, write'), {
			code: 'ENOSPC',
		});
		jest.spyOn(binaryDataService(), 'store').mockRejectedValue(noSpace);

		const { error } = await executeNode({ sim, parameters: downloadFiles(finishedTask(sim, BIG)) });

		expect(messageOf(error)).toMatch(
			/^n8n could not store the result file\. .*ENOSPC.*Task > Download/,
		);
		expect(downloads()).toBe(1);
	});

	it.each([true, false])(
		'of an image of a few bytes is stored completely (without Content-Length: %s)',
		async (noLength) => {
			const body = Buffer.from('GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\0;', 'latin1');
			const id = finishedTask(sim, { body, type: 'image/gif', noLength });

			const { items, error } = await executeNode({ sim, parameters: downloadFiles(id) });

			expect(error).toBeUndefined();
			expect(await bytesOf(items[0]?.binary?.data)).toEqual(body);
		},
		20_000,
	);

	it('is given up and retried when it stalls', async () => {
		const id = finishedTask(sim, { ...BIG, stallAt: 500_000 });
		const running = executeNode({ sim, parameters: downloadFiles(id) });
		await sim.waitFor('request', ({ endpoint }) => endpoint === 'media');
		sim.media.set(id, BIG);
		const start = Date.now();
		jest.spyOn(Date, 'now').mockImplementation(() => start + performance.now() * 60); // a second counts as a minute

		const { error, items } = await running;

		expect(error).toBeUndefined();
		expect((await bytesOf(items[0]?.binary?.data)).length).toBe(SIZE);
		expect(downloads()).toBe(2);
	}, 80_000);
});
