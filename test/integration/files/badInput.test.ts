import type { INodeParameters } from 'n8n-workflow';
import { MEDIA, NUMERIC_KLING_KEY } from '../../../dev/simulator';
import {
	BINARY_DATA_MODES,
	createByteDance,
	createViduFromBinary,
	executeNode,
	expectNothingSent,
	itemWithFiles,
	locator,
	messageOf,
	sleep,
	textFile,
	uploadFile,
	useBinaryDataMode,
	useSimulator,
	type InputFile,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });

const BYTEDANCE = createByteDance({ imageSource: 'binary', binaryPropertyName: 'data' });
const KLING: INodeParameters = {
	...BYTEDANCE,
	operation: 'createKling',
	templateId: locator(String(NUMERIC_KLING_KEY)),
};

/** What operations refuse in their field `data`. Create From Vidu Template has its own tests. */
const BAD_FILES: Array<
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
		/^The file type is not supported\. .*video\/mp4.*ByteDance templates/,
	],
	[
		'audio',
		'Create From Kling Template',
		{ bytes: MEDIA.wav.bytes },
		KLING,
		/^The file type is not supported\. .*audio\/wav.*Kling templates/,
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

	it.each(BAD_FILES)(
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

it('refuses more photos than the template takes, before any is uploaded', async () => {
	const parameters = createByteDance({ imageSource: 'binary', binaryPropertyName: 'data,other' }); // takes one photo
	const items = [await itemWithFiles({ data: {}, other: {} })];

	const { error } = await executeNode({ sim, parameters, items });

	expect(messageOf(error)).toMatch(
		/^The template takes a different number of images\. .* 1 image, but 2 were provided/,
	);
	expectNothingSent(sim);
});

it('does not upload the first photo of an item when the second one is bad', async () => {
	const parameters = createViduFromBinary({
		binaryPropertyName: 'data,other',
		templateId: locator('any'),
	});
	sim.faults.add({ endpoint: 'vidu-templates', kind: 'status', status: 505 }); // any template is accepted
	const items = [await itemWithFiles({ data: {}, other: textFile() })];

	const { error } = await executeNode({ sim, parameters, items });

	expect(messageOf(error)).toContain('notes.png');
	await sleep(300); // nothing may follow later either
	expectNothingSent(sim);
});
