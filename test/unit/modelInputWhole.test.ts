/** How the input for a model is checked as a whole. */
import type { Json } from '../../nodes/Crun/crun/contract';
import { readInputSchema } from '../../nodes/Crun/crun/inputSchema';
import { checkModelInput } from '../../nodes/Crun/crun/modelInput';
import { textOf } from './support/textOf';

const FIELDS = {
	choice: { enum: ['16:9', '1:1'] },
	switch: { type: 'boolean' },
	number: { type: 'number' },
	text: { type: 'string' },
	image: { type: 'string' },
	image_urls: { type: 'array' },
	list: { type: 'array' },
	object: { type: 'object' },
	any: {},
};
const fields = readInputSchema({ properties: FIELDS });

test.each<Json>([null, '', '  ', '\n'])(
	'leaves out a field of any kind whose value is %j',
	(empty) => {
		const given = Object.fromEntries(Object.keys(FIELDS).map((name) => [name, empty]));
		expect(checkModelInput('m', fields, given)).toEqual({});
		expect(checkModelInput('m', null, given)).toEqual({});
	},
);

test('keeps false, 0 and empty objects', () => {
	expect(checkModelInput('m', fields, { switch: false, number: 0, object: {} })).toEqual({
		switch: false,
		number: 0,
		object: {},
	});
});

test('names all fields that the model does not have, and those that it has', () => {
	const known = readInputSchema({ properties: { prompt: { type: 'string' } } });
	expect(textOf(() => checkModelInput('lab/m', known, { prompt: 'x', loop: true, seed: 1 }))).toBe(
		'The model does not have these input fields. The model lab/m has no "loop", "seed". It takes "prompt". The model may have changed: open the node and refresh its fields.',
	);
	expect(checkModelInput('lab/m', known, { prompt: 'x', loop: null })).toEqual({ prompt: 'x' });
});

test('names all required fields that are missing, including one with an empty list', () => {
	const known = readInputSchema({
		properties: { prompt: { type: 'string' }, image_urls: {}, seed: { type: 'integer' } },
		required: ['prompt', 'image_urls'],
	});
	expect(textOf(() => checkModelInput('m', known, { image_urls: [], seed: 1 }))).toBe(
		'Required input is missing. The model m requires "prompt", "image_urls". Provide a value for each.',
	);
	const image_urls = ['https://a.example/1.png'];
	expect(checkModelInput('m', known, { prompt: 'x', image_urls })).toEqual({
		prompt: 'x',
		image_urls,
	});
});

test('returns the input as it is when there is no schema', () => {
	const given = { prompt: 'x', list: '["a"]', deep: { a: [null] }, no: false };
	expect(checkModelInput('m', null, given)).toEqual(given);
});

test.each(['constructor', 'toString', 'hasOwnProperty'])(
	'names a missing field that is called like what every object has: %s',
	(name) => {
		const required = readInputSchema({
			properties: { [name]: { type: 'string' } },
			required: [name],
		});
		expect(textOf(() => checkModelInput('lab/m', required, {}))).toContain(`"${name}"`);
		expect(checkModelInput('lab/m', required, { [name]: 'x' })).toEqual({ [name]: 'x' });
	},
);
