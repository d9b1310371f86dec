import { MEDIA } from '../../../dev/simulator';
import {
	createFromModel,
	executeNode,
	filesFromBinary,
	itemWithFiles,
	messageOf,
	PHOTO_URL,
	useSimulator,
	type FieldValues,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });

const run = async (model: string, values: FieldValues, pairs: Parameters<typeof filesFromBinary>) =>
	await executeNode({
		sim,
		items: [await itemWithFiles({ photo: {}, second: { bytes: MEDIA.jpg.bytes } })],
		parameters: createFromModel(model, values, filesFromBinary(...pairs)),
	});

describe('Files From Binary Data', () => {
	it('refuses two files for a field that takes one, instead of dropping one of them', async () => {
		const { error } = await run('recraft/remove-background', null, [
			['image', 'photo'],
			['image', 'second'],
		]);

		expect(messageOf(error)).toMatch(/^The model takes one file only in this field\. .*"image"/);
		expect(sim.uploads).toEqual([]);
		expect(sim.ledger.created).toEqual([]);
	});

	it('refuses a file in addition to a URL for a field that takes one', async () => {
		const { error } = await run('recraft/remove-background', { image: PHOTO_URL }, [
			['image', 'photo'],
		]);

		expect(messageOf(error)).toMatch(/^The model takes one file only in this field\. .*"image"/);
		expect(sim.ledger.created).toEqual([]);
	});

	it.each<[string, string, FieldValues, [field: string, binaryPropertyName: string], RegExp]>([
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
			/^The value of "Duration" is not valid\. .*not "99"/,
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
			const { error } = await run(model, values, [pair]);

			expect(messageOf(error)).toMatch(message);
			expect(sim.requestsTo('upload-url')).toEqual([]);
			expect(sim.ledger.created).toEqual([]);
		},
	);
});
