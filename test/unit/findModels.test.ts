/** Which models a search finds, in which order, and how the node returns a model. */
import type { Model, ModelEntry } from '../../nodes/Crun/crun/contract';
import { readInputSchema } from '../../nodes/Crun/crun/inputSchema';
import { findModels, presentModel, withoutEmpty } from '../../nodes/Crun/crun/models';

const modelOf = (model: string, more: Partial<Model> = {}): Model => ({
	model,
	modality: null,
	operation: null,
	description: null,
	credits: null,
	...more,
});
const entryOf = (model: string, more: Partial<Model> = {}): ModelEntry => ({
	model: modelOf(model, more),
	raw: { model },
});
const names = (entries: ModelEntry[]) => entries.map(({ model: { model } }) => model);

describe('A search for models', () => {
	const veo = entryOf('google/Veo-3', {
		modality: 'video',
		operation: 'text-to-video',
		description: 'Fast, with sound',
	});

	it.each([
		['nothing', '', true],
		['white space', ' \n ', true],
		['a part of the name', 'veo', true],
		['the name in another case', 'GOOGLE/VEO-3', true],
		['what it creates', 'video', true],
		['how', 'text-to-video', true],
		['a word of the description', 'sound', true],
		['words of several fields, in any order', 'fast veo video', true],
		['words with white space around them', '  veo \t fast ', true],
		['a word that does not occur', 'image', false],
		['a word that does not occur beside one that does', 'veo image', false],
		['the end of one field and the beginning of the next', 'videotext', false],
	])('for %s, %j, finds it: %s', (_what, search, isFound) => {
		expect(findModels([veo], search)).toEqual(isFound ? [veo] : []);
	});

	it('does not find by what is not known of a model', () => {
		expect(findModels([entryOf('a/b')], 'null')).toEqual([]);
	});
});

describe('A list of models', () => {
	it.each<[string, ModelEntry[]]>([
		[
			'what they create',
			[
				entryOf('z/z', { modality: 'audio', operation: 'speech' }),
				entryOf('a/a', { modality: 'audio-video', operation: 'dub' }),
				entryOf('b/b', { modality: 'video', operation: 'dub' }),
			],
		],
		[
			'then how',
			[
				entryOf('z/z', { modality: 'video', operation: 'image-to-video' }),
				entryOf('a/a', { modality: 'video', operation: 'text-to-video' }),
			],
		],
		[
			'then by name',
			[
				entryOf('a/a', { modality: 'video', operation: 'text-to-video' }),
				entryOf('b/b', { modality: 'video', operation: 'text-to-video' }),
			],
		],
		[
			'what they create, unknown last',
			[entryOf('z/z', { modality: 'video', operation: 'x' }), entryOf('a/a', { operation: 'x' })],
		],
		[
			'how, unknown last',
			[
				entryOf('z/z', { modality: 'video', operation: 'x' }),
				entryOf('a/a', { modality: 'video' }),
			],
		],
	])('is sorted by %s', (_what, sorted) => {
		expect(names(findModels(sorted, ''))).toEqual(names(sorted));
		expect(names(findModels([...sorted].reverse(), ''))).toEqual(names(sorted));
	});

	it('keeps two entries of the same name in their order', () => {
		const twice = [
			entryOf('a/a', { description: 'first' }),
			entryOf('a/a', { description: '2nd' }),
		];
		expect(findModels(twice, '')).toEqual(twice);
	});
});

describe('One model', () => {
	const model = modelOf('a/b', { modality: 'video' });
	const fields = readInputSchema({
		properties: {
			prompt: { type: 'string', description: 'What to show', default: '' },
			seconds: { enum: [5, 10], default: 5 },
			seed: { type: 'integer', minimum: 0, maximum: 9 },
			strength: { type: 'number', minimum: 0.5 },
			any: { type: ['integer', 'string'] },
		},
		required: ['prompt'],
	});
	const field = (name: string, type: string, more: object = {}) => ({
		name,
		type,
		required: false,
		default: null,
		choices: [],
		minimum: null,
		maximum: null,
		description: null,
		...more,
	});

	it('has all fields, the same ones for each', () => {
		expect(presentModel(model, fields, false)).toEqual({
			...model,
			fields: [
				field('prompt', 'text', { required: true, default: '', description: 'What to show' }),
				field('seconds', 'choice', { default: 5, choices: [5, 10] }),
				field('seed', 'integer', { minimum: 0, maximum: 9 }),
				field('strength', 'number', { minimum: 0.5 }),
				field('any', 'any'),
			],
		});
	});

	it('has only what says something for an agent', () => {
		expect(presentModel(model, fields, true)).toEqual({
			model: 'a/b',
			modality: 'video',
			fields: [
				{ name: 'prompt', type: 'text', required: true, default: '', description: 'What to show' },
				{ name: 'seconds', type: 'choice', required: false, default: 5, choices: [5, 10] },
				{ name: 'seed', type: 'integer', required: false, minimum: 0, maximum: 9 },
				{ name: 'strength', type: 'number', required: false, minimum: 0.5 },
				{ name: 'any', type: 'any', required: false },
			],
		});
	});

	it('has null as its fields where they cannot be read, and none for an agent', () => {
		expect(presentModel(model, null, false)).toEqual({ ...model, fields: null });
		expect(presentModel(model, null, true)).toEqual({ model: 'a/b', modality: 'video' });
	});

	it('has an empty list of fields where it takes no input, and none for an agent', () => {
		expect(presentModel(model, [], false)).toEqual({ ...model, fields: [] });
		expect(presentModel(model, [], true)).toEqual({ model: 'a/b', modality: 'video' });
	});
});

it('Only null and empty lists say nothing: everything else is kept', () => {
	const telling = { zero: 0, no: false, text: '', object: {}, list: [null] };
	expect(withoutEmpty({ ...telling, nothing: null, none: [] })).toEqual(telling);
});
