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

const binary = (kind: keyof typeof MEDIA) => ({
	data: Buffer.from(MEDIA[kind].bytes).toString('base64'),
	mimeType: MEDIA[kind].type,
	fileName: `file.${kind}`,
	fileExtension: kind,
});
const items: INodeExecutionData[] = [
	{
		json: {},
		binary: {
			photo: binary('png'),
			second: binary('jpg'),
			clip: binary('mp4'),
			voice: binary('wav'),
		},
	},
];
const files = (...pairs: Array<[field: string, binaryPropertyName: string]>): INodeParameters => ({
	mediaFromBinary: {
		files: pairs.map(([field, binaryPropertyName]) => ({ field, binaryPropertyName })),
	},
});
const run = async (model: string, values: FieldValues, more: INodeParameters) =>
	await executeNode({ sim, items, parameters: createFromModel(model, values, more) });
const inputs = () => sim.ledger.created.map(({ input }) => input);
/** Addresses of the uploads, by what was uploaded. */
const uploaded = (kind: keyof typeof MEDIA) =>
	sim.uploads.find(({ contentType }) => contentType === MEDIA[kind].type)?.url;

it('a file goes into the field that takes one address', async () => {
	const { error } = await run('recraft/remove-background', null, files(['image', 'photo']));
	expect(error).toBeUndefined();
	expect(inputs()).toEqual([{ image: uploaded('png') }]);
});

it('files of different kinds go each into their own field', async () => {
	await run('sync/lipsync-2', {}, files(['audio_url', 'voice'], ['video_url', 'clip']));
	expect(inputs()).toEqual([{ video_url: uploaded('mp4'), audio_url: uploaded('wav') }]);
});

it.each(['google/nano-banana-edit', 'google/veo-3-image'])(
	'several files become a list, in order, after the addresses given (%s)',
	async (model) => {
		const { error } = await run(
			model,
			{
				prompt: 'x',
				image_urls: PHOTO_URL,
				...(model.includes('veo') ? { image_url: PHOTO_URL } : {}),
			},
			files(
				['image_urls', 'second'],
				...(model.includes('veo') ? [] : [['image_urls', 'photo'] as [string, string]]),
			),
		);
		expect(error).toBeUndefined();
		expect(inputs()[0]?.image_urls).toEqual(
			model.includes('veo')
				? [PHOTO_URL, uploaded('jpg')]
				: [PHOTO_URL, uploaded('jpg'), uploaded('png')],
		);
	},
);

it('a list given as JSON text gets the file too', async () => {
	const { error } = await run(
		'google/nano-banana-edit',
		{ prompt: 'x', image_urls: JSON.stringify([PHOTO_URL]) },
		files(['image_urls', 'photo']),
	);
	expect(error).toBeUndefined();
	expect(inputs()[0]?.image_urls).toEqual([PHOTO_URL, uploaded('png')]);
});

it('two files for a field that takes one are refused, rather than one of them being dropped', async () => {
	const { error } = await run(
		'recraft/remove-background',
		null,
		files(['image', 'photo'], ['image', 'second']),
	);
	expect(messageOf(error)).toMatch(/one/);
	expect(sim.uploads).toEqual([]);
	expect(inputs()).toEqual([]);
});

it('a file beside an address for a field that takes one is refused, too', async () => {
	const { error } = await run(
		'recraft/remove-background',
		{ image: PHOTO_URL },
		files(['image', 'photo']),
	);
	expect(messageOf(error)).toMatch(/one/);
	expect(inputs()).toEqual([]);
});

it('works with JSON input', async () => {
	const { error } = await executeNode({
		sim,
		items,
		parameters: createFromJson(
			'openai/sora-2-image',
			'{"prompt":"x"}',
			files(['image_url', 'photo']),
		),
	});
	expect(error).toBeUndefined();
	expect(inputs()).toEqual([{ prompt: 'x', image_url: uploaded('png') }]);
});

it('where the schema cannot be read, files go where the user says; two of them make a list', async () => {
	const { error } = await executeNode({
		sim,
		items,
		parameters: createFromJson(
			'labs/prose-schema',
			'{"prompt":"x"}',
			files(['start', 'clip'], ['frames', 'photo'], ['frames', 'second']),
		),
	});
	expect(error).toBeUndefined();
	expect(inputs()).toEqual([
		{ prompt: 'x', start: uploaded('mp4'), frames: [uploaded('png'), uploaded('jpg')] },
	]);
});

it.each<[string, string, FieldValues, Array<[string, string]>, RegExp]>([
	[
		'a field that takes no file',
		'google/veo-3',
		{ prompt: 'x' },
		[['prompt', 'photo']],
		/takes no file as "prompt"/,
	],
	[
		'a field that is not there',
		'google/veo-3',
		{ prompt: 'x' },
		[['image_url', 'photo']],
		/takes no file as "image_url"/,
	],
	['no field', 'recraft/remove-background', {}, [['', 'photo']], /name both/],
	[
		'a binary field that is not there',
		'recraft/remove-background',
		{},
		[['image', 'nothing']],
		/nothing/,
	],
	[
		'another field that is bad',
		'openai/sora-2-image',
		{ prompt: 'x', duration: 99 },
		[['image_url', 'photo']],
		/Duration/,
	],
	[
		'another required field left empty',
		'openai/sora-2-image',
		{},
		[['image_url', 'photo']],
		/needs the input "prompt"/,
	],
])(
	'%s is refused before anything is uploaded or created',
	async (_what, model, values, pairs, words) => {
		const { error } = await run(model, values, files(...pairs));
		expect(messageOf(error)).toMatch(words);
		expect(sim.requestsTo('upload-url')).toEqual([]);
		expect(sim.ledger.created).toEqual([]);
	},
);

it('the key goes to Crun only', async () => {
	await run('recraft/remove-background', null, files(['image', 'photo']));
	expect(sim.leaks).toEqual([]);
});
