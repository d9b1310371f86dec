import type { INodeParameters } from 'n8n-workflow';
import { MEDIA, NUMERIC_KLING_KEY } from '../../../dev/simulator';
import {
	BINARY_DATA_MODES,
	createByteDance,
	createViduFromBinary,
	executeNode,
	expectNothingSent,
	imageUrlsOf,
	itemWithFiles,
	locator,
	messageOf,
	png,
	sleep,
	uploadFile,
	useBinaryDataMode,
	useSimulator,
	type InputFile,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });

const MEGABYTE = 1024 * 1024;
const textFile = (content: string): InputFile => ({
	bytes: Buffer.from(content),
	name: 'notes.png',
	type: 'image/png',
});
const BYTEDANCE = createByteDance({ imageSource: 'binary', binaryPropertyName: 'data' });
const KLING: INodeParameters = {
	...BYTEDANCE,
	operation: 'createKling',
	templateId: locator(String(NUMERIC_KLING_KEY)),
};

/** What Create From Vidu Template refuses, with the photo in `data`. */
const BAD_FOR_VIDU: Array<[what: string, files: Record<string, InputFile>, message: RegExp]> = [
	['a binary field that does not exist', { photo: {} }, /binary field 'data'/],
	[
		'an empty file',
		{ data: { bytes: Buffer.alloc(0) } },
		/^The file is empty\. "photo\.png" contains no data/,
	],
	[
		'a text file named .png',
		{ data: textFile('Dear diary, today I have learnt that a name is just a name.') },
		/^The file is not an image, video or audio file\. .*"notes\.png".*PNG, JPEG, WEBP/,
	],
	[
		'a JSON file named .png',
		{ data: textFile('{"not": "a picture"}') },
		/^The file is not an image, video or audio file\. .*"notes\.png"/,
	],
	[
		'a file of 51 MB',
		{ data: { bytes: png(640, 480, 51 * MEGABYTE) } },
		/^The file is too large\. "photo\.png" is 51\.0 MB.*Vidu templates accept .* up to 50 MB/,
	],
	[
		'a file of 50 MB and one byte',
		{ data: { bytes: png(640, 480, 50 * MEGABYTE + 1) } },
		/^The file is too large\. .*up to 50 MB/,
	],
	[
		'an image that is too low',
		{ data: { bytes: png(400, 127) } },
		/^The image is too small\. .*400×127 pixels.*128×128/,
	],
	[
		'an image that is too wide',
		{ data: { bytes: png(601, 150) } },
		/^The image is too wide or too tall\. .*601×150 pixels.*1:4 and 4:1/,
	],
	[
		'an image that is too tall',
		{ data: { bytes: png(150, 601) } },
		/^The image is too wide or too tall\. .*150×601 pixels.*1:4 and 4:1/,
	],
	[
		'a GIF',
		{ data: { bytes: Buffer.from(`GIF89a${'x'.repeat(200)}`) } },
		/^The file type is not supported\. .*image\/gif.*only: PNG, JPEG, WEBP/,
	],
	[
		'a video',
		{ data: { bytes: MEDIA.mp4.bytes } },
		/^The file type is not supported\. .*video\/mp4/,
	],
];

/** What the other operations refuse, in their field `data`. */
const BAD_FOR_OTHERS: Array<
	[what: string, operation: string, file: InputFile, parameters: INodeParameters, message: RegExp]
> = [
	[
		'a JSON file named .png',
		'Create From ByteDance Template',
		textFile('{"not": "a picture"}'),
		BYTEDANCE,
		/^The file is not an image, video or audio file\. .*"notes\.png".*ByteDance templates/,
	],
	[
		'a video',
		'Create From ByteDance Template',
		{ bytes: MEDIA.mp4.bytes },
		BYTEDANCE,
		/video\/mp4.*ByteDance templates/,
	],
	[
		'audio',
		'Create From Kling Template',
		{ bytes: MEDIA.wav.bytes },
		KLING,
		/audio\/wav.*Kling templates/,
	],
	[
		'an HTML page named .png',
		'File > Upload',
		textFile('<!DOCTYPE html><html></html>'),
		uploadFile(),
		/^The file is not an image, video or audio file\. .*"notes\.png"/,
	],
	[
		'an executable',
		'File > Upload',
		{ bytes: Buffer.from(`\x7fELF${'\x02'.repeat(100)}`, 'latin1') },
		uploadFile(),
		/^The file is not an image, video or audio file\. .*images, videos, audio/,
	],
];

