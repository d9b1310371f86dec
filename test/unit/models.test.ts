/** The list of models, and one model, as the node reads them. */
import {
	endpoints,
	modelEndpoint,
	readModelEntry,
	readModels,
} from '../../nodes/Crun/crun/contract';

const modelsOf = (...models: unknown[]) => readModels(endpoints.models.data.parse({ models }));
const only = (model: string, more: object = {}) => ({
	model,
	modality: null,
	operation: null,
	description: null,
	credits: null,
	...more,
});

describe('A model in a list', () => {
	it.each<[string, unknown, object]>([
		['the name alone', ' google/veo-3 ', only('google/veo-3')],
		['the name under model', { model: 'suno' }, only('suno')],
		['the name under name', { name: ' google/veo-3 ' }, only('google/veo-3')],
		['a title under name', { model: 'a/b', name: 'Veo' }, only('a/b')],
		['names under both', { model: 'a/b', name: 'c/d' }, only('a/b')],
		['a number as its name', { model: 7 }, only('7')],
		[
			'all facts',
			{ model: 'a/b', modality: 'video', operation: 'text-to-video', description: 'Fast' },
			only('a/b', { modality: 'video', operation: 'text-to-video', description: 'Fast' }),
		],
		[
			'another field for the modality',
			{ model: 'a/b', model_type: 'x' },
			only('a/b', { modality: 'x' }),
		],
		[
			'two modalities',
			{ name: 'a/b', modality: 'video', model_type: 'x' },
			only('a/b', { modality: 'video' }),
		],
		[
			'several operations',
			{ model: 'a/b', operations: ['x', 'y'] },
			only('a/b', { operation: 'x, y' }),
		],
		[
			'an operation and several',
			{ model: 'a/b', operation: 'z', operations: ['x', 'y'] },
			only('a/b', { operation: 'z' }),
		],
		['a price', { model: 'a/b', credits: '1,355.2' }, only('a/b', { credits: 1355.2 })],
		['another field for the price', { model: 'a/b', credit: 9 }, only('a/b', { credits: 9 })],
		['two prices', { model: 'a/b', credits: 0, credit: 9 }, only('a/b', { credits: 0 })],
		['several prices', { model: 'a/b', credits: { '720p': 9 } }, only('a/b')],
		[
			'empty facts',
			{ model: 'a/b', modality: '', operation: '', operations: [], description: '' },
			only('a/b'),
		],
		[
			'facts of other types',
			{ model: 'a/b', modality: 7, model_type: {}, operation: [], operations: 7, description: {} },
			only('a/b'),
		],
	])('can have %s', (_, raw, model) => {
		expect(modelsOf(raw)).toEqual([model]);
	});

	it.each([
		'',
		' ',
		null,
		7,
		[],
		{},
		{ id: 'a/b' },
		{ model: '' },
		{ name: 'Veo' },
		{ name: '/b' },
		{ name: 'a/' },
		{ name: 'Google / Veo 3' },
		{ name: 'a/b c' },
		{ name: 'a b/c' },
	])('is left out where it is %j', (raw) => {
		expect(modelsOf(raw, { model: 'a/b' })).toEqual([only('a/b')]);
	});
});

it.each([
	['as Crun sends it', { name: 'a/b', more: [1] }, { name: 'a/b', more: [1] }],
	['as an object where Crun sends the name alone', ' a/b ', { model: 'a/b' }],
])('A model is kept whole: %s', (_what, raw, kept) => {
	expect(readModelEntry(raw)).toEqual({ model: only('a/b'), raw: kept });
});

describe('One model', () => {
	const { data } = modelEndpoint('a/b');

	it('keeps the fields that the form needs, and drops what it cannot read', () => {
		const input_schema = { properties: { prompt: { type: 'string' } } };
		expect(
			data.parse({ model: 'a/b', input_schema, required_input_fields: ['prompt', 7], more: 1 }),
		).toEqual({ model: 'a/b', input_schema, required_input_fields: ['prompt'], more: 1 });
		expect(data.parse({ model: {}, input_schema: 'x', required_input_fields: 'prompt' })).toEqual({
			model: null,
			input_schema: null,
			required_input_fields: null,
		});
	});

	it('is at a path that keeps the slash of its name', () => {
		const { name, method, path, safe } = modelEndpoint('a/b c');
		expect({ name, method, path, safe }).toEqual({
			name: 'b%20c',
			method: 'GET',
			path: '/api/v1/client/job/Models/a/b%20c',
			safe: true,
		});
	});
});
