import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { MEDIA } from '../../../dev/simulator';
import {
	createFromJson,
	createFromModel,
	executeNode,
	messageOf,
	PHOTO_URL,
	useSimulator,
	type FieldValues,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });

type MediaKind = keyof typeof MEDIA;

const binaryOf = (kind: MediaKind) => ({
	data: Buffer.from(MEDIA[kind].bytes).toString('base64'),
	mimeType: MEDIA[kind].type,
	fileName: `file.${kind}`,
	fileExtension: kind,
});
const items: INodeExecutionData[] = [
	{
		json: {},
		binary: {
			photo: binaryOf('png'),
			second: binaryOf('jpg'),
			clip: binaryOf('mp4'),
			voice: binaryOf('wav'),
		},
	},
];

type FilePair = [field: string, binaryPropertyName: string];
/** The parameter Files From Binary Data. */
const filesFromBinary = (...pairs: FilePair[]): INodeParameters => ({
	mediaFromBinary: {
		files: pairs.map(([field, binaryPropertyName]) => ({ field, binaryPropertyName })),
	},
});
const run = async (model: string, values: FieldValues, more: INodeParameters) =>
	await executeNode({ sim, items, parameters: createFromModel(model, values, more) });
const runWithJson = async (model: string, inputJson: string, more: INodeParameters) =>
	await executeNode({ sim, items, parameters: createFromJson(model, inputJson, more) });

const createdInputs = () => sim.ledger.created.map(({ input }) => input);
/** The URL of the upload of this kind. */
const uploaded = (kind: MediaKind) =>
	sim.uploads.find(({ contentType }) => contentType === MEDIA[kind].type)?.url;

describe('Files From Binary Data', () => {
	it('fills a field that takes one URL', async () => {
		const files = filesFromBinary(['image', 'photo']);

		const { error } = await run('recraft/remove-background', null, files);

		expect(error).toBeUndefined();
		expect(createdInputs()).toEqual([{ image: uploaded('png') }]);
	});

	it('puts files of different kinds into their own fields', async () => {
		const files = filesFromBinary(['audio_url', 'voice'], ['video_url', 'clip']);

		await run('sync/lipsync-2', {}, files);

		expect(createdInputs()).toEqual([{ video_url: uploaded('mp4'), audio_url: uploaded('wav') }]);
	});

	it('adds several files in order to a list, after the URL in the form', async () => {
		const { error } = await run(
			'google/nano-banana-edit',
			{ prompt: 'x', image_urls: PHOTO_URL },
			filesFromBinary(['image_urls', 'second'], ['image_urls', 'photo']),
		);

		expect(error).toBeUndefined();
		expect(createdInputs()[0]?.image_urls).toEqual([PHOTO_URL, uploaded('jpg'), uploaded('png')]);
	});

	it('adds a file to a list of a model that also has a field for one URL', async () => {
		const { error } = await run(
			'google/veo-3-image',
			{ prompt: 'x', image_urls: PHOTO_URL, image_url: PHOTO_URL },
			filesFromBinary(['image_urls', 'second']),
		);

		expect(error).toBeUndefined();
		expect(createdInputs()[0]?.image_urls).toEqual([PHOTO_URL, uploaded('jpg')]);
	});

	it('adds a file to a list that the form holds as JSON text', async () => {
		const { error } = await run(
			'google/nano-banana-edit',
			{ prompt: 'x', image_urls: JSON.stringify([PHOTO_URL]) },
			filesFromBinary(['image_urls', 'photo']),
		);

		expect(error).toBeUndefined();
		expect(createdInputs()[0]?.image_urls).toEqual([PHOTO_URL, uploaded('png')]);
	});

	it('refuses two files for a field that takes one, instead of dropping one of them', async () => {
		const files = filesFromBinary(['image', 'photo'], ['image', 'second']);

		const { error } = await run('recraft/remove-background', null, files);

		expect(messageOf(error)).toMatch(/^The model takes one file only in this field\. .*"image"/);
		expect(sim.uploads).toEqual([]);
		expect(createdInputs()).toEqual([]);
	});

	it('refuses a file in addition to a URL for a field that takes one', async () => {
		const files = filesFromBinary(['image', 'photo']);

		const { error } = await run('recraft/remove-background', { image: PHOTO_URL }, files);

		expect(messageOf(error)).toMatch(/^The model takes one file only in this field\. .*"image"/);
		expect(createdInputs()).toEqual([]);
	});

	it('adds files to a JSON input', async () => {
		const files = filesFromBinary(['image_url', 'photo']);

		const { error } = await runWithJson('openai/sora-2-image', '{"prompt":"x"}', files);

		expect(error).toBeUndefined();
		expect(createdInputs()).toEqual([{ prompt: 'x', image_url: uploaded('png') }]);
	});

	it('uses the given field names when the schema cannot be read, with two files of one field as a list', async () => {
		const files = filesFromBinary(['start', 'clip'], ['frames', 'photo'], ['frames', 'second']);

		const { error } = await runWithJson('labs/prose-schema', '{"prompt":"x"}', files);

		expect(error).toBeUndefined();
		expect(createdInputs()).toEqual([
			{ prompt: 'x', start: uploaded('mp4'), frames: [uploaded('png'), uploaded('jpg')] },
		]);
	});

	it.each<[string, string, FieldValues, FilePair, RegExp]>([
		[
			'a field that takes no file',
			'google/veo-3',
			{ prompt: 'x' },
			['prompt', 'photo'],
			/^The model takes no file in this field\. .*"prompt"/,
		],
		[
			'a field that the model does not have',
			'google/veo-3',
			{ prompt: 'x' },
			['image_url', 'photo'],
			/^The model takes no file in this field\. .*"image_url"/,
		],
		[
			'an empty field name',
			'recraft/remove-background',
			{},
			['', 'photo'],
			/^Files From Binary Data is not complete\. Enter both/,
		],
		[
			'a binary field that does not exist',
			'recraft/remove-background',
			{},
			['image', 'nothing'],
			/nothing/,
		],
		[
			'an invalid value of another field',
			'openai/sora-2-image',
			{ prompt: 'x', duration: 99 },
			['image_url', 'photo'],
			/Duration/,
		],
		[
			'an empty value of another, required field',
			'openai/sora-2-image',
			{},
			['image_url', 'photo'],
			/^Required input is missing\. .*requires "prompt"/,
		],
	])(
		'refuses %s before anything is uploaded or created',
		async (_what, model, values, pair, message) => {
			const { error } = await run(model, values, filesFromBinary(pair));

			expect(messageOf(error)).toMatch(message);
			expect(sim.requestsTo('upload-url')).toEqual([]);
			expect(sim.ledger.created).toEqual([]);
		},
	);

	it('sends the API key to Crun’s API only', async () => {
		await run('recraft/remove-background', null, filesFromBinary(['image', 'photo']));

		expect(sim.leaks).toEqual([]);
	});
});
