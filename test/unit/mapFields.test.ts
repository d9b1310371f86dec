/** Map Automatically: which fields of an item are input of a model. */
import { readInputSchema } from '../../nodes/Crun/crun/inputSchema';
import { mapFields } from '../../nodes/Crun/crun/mapFields';
import { textOf } from './support/textOf';

const fields =
	readInputSchema({
		properties: { prompt: { type: 'string' }, image_url: {}, seed: { type: 'integer' } },
	}) ?? [];

describe('mapFields', () => {
	it.each([
		['takes fields of the same name', { prompt: 'a', seed: 1 }, { prompt: 'a', seed: 1 }],
		['ignores fields that the model does not have', { id: 7, prompt: 'a' }, { prompt: 'a' }],
		['ignores case', { Prompt: 'a', IMAGE_URL: 'b' }, { prompt: 'a', image_url: 'b' }],
		['prefers the exact name', { PROMPT: 'a', prompt: 'b', Prompt: 'c' }, { prompt: 'b' }],
		['ignores no other difference', { 'image url': 'a', imageUrl: 'b', prompts: 'c' }, {}],
		[
			'keeps values as they are',
			{ prompt: ['a', null], seed: null },
			{ prompt: ['a', null], seed: null },
		],
		['finds nothing in what every object inherits', {}, {}],
	])('%s', (_what, item, mapped) => {
		expect(mapFields(fields, item)).toEqual(mapped);
	});

	it('refuses to choose between fields whose names differ only in case', () => {
		expect(textOf(() => mapFields(fields, { Prompt: 'a', PROMPT: 'b' }))).toBe(
			'Several fields of the item match one input field. "Prompt" and "PROMPT" both match the input field "prompt". Rename one of them, or name one exactly "prompt".',
		);
	});

	it('finds a field called "constructor" only where the item has it', () => {
		const odd = readInputSchema({ properties: { constructor: {} } }) ?? [];
		expect(mapFields(odd, {})).toEqual({});
	});
});
