import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { MEDIA } from '../../../dev/simulator';
import {
	bytesOf,
	downloadFiles,
	executeNode,
	finishedTask,
	useBinaryDataMode,
	useSimulator,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });
beforeAll(async () => await useBinaryDataMode('filesystem'));
afterEach(() => {
	expect(sim.leaks).toEqual([]);
	expect(sim.requestsTo('CreateTask')).toHaveLength(0);
});

const MEGABYTE = 1024 * 1024;

describe('a download', () => {
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

	it.each(['application/octet-stream', 'model/gltf-binary'])(
		'of an unknown format is stored as what the host declares: %s',
		async (type) => {
			const body = Buffer.concat([Buffer.from('glTF'), Buffer.alloc(1000, 7)]);
			const id = finishedTask(sim, { body, type });

			const { items, error } = await executeNode({ sim, parameters: downloadFiles(id) });

			expect(error).toBeUndefined();
			expect(items[0]?.binary?.data).toMatchObject({ mimeType: type });
			expect(await bytesOf(items[0]?.binary?.data)).toEqual(body);
		},
	);

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
});
