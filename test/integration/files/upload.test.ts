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
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });
afterEach(() => {
	jest.restoreAllMocks();
	expect(sim.leaks).toEqual([]);
});

/** Larger than any buffer between n8n's storage and Crun's. */
const BIG = png(640, 480, 3_000_000);

/** The URL that these bytes were uploaded to. */
const urlOf = (content: Buffer) => sim.uploads.find(({ bytes }) => bytes?.equals(content))?.url;

describe.each(BINARY_DATA_MODES)('with binary data in mode %s', (mode) => {
	beforeAll(async () => await useBinaryDataMode(mode));

	it('uploads a photo unchanged and creates the task with its URL', async () => {
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

	it('sends the images of several binary fields in the order of the field names', async () => {
		const photos = {
			first: png(300, 300),
			second: png(400, 400),
			third: png(500, 500),
		};
		const item = await itemWithFiles({
			first: { bytes: photos.first },
			second: { bytes: photos.second },
			third: { bytes: photos.third },
		});
		// The upload that starts first arrives last.
		sim.faults.add({ endpoint: 'storage-put', kind: 'latency', ms: 100, times: 1 });

		const { error } = await executeNode({
			sim,
			parameters: createByteDanceFromBinary(sim, 'third, first,second'),
			items: [item],
		});

		expect(error).toBeUndefined();
		expect(imageUrlsOf(sim)).toEqual([
			urlOf(photos.third),
			urlOf(photos.first),
			urlOf(photos.second),
		]);
	});

	it('creates the task of every item from its own photo', async () => {
		const photos = [130, 140, 150, 160, 170, 180, 190, 200].map((size) => png(size, size));
		const items = await Promise.all(
			photos.map(async (bytes) => await itemWithFiles({ data: { bytes } })),
		);

		const { json } = await executeNode({
			sim,
			parameters: createViduFromBinary({ options: { concurrency: 3 } }),
			items,
		});

		const images = json.map(
			({ task_id: id }) => sim.ledger.created.find((one) => one.task_id === id)?.input.images,
		);
		expect(images).toEqual(photos.map((photo) => [urlOf(photo)]));
		expect(new Set(images.flat()).size).toBe(photos.length);
	});

	it('returns URLs from File > Upload, and takes the type of a file from its content', async () => {
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
			[MEDIA.mp4, MEDIA.wav, MEDIA.jpg].map(({ bytes }) => bytes.length).sort(),
		);
	});
});

it.each([-1, 1])(
	'does not upload a stored file whose length differs by %i from the length that n8n reports',
	async (difference) => {
		await useBinaryDataMode('filesystem');
		const item = await itemWithFiles({ data: { bytes: BIG } });
		jest
			.spyOn(binaryDataService(), 'getMetadata')
			.mockResolvedValue({ fileSize: BIG.length - difference });

		const { error } = await executeNode({ sim, parameters: uploadFile(), items: [item] });

		expect(messageOf(error)).toMatch(
			/^The stored file is damaged\. .*"photo\.png" .*returned (more|only 3000000 bytes)/,
		);
		expect(sim.uploads).toEqual([]);
	},
);

describe('the content of a file', () => {
	beforeAll(async () => await useBinaryDataMode('filesystem'));

	const uploadTwice = async (first: Buffer, second: Buffer) => {
		const item = await itemWithFiles({ a: { bytes: first }, b: { bytes: second } });
		const opened = jest.spyOn(binaryDataService(), 'getAsStream');
		const { error, json } = await executeNode({
			sim,
			parameters: uploadFile('a,b'),
			items: [item],
		});
		expect(error).toBeUndefined();
		expect(json).toEqual([{ url: urlOf(first), urls: [urlOf(first), urlOf(second)] }]);
		return opened.mock.calls.length - 2; // for their types
	};

	it('is read once if no file of the same size was uploaded for the item', async () => {
		expect(await uploadTwice(BIG, png(640, 480, 2_000_000))).toBe(2);
	});

	it('is compared with an uploaded file of the same size', async () => {
		expect(await uploadTwice(BIG, png(480, 640, 3_000_000))).toBe(3);
		expect(sim.uploads).toHaveLength(2);
	});

	it('is sent once if it is the same', async () => {
		expect(await uploadTwice(BIG, BIG)).toBe(2);
		expect(sim.uploads).toHaveLength(1);
	});
});

it('does not take an answer for success that arrives before the whole file was sent', async () => {
	await useBinaryDataMode('filesystem');
	sim.faults.add({ endpoint: 'storage-put', kind: 'endless', times: 1 });
	const bytes = png(640, 480, 30_000_000); // more than the operating system buffers

	const { error, json } = await executeNode({
		sim,
		parameters: uploadFile(),
		items: [await itemWithFiles({ data: { bytes } })],
	});

	expect(error).toBeUndefined();
	expect(sim.uploads).toMatchObject([{ url: json[0]?.url, size: bytes.length }]);
	expect(sim.requestsTo('storage-put')).toHaveLength(2);
});
