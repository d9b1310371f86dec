import type { Json } from '../../nodes/Crun/crun/contract';
import { readInputSchema } from '../../nodes/Crun/crun/inputSchema';
import { checkModelInput } from '../../nodes/Crun/crun/modelInput';

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
	'what is left empty (%j) is left out, of every kind',
	(empty) => {
		const given = Object.fromEntries(Object.keys(FIELDS).map((name) => [name, empty]));
		expect(checkModelInput('m', fields, given)).toEqual({});
		expect(checkModelInput('m', null, given)).toEqual({});
	},
);

test('false, 0 and empty objects are not empty', () => {
	expect(checkModelInput('m', fields, { switch: false, number: 0, object: {} })).toEqual({
		switch: false,
		number: 0,
		object: {},
	});
});

test('all fields the model does not have are named, and those it has', () => {
	const known = readInputSchema({ properties: { prompt: { type: 'string' } } });
	expect(() => checkModelInput('lab/m', known, { prompt: 'x', loop: true, seed: 1 })).toThrow(
		/lab\/m has no input "loop", "seed".*It takes "prompt"/,
	);
	expect(checkModelInput('lab/m', known, { prompt: 'x', loop: null })).toEqual({ prompt: 'x' });
});

test('all that is missing is named; an empty list is missing', () => {
	const known = readInputSchema({
		properties: { prompt: { type: 'string' }, image_urls: {}, seed: { type: 'integer' } },
		required: ['prompt', 'image_urls'],
	});
	expect(() => checkModelInput('m', known, { image_urls: [], seed: 1 })).toThrow(
		'needs the input "prompt", "image_urls"',
	);
});

test('without a schema everything goes out as it is', () => {
	const given = { prompt: 'x', list: '["a"]', deep: { a: [null] }, no: false };
	expect(checkModelInput('m', null, given)).toEqual(given);
});
