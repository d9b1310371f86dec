import { MEDIA } from '../../../dev/simulator';
import {
	BINARY_DATA_MODES,
	binaryDataService,
	createByteDanceFromBinary,
	createViduFromBinary,
	executeNode,
	imageUrlsOf,
	itemWithFiles,
	messageOf,
	png,
	uploadFile,
	useBinaryDataMode,
	useSimulator,
	watchOpenFiles,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });
afterEach(() => {
	jest.restoreAllMocks();
	expect(sim.leaks).toEqual([]);
});

/** Larger than any buffer on the way. */
const BIG = png(640, 480, 3_000_000);
const MEGABYTE = 1024 * 1024;

describe.each(BINARY_DATA_MODES)('with binary data in mode %s', (mode) => {
	beforeAll(async () => await useBinaryDataMode(mode));

	it('a photo becomes the image of a task, byte by byte', async () => {
		const { error, json } = await executeNode({
			sim,
			parameters: createViduFromBinary(),
			items: [await itemWithFiles({ data: { bytes: BIG } })],
		});
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ task_id: sim.ledger.created[0]?.task_id }]);
		expect(sim.uploads.map(({ contentType, size }) => ({ contentType, size }))).toEqual([
			{ contentType: 'image/png', size: BIG.length },
		]);
		expect(sim.uploads[0]?.bytes?.equals(BIG)).toBe(true);
		expect(imageUrlsOf(sim)).toEqual([sim.uploads[0]?.url]);
	});

	it('several fields become several images, in the order of their names', async () => {
		const bytes = [png(300, 300), png(400, 400), png(500, 500)] as const;
		const item = await itemWithFiles({
			first: { bytes: bytes[0] },
			second: { bytes: bytes[1] },
			third: { bytes: bytes[2] },
		});
		sim.faults.add({ endpoint: 'storage-put', kind: 'latency', ms: 100, times: 1 }); // the first one arrives last
		const { error } = await executeNode({
			sim,
			parameters: createByteDanceFromBinary(sim, 'third, first,second'),
			items: [item],
		});
		expect(error).toBeUndefined();
		const at = (content: Buffer) => sim.uploads.find((one) => one.bytes?.equals(content))?.url;
		expect(imageUrlsOf(sim)).toEqual([at(bytes[2]), at(bytes[0]), at(bytes[1])]);
	});

	it('every item gets its own photo', async () => {
		const sizes = [130, 140, 150, 160, 170, 180, 190, 200];
		const items = await Promise.all(
			sizes.map(async (size) => await itemWithFiles({ data: { bytes: png(size, size) } })),
		);
		const { json } = await executeNode({
			sim,
			parameters: createViduFromBinary({ options: { concurrency: 3 } }),
			items,
		});
		const used = json.map(
			({ task_id: id }) => sim.ledger.created.find((one) => one.task_id === id)?.input.images,
		);
		expect(used).toEqual(
			sizes.map((size) => [sim.uploads.find((one) => one.bytes?.equals(png(size, size)))?.url]),
		);
		expect(new Set(used.flat()).size).toBe(sizes.length);
	});

	it('File > Upload gives the addresses, the content deciding what a file is', async () => {
		const item = await itemWithFiles({
			data: { bytes: MEDIA.mp4.bytes, name: 'clip.png', type: 'image/png' },
			sound: { bytes: MEDIA.wav.bytes, name: 'noname', type: 'application/octet-stream' },
			photo: { bytes: MEDIA.jpg.bytes, name: 'photo.JPG', type: '' },
		});
		const { json, items } = await executeNode({
			sim,
			parameters: uploadFile('data,sound,photo'),
			items: [item],
		});
		const urls = ['video/mp4', 'audio/wav', 'image/jpeg'].map(
			(type) => sim.uploads.find(({ contentType }) => contentType === type)?.url,
		);
		expect(json).toEqual([{ url: urls[0], urls }]);
		expect(urls.map((url) => url?.split('.').pop())).toEqual(['mp4', 'wav', 'jpg']);
		expect(items[0]?.pairedItem).toEqual({ item: 0 });
		expect(sim.uploads.map(({ bytes }) => bytes?.length).sort()).toEqual(
			[MEDIA.mp4, MEDIA.wav, MEDIA.jpg].map((one) => one.bytes.length).sort(),
		);
	});
});

it.each([1, 2, 4])(
	'no more than %i requests, uploads included, are under way at once',
	async (concurrency) => {
		await useBinaryDataMode('filesystem');
		sim.faults.add({ endpoint: '*', kind: 'latency', ms: 20 });
		const items = await Promise.all(
			Array.from(
				{ length: 10 },
				async (_, index) => await itemWithFiles({ data: { bytes: png(200 + index, 200) } }),
			),
		);
		const { error } = await executeNode({
			sim,
			parameters: createViduFromBinary({ options: { concurrency } }),
			items,
		});
		expect(error).toBeUndefined();
		expect(sim.uploads).toHaveLength(10);
		expect(sim.peakConcurrency()).toBe(concurrency);
	},
);

it('many items do not open all their files at once', async () => {
	await useBinaryDataMode('filesystem');
	const items = await Promise.all(
		Array.from(
			{ length: 50 },
			async (_, index) => await itemWithFiles({ data: { bytes: png(200 + index, 200, MEGABYTE) } }),
		),
	);
	const opened = watchOpenFiles();
	const { error } = await executeNode({
		sim,
		parameters: createViduFromBinary({ options: { concurrency: 5 } }),
		items,
	});
	expect(error).toBeUndefined();
	expect(sim.uploads).toHaveLength(50);
	expect(opened.now()).toBe(0);
	expect(opened.peak()).toBeLessThanOrEqual(2 * 5); // a file is still being closed while the next one is opened
});

it.each([
	['exactly 128×128', png(128, 128)],
	['exactly 4:1', png(512, 128)],
	['exactly 1:4', png(128, 512)],
	['exactly 50 MB', png(640, 480, 50 * MEGABYTE)],
	['a JPEG', MEDIA.jpg.bytes],
])('%s is good enough for Vidu', async (_name, bytes) => {
	const { error } = await executeNode({
		sim,
		parameters: createViduFromBinary(),
		items: [await itemWithFiles({ data: { bytes } })],
	});
	expect(error).toBeUndefined();
	expect(sim.uploads).toHaveLength(1);
});

it.each([-1, 1])(
	'a stored file that is %i bytes longer than n8n says is not sent, neither cut nor without an end',
	async (more) => {
		await useBinaryDataMode('filesystem');
		const item = await itemWithFiles({ data: { bytes: BIG } });
		jest
			.spyOn(binaryDataService(), 'getMetadata')
			.mockResolvedValue({ fileSize: BIG.length - more });
		const { error } = await executeNode({ sim, parameters: uploadFile(), items: [item] });
		expect(messageOf(error)).toMatch(/gives 3000000: it is damaged/);
		expect(sim.uploads).toEqual([]);
	},
);
