import { MEDIA } from '../../../dev/simulator';
import {
	BINARY_DATA_MODES,
	createViduFromBinary,
	executeNode,
	expectNothingSent,
	imageUrlsOf,
	itemWithFiles,
	messageOf,
	png,
	textFile,
	useBinaryDataMode,
	useSimulator,
	type InputFile,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });

const MEGABYTE = 1024 * 1024;

/** What Create From Vidu Template refuses, with the photo in `data`. */
const BAD_PHOTOS: Array<[what: string, files: Record<string, InputFile>, message: RegExp]> = [
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

describe.each(BINARY_DATA_MODES)(
	'Create From Vidu Template with binary data in mode %s',
	(mode) => {
		beforeAll(async () => await useBinaryDataMode(mode));

		it.each(BAD_PHOTOS)('refuses %s before anything is sent', async (_what, files, message) => {
			const items = [await itemWithFiles(files)];

			const { error } = await executeNode({ sim, parameters: createViduFromBinary(), items });

			expect(messageOf(error)).toMatch(message);
			expectNothingSent(sim);
		});
	},
);

describe('Create From Vidu Template', () => {
	beforeAll(async () => await useBinaryDataMode('filesystem'));

	it.each([
		['of exactly 128×128 pixels', png(128, 128)],
		['of exactly 4:1', png(512, 128)],
		['of exactly 1:4', png(128, 512)],
		['of exactly 50 MB', png(640, 480, 50 * MEGABYTE)],
		['in JPEG format', MEDIA.jpg.bytes],
	])('accepts an image %s', async (_what, bytes) => {
		const { error } = await executeNode({
			sim,
			parameters: createViduFromBinary(),
			items: [await itemWithFiles({ data: { bytes } })],
		});

		expect(error).toBeUndefined();
		expect(sim.uploads).toHaveLength(1);
	});

	it.each(BAD_PHOTOS)(
		'returns the error of an item with %s and creates the others, with Continue On Fail',
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

	it('creates no task for any item when one photo is bad, without Continue On Fail', async () => {
		const items = [await itemWithFiles({ data: {} }), await itemWithFiles({ data: textFile() })];

		const { error } = await executeNode({ sim, parameters: createViduFromBinary(), items });

		expect(messageOf(error)).toContain('notes.png');
		expect(sim.requestsTo('CreateTask')).toHaveLength(0);
	});
});