describe.each(BINARY_DATA_MODES)('with binary data in mode %s', (mode) => {
	beforeAll(async () => await useBinaryDataMode(mode));

	it.each(BAD_FOR_VIDU)(
		'Create From Vidu Template refuses %s before anything is sent',
		async (_what, files, message) => {
			const items = [await itemWithFiles(files)];

			const { error } = await executeNode({ sim, parameters: createViduFromBinary(), items });

			expect(messageOf(error)).toMatch(message);
			expectNothingSent(sim);
		},
	);

	it.each(BAD_FOR_OTHERS)(
		'%s is refused by %s before anything is sent',
		async (_what, _operation, file, parameters, message) => {
			const items = [await itemWithFiles({ data: file })];

			const { error } = await executeNode({ sim, parameters, items });

			expect(messageOf(error)).toMatch(message);
			expectNothingSent(sim);
		},
	);

	it('an item without binary data is refused before anything is sent', async () => {
		const { error } = await executeNode({
			sim,
			parameters: createViduFromBinary(),
			items: [{ json: {} }],
		});

		expect(messageOf(error)).toMatch(/'data'/);
		expectNothingSent(sim);
	});

	it.each([
		['no field name', ' , ', /^Input Binary Field is empty\./],
		[
			'the binary data itself instead of its field name',
			'={{ $binary.data }}',
			/^Input Binary Field is not valid\. .*the name of a binary field, such as "data"/,
		],
	])(
		'Input Binary Field with %s is refused before anything is sent',
		async (_what, binaryPropertyName, message) => {
			const { error } = await executeNode({
				sim,
				parameters: createViduFromBinary({ binaryPropertyName }),
				items: [await itemWithFiles({ data: {} })],
			});

			expect(messageOf(error)).toMatch(message);
			expectNothingSent(sim);
		},
	);
});

describe('with Continue On Fail', () => {
	beforeAll(async () => await useBinaryDataMode('filesystem'));

	it.each(BAD_FOR_VIDU)(
		'%s becomes the error of its item, and the other items are created',
		async (_what, badFiles, message) => {
			const items = [
				await itemWithFiles({ data: {} }),
				await itemWithFiles(badFiles),
				await itemWithFiles({ data: { bytes: png(300, 300) } }),
			];

			const { items: output } = await executeNode({
				sim,
				parameters: createViduFromBinary(),
				items,
				continueOnFail: true,
			});

			expect(
				output.map(({ json, pairedItem }) => ({
					hasTask: 'task_id' in json,
					error: typeof json.error,
					pairedItem,
				})),
			).toEqual([
				{ hasTask: true, error: 'object', pairedItem: { item: 0 } },
				{ hasTask: false, error: 'string', pairedItem: { item: 1 } },
				{ hasTask: true, error: 'object', pairedItem: { item: 2 } },
			]);
			expect(output[1]?.json.error).toMatch(message);
			expect(sim.uploads).toHaveLength(2);
			expect(sim.ledger.created).toHaveLength(2);
			expect([imageUrlsOf(sim, 0), imageUrlsOf(sim, 1)].flat().sort()).toEqual(
				sim.uploads.map(({ url }) => url).sort(),
			);
		},
	);
});

it('creates no task for any item when one file is bad, without Continue On Fail', async () => {
	const items = [
		await itemWithFiles({ data: {} }),
		await itemWithFiles({ data: textFile('words') }),
	];

	const { error } = await executeNode({ sim, parameters: createViduFromBinary(), items });

	expect(messageOf(error)).toContain('notes.png');
	expect(sim.requestsTo('CreateTask')).toHaveLength(0);
});

it('refuses more photos than the template takes, before any is uploaded', async () => {
	const parameters = createByteDance({ imageSource: 'binary', binaryPropertyName: 'data,other' }); // takes one photo
	const items = [await itemWithFiles({ data: {}, other: {} })];

	const { error } = await executeNode({ sim, parameters, items });

	expect(messageOf(error)).toContain('1');
	expectNothingSent(sim);
});

it('does not upload the first photo of an item when the second one is bad', async () => {
	const parameters = createViduFromBinary({
		binaryPropertyName: 'data,other',
		templateId: locator('any'),
	});
	sim.faults.add({ endpoint: 'vidu-templates', kind: 'status', status: 505 }); // any template is accepted
	const items = [await itemWithFiles({ data: {}, other: textFile('words') })];

	const { error } = await executeNode({ sim, parameters, items });

	expect(messageOf(error)).toContain('notes.png');
	await sleep(300); // nothing may follow later either
	expectNothingSent(sim);
});
