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
const text = (words: string): InputFile => ({
	bytes: Buffer.from(words),
	name: 'notes.png',
	type: 'image/png',
});
const kling = () => ({
	...createByteDance({ imageSource: 'binary', binaryPropertyName: 'data' }),
	operation: 'createKling',
	templateId: locator(String(NUMERIC_KLING_KEY)),
});
const byteDance = () => createByteDance({ imageSource: 'binary', binaryPropertyName: 'data' });

/** What is wrong, the file, the operation, and what the message must say. */
const CASES: Array<[string, Record<string, InputFile>, () => INodeParameters, RegExp]> = [
	['a field that is not there', { photo: {} }, () => createViduFromBinary(), /binary field 'data'/],
	['no binary data at all', {}, () => createViduFromBinary(), /'data'/],
	[
		'an empty name of the field',
		{ data: {} },
		() => createViduFromBinary({ binaryPropertyName: ' , ' }),
		/Input Binary Field is empty/,
	],
	[
		'the binary data itself instead of its name',
		{ data: {} },
		() => createViduFromBinary({ binaryPropertyName: '={{ $binary.data }}' }),
		/takes the name of a field, such as "data"/,
	],
	[
		'an empty file',
		{ data: { bytes: Buffer.alloc(0) } },
		() => createViduFromBinary(),
		/"photo\.png" is empty/,
	],
	[
		'a text file called .png',
		{ data: text('Dear diary, today I have learnt that a name is just a name.') },
		() => createViduFromBinary(),
		/"notes\.png" is not what its name says.*PNG, JPEG, WEBP/,
	],
	[
		'a text file called .png for ByteDance',
		{ data: text('{"not": "a picture"}') },
		byteDance,
		/"notes\.png" is not what its name says/,
	],
	[
		'an HTML page called .png for File > Upload',
		{ data: text('<!DOCTYPE html><html></html>') },
		() => uploadFile(),
		/"notes\.png" is not what its name says/,
	],
	[
		'51 MB for Vidu',
		{ data: { bytes: png(640, 480, 51 * MEGABYTE) } },
		() => createViduFromBinary(),
		/51\.0 MB.*Vidu templates take at most 50 MB/,
	],
	[
		'a byte more than 50 MB for Vidu',
		{ data: { bytes: png(640, 480, 50 * MEGABYTE + 1) } },
		() => createViduFromBinary(),
		/at most 50 MB/,
	],
	[
		'too low for Vidu',
		{ data: { bytes: png(400, 127) } },
		() => createViduFromBinary(),
		/400×127 pixels.*128×128/,
	],
	[
		'too wide for Vidu',
		{ data: { bytes: png(601, 150) } },
		() => createViduFromBinary(),
		/601×150 pixels.*1:4 and 4:1/,
	],
	[
		'too tall for Vidu',
		{ data: { bytes: png(150, 601) } },
		() => createViduFromBinary(),
		/150×601 pixels.*1:4 and 4:1/,
	],
	[
		'a GIF for Vidu',
		{ data: { bytes: Buffer.from(`GIF89a${'x'.repeat(200)}`) } },
		() => createViduFromBinary(),
		/image\/gif.*PNG, JPEG, WEBP only/,
	],
	[
		'a video for Vidu',
		{ data: { bytes: MEDIA.mp4.bytes } },
		() => createViduFromBinary(),
		/video\/mp4/,
	],
	[
		'a video for ByteDance',
		{ data: { bytes: MEDIA.mp4.bytes } },
		byteDance,
		/video\/mp4.*ByteDance templates/,
	],
	['a sound for Kling', { data: { bytes: MEDIA.wav.bytes } }, kling, /audio\/wav.*Kling templates/],
	[
		'a program for File > Upload',
		{ data: { bytes: Buffer.from(`\x7fELF${'\x02'.repeat(100)}`, 'latin1') } },
		() => uploadFile(),
		/no picture, video or sound/,
	],
];

describe.each(BINARY_DATA_MODES)('with binary data in mode %s', (mode) => {
	beforeAll(async () => await useBinaryDataMode(mode));

	it.each(CASES)(
		'%s is refused before anything is sent',
		async (_name, files, parameters, words) => {
			const item = await itemWithFiles(files);
			const { error } = await executeNode({
				sim,
				parameters: parameters(),
				items: [Object.keys(files).length > 0 ? item : { json: {} }],
			});
			expect(messageOf(error)).toMatch(words);
			expectNothingSent(sim);
		},
	);
});

describe('with continue on fail', () => {
	beforeAll(async () => await useBinaryDataMode('filesystem'));

	it.each(
		CASES.filter(
			([name]) => name.endsWith('for Vidu') || name.includes('field that') || name.includes('file'),
		),
	)('%s does not hold up the other items', async (_name, files, _parameters, words) => {
		const items = [
			await itemWithFiles({ data: {} }),
			await itemWithFiles(files),
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
				task: 'task_id' in json,
				error: typeof json.error,
				pairedItem,
			})),
		).toEqual([
			{ task: true, error: 'object', pairedItem: { item: 0 } },
			{ task: false, error: 'string', pairedItem: { item: 1 } },
			{ task: true, error: 'object', pairedItem: { item: 2 } },
		]);
		expect(output[1]?.json.error).toMatch(words);
		expect(sim.uploads).toHaveLength(2);
		expect(sim.ledger.created).toHaveLength(2);
		expect([imageUrlsOf(sim, 0), imageUrlsOf(sim, 1)].flat().sort()).toEqual(
			sim.uploads.map(({ url }) => url).sort(),
		);
	});
});

it('without continue on fail, a bad file means that no task is created for any item', async () => {
	const items = [await itemWithFiles({ data: {} }), await itemWithFiles({ data: text('words') })];
	const { error } = await executeNode({ sim, parameters: createViduFromBinary(), items });
	expect(messageOf(error)).toContain('notes.png');
	expect(sim.requestsTo('CreateTask')).toHaveLength(0);
});

it('what the template does not take is refused before its photo is uploaded', async () => {
	const parameters = createByteDance({ imageSource: 'binary', binaryPropertyName: 'data,other' }); // takes one photo
	const { error } = await executeNode({
		sim,
		parameters,
		items: [await itemWithFiles({ data: {}, other: {} })],
	});
	expect(messageOf(error)).toContain('1');
	expectNothingSent(sim);
});

it('a second photo that is bad keeps the first one from being uploaded, too', async () => {
	const parameters = createViduFromBinary({
		binaryPropertyName: 'data,other',
		templateId: locator('any'),
	});
	sim.faults.add({ endpoint: 'vidu-templates', kind: 'status', status: 505 }); // any template passes
	const { error } = await executeNode({
		sim,
		parameters,
		items: [await itemWithFiles({ data: {}, other: text('words') })],
	});
	expect(messageOf(error)).toContain('notes.png');
	await sleep(300); // nor afterwards
	expectNothingSent(sim);
});
