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

/** Files that never come whole. */
const BROKEN: Array<[string, MediaFile]> = [
	['ends before its length', { ...BIG, truncateAt: 1_000_000 }],
	['ends within its first bytes', { ...BIG, truncateAt: 10 }],
	['is shorter than it says', { lieAboutLength: 5000, body: MEDIA.mp4.bytes }],
	['is cut off without a length', { ...BIG, noLength: true, truncateAt: 1_000_000 }],
	['is always reset midway', { ...BIG, failFirst: 100 }],
	['is answered by 503', { status: 503 }],
];

describe.each(BINARY_DATA_MODES)('with binary data in mode %s', (mode) => {
	beforeAll(async () => await useBinaryDataMode(mode));

	it.each([1, 3])(
		'a download that breaks off %i times is repeated from the same task',
		async (failFirst) => {
			const id = finishedTask(sim, { ...BIG, failFirst });
			const { items, error } = await executeNode({ sim, parameters: downloadFiles(id) });
			expect(error).toBeUndefined();
			expect((await bytesOf(items[0]?.binary?.data)).length).toBe(SIZE);
			expect(downloads()).toBe(failFirst + 1);
		},
	);

	it('a slow file is not a broken one', async () => {
		const id = finishedTask(sim, { dripMs: 20, dripBytes: 100 });
		const { items } = await executeNode({ sim, parameters: downloadFiles(id) });
		expect(await bytesOf(items[0]?.binary?.data)).toEqual(MEDIA.mp4.bytes);
	});
});

describe('with files', () => {
	beforeAll(async () => await useBinaryDataMode('filesystem'));

	it.each(BROKEN)(
		'one that %s is an error that says where the file still is',
		async (_name, file) => {
			const id = finishedTask(sim, file);
			const { error } = await executeNode({ sim, parameters: downloadFiles(id) });
			expect(messageOf(error)).toMatch(
				/broke off, also after 4 tries: .*still at Crun: run Task > Download again/,
			);
			expect(messageOf(error)).toContain(id);
			expect(downloads()).toBe(4);
		},
		20_000,
	);

	it('exactly as large as allowed is not too large', async () => {
		const id = finishedTask(sim, [
			{ body: { size: MEGABYTE } },
			{ body: { size: MEGABYTE }, noLength: true },
		]);
		const { error } = await executeNode({ sim, parameters: downloadFiles(id, { maxSizeMb: 1 }) });
		expect(error).toBeUndefined();
	});

	it('a file that is sent compressed all the same is stored as it is meant', async () => {
		const body = gzipSync(MEDIA.mp4.bytes);
		const id = finishedTask(sim, { body, headers: { 'content-encoding': 'gzip' } });
		const { items, error } = await executeNode({ sim, parameters: downloadFiles(id) });
		expect(error).toBeUndefined();
		expect(await bytesOf(items[0]?.binary?.data)).toEqual(MEDIA.mp4.bytes);
	}, 20_000);

	it('so is one that compression made larger', async () => {
		const plain = Buffer.concat([MEDIA.png.bytes.subarray(0, 40), randomBytes(100_000)]);
		const body = gzipSync(plain);
		expect(body.length).toBeGreaterThan(plain.length);
		const { items, error } = await executeNode({
			sim,
			parameters: downloadFiles(
				finishedTask(sim, { body, type: 'image/png', headers: { 'content-encoding': 'gzip' } }),
			),
		});
		expect(error).toBeUndefined();
		expect(await bytesOf(items[0]?.binary?.data)).toEqual(plain);
	});

	it('a drawing is a result like any other', async () => {
		const body = Buffer.from(
			'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><rect width="9"/></svg>',
		);
		const { items, error } = await executeNode({
			sim,
			parameters: downloadFiles(finishedTask(sim, { body, type: 'image/svg+xml' })),
		});
		expect(error).toBeUndefined();
		expect(items[0]?.binary?.data).toMatchObject({
			mimeType: 'image/svg+xml',
			fileExtension: 'svg',
		});
		expect(await bytesOf(items[0]?.binary?.data)).toEqual(body);
	});

	it('what n8n has no room for is not fetched again and again', async () => {
		jest
			.spyOn(binaryDataService(), 'store')
			.mockRejectedValue(
				Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }),
			);
		const { error } = await executeNode({ sim, parameters: downloadFiles(finishedTask(sim, BIG)) });
		expect(messageOf(error)).toMatch(/n8n could not store the file \(ENOSPC\)/);
		expect(downloads()).toBe(1);
	});

	it.each([true, false])(
		'a picture of a few bytes is stored whole (length unknown: %s)',
		async (noLength) => {
			const body = Buffer.from('GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\0;', 'latin1');
			const id = finishedTask(sim, { body, type: 'image/gif', noLength });
			const { items, error } = await executeNode({ sim, parameters: downloadFiles(id) });
			expect(error).toBeUndefined();
			expect(await bytesOf(items[0]?.binary?.data)).toEqual(body);
		},
		20_000,
	);

	it('a download that stalls is given up and repeated', async () => {
		const id = finishedTask(sim, { ...BIG, stallAt: 500_000 });
		const running = executeNode({ sim, parameters: downloadFiles(id) });
		await sim.waitFor('request', ({ endpoint }) => endpoint === 'media');
		sim.media.set(id, BIG);
		const later = Date.now();
		jest.spyOn(Date, 'now').mockImplementation(() => later + performance.now() * 60); // a minute each second
		const { error, items } = await running;
		expect(error).toBeUndefined();
		expect((await bytesOf(items[0]?.binary?.data)).length).toBe(SIZE);
		expect(downloads()).toBe(2);
	}, 80_000);
});
