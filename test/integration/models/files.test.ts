import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { MEDIA } from '../../../dev/simulator';
import {
	createFromJson,
	createFromModel,
	executeNode,
	filesFromBinary,
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

	it('sends the API key to Crun’s API only', async () => {
		await run('recraft/remove-background', null, filesFromBinary(['image', 'photo']));

		expect(sim.leaks).toEqual([]);
	});
});
