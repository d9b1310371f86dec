/** How the fields of a model are read from its live schema. */
import { isMedia, readInputSchema, type InputField } from '../../nodes/Crun/crun/inputSchema';
import { makeModels } from '../../dev/simulator/models';

const fieldsOf = (properties: Record<string, unknown>, more: object = {}) =>
	readInputSchema({ type: 'object', properties, ...more });
const only = (name: string, property: unknown): InputField | undefined =>
	fieldsOf({ [name]: property })?.[0];

test.each<[string, unknown]>([
	['prose', 'See the documentation'],
	['nothing', null],
	['a list', []],
	['a schema without properties', { type: 'object' }],
	['properties that are a list', { properties: ['prompt'] }],
	['a property that is not an object', { properties: { prompt: true } }],
])('%s cannot be read as a schema', (_what, schema) => {
	expect(readInputSchema(schema)).toBeNull();
});

test('a schema without properties has no fields', () => {
	expect(fieldsOf({})).toEqual([]);
});

test('required fields come first, whichever of the two places says so; others keep the order of the schema', () => {
	const properties = { a: {}, b: {}, c: {}, d: {} };
	expect(
		readInputSchema({ properties, required: ['d'] }, ['b', 'nowhere'])?.map(
			({ name, required }) => [name, required],
		),
	).toEqual([
		['b', true],
		['d', true],
		['a', false],
		['c', false],
	]);
	expect(fieldsOf(properties, { required: 'a' })?.filter(({ required }) => required)).toEqual([]);
});

test.each<[string, string, unknown, InputField['kind']]>([
	['text', 'prompt', { type: 'string' }, 'text'],
	['text that may be null', 'prompt', { type: ['string', 'null'] }, 'text'],
	['a boolean', 'loop', { type: 'boolean' }, 'boolean'],
	['a number', 'scale', { type: 'number' }, 'number'],
	['an integer that may be null', 'seed', { type: ['integer', 'null'] }, 'number'],
	['a choice', 'ratio', { type: 'string', enum: ['1:1'] }, 'choice'],
	['a choice of numbers', 'seconds', { type: 'integer', enum: [5, 10] }, 'choice'],
	['a choice without a type', 'ratio', { enum: ['1:1'] }, 'choice'],
	['an empty list of choices', 'ratio', { type: 'string', enum: [] }, 'text'],
	['unreadable choices', 'ratio', { type: 'string', enum: [{}] }, 'text'],
	['an object', 'size', { type: 'object' }, 'object'],
	['a list of objects', 'dialogue', { type: 'array', items: { type: 'object' } }, 'list'],
	['a list of strings', 'tags', { type: 'array', items: { type: 'string' } }, 'list'],
	[
		'a list of objects with a media name',
		'images',
		{ type: 'array', items: { type: 'object' } },
		'list',
	],
	['a number with a media name', 'num_frames', { type: 'integer' }, 'number'],
	['a URL by its format', 'source', { type: 'string', format: 'uri' }, 'url'],
	['a URL by its name', 'image', { type: 'string' }, 'url'],
	['a URL by the end of its name', 'tail_image_url', { type: 'string' }, 'url'],
	['a list of URLs', 'image_urls', { type: 'array', items: { type: 'string' } }, 'urls'],
	['a list of URLs without a type', 'image_urls', {}, 'urls'],
	[
		'a list of URLs by the format of its items',
		'sources',
		{ type: 'array', items: { type: 'string', format: 'uri' } },
		'urls',
	],
	['a URL without a type', 'image_url', {}, 'url'],
	['a URL with the name of a list', 'images', { type: 'string' }, 'url'],
	['several types', 'style', { type: ['string', 'object'] }, 'any'],
	['several types with a media name', 'image_urls', { type: ['string', 'array'] }, 'urls'],
	[
		'several types without text, with a media name',
		'mask',
		{ type: ['integer', 'boolean'] },
		'any',
	],
	['no type at all', 'style', { description: 'Any' }, 'any'],
	[
		'an integer or null in anyOf',
		'steps',
		{ anyOf: [{ type: 'integer' }, { type: 'null' }] },
		'number',
	],
	[
		'choices or null in oneOf',
		'ratio',
		{ oneOf: [{ type: 'null' }, { enum: ['1:1', '9:16'] }] },
		'choice',
	],
	[
		'several alternatives in anyOf',
		'style',
		{ anyOf: [{ type: 'integer' }, { type: 'string' }] },
		'any',
	],
])('reads %s: field "%s", %j, is of the kind %s', (_what, name, property, kind) => {
	expect(only(name, property)?.kind).toBe(kind);
});

test('a field that may be null has the facts of its only other alternative, unless it states them itself', () => {
	const integer = { type: 'integer', title: 'Inner', minimum: 1, maximum: 50 };
	const field = only('steps', {
		anyOf: [integer, { type: 'null' }],
		title: 'Outer',
		minimum: 5,
		maximum: 'many',
	});
	expect(field).toMatchObject({ kind: 'number', whole: true, title: 'Outer', minimum: 5 });
	expect(field?.maximum).toBe(50);
	expect(only('steps', { oneOf: [integer] })).toMatchObject({ title: 'Inner', minimum: 1 });
});

test('facts of the wrong type are dropped, and the field stays', () => {
	const field = only('steps', {
		type: 'integer',
		title: 5,
		description: null,
		minimum: '1',
		maximum: 50,
		default: 20,
		format: 7,
		items: 'x',
	});
	expect(field).toEqual({
		name: 'steps',
		title: 'Steps',
		description: '',
		required: false,
		kind: 'number',
		choices: [],
		default: 20,
		whole: true,
		minimum: undefined,
		maximum: 50,
	});
});

test.each([
	['image_url', 'Image URL'],
	['image_urls', 'Image URLs'],
	['negative_prompt', 'Negative prompt'],
	['seed', 'Seed'],
])('a field %s without a title is called "%s"', (name, title) => {
	expect(only(name, {})?.title).toBe(title);
	expect(only(name, { title: 'Own Title' })?.title).toBe('Own Title');
	for (const blank of ['', ' \n ']) expect(only(name, { title: blank })?.title).toBe(title);
});

test('only fields that take URLs are media fields', () => {
	const fields =
		fieldsOf({
			prompt: { type: 'string' },
			image: { type: 'string' },
			videos: {},
			size: { type: 'object' },
		}) ?? [];
	expect(fields.filter(isMedia).map(({ name }) => name)).toEqual(['image', 'videos']);
});

test('every model of the simulator with a readable schema has fields', () => {
	const read = makeModels().map(
		({ model, input_schema: schema, required_input_fields: also }) =>
			[model, readInputSchema(schema, also)?.length ?? 0] as const,
	);
	expect(read.filter(([, count]) => count === 0).map(([model]) => model)).toEqual([
		'labs/prose-schema',
		'labs/broken-schema',
		'labs/no-schema',
	]);
});

test('a title has one line, since errors contain it', () => {
	expect(only('a', { title: ' Own\r\n\tTitle ' })?.title).toBe('Own Title');
	expect(only('own\ntitle', {})?.title).toBe('Own title');
});
