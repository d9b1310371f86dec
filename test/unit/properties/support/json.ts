import fc from 'fast-check';
import type { Json } from '../../../../nodes/Crun/crun/contract';

/** JSON as a network may bring it. Generated as text, because only JSON.parse makes "__proto__" an ordinary key. */

const SPECIAL_KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', ''];
/** The fields of the API, so that schemas get past the first of them. */
const FIELDS = [
	...['code', 'message', 'data', 'errors', 'task_id', 'status', 'param', 'result', 'credits'],
	...['callback_url', 'input', 'model', 'media_urls', 'templates', 'total', 'models', 'balance'],
	...['TemplateId', 'template', 'key', 'ConsumeItems', 'input_schema', 'properties', 'type'],
];
const NUMBERS = ['0', '-0', '-1', '1.5', '1e400', '-1e400', '1e-400', '9007199254740993123', '200'];
/** Deep enough for any recursion to show; n8n itself fails to serialize some thousand levels. */
const DEEPEST = 1000;

/** Any text, also with lone surrogates, control characters and line breaks, also long. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
	{ weight: 20, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
	{ weight: 20, arbitrary: fc.string({ maxLength: 20 }) },
	{
		weight: 15,
		arbitrary: fc.constantFrom('', ' ', '\n', '\ud800', '\udfff x', '\0', 'null', '200', 'success'),
	},
	{
		weight: 1,
		arbitrary: fc
			.tuple(fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }), fc.nat(3000))
			.map(([part, times]) => part.repeat(times)),
	},
);

const key = fc.oneof(
	{ weight: 3, arbitrary: fc.constantFrom(...FIELDS) },
	{ weight: 2, arbitrary: fc.constantFrom(...SPECIAL_KEYS) },
	{ weight: 1, arbitrary: anyText },
);
const quoted = anyText.map((text) => JSON.stringify(text));
const leaf = fc.oneof(
	fc.constantFrom('null', 'true', 'false', ...NUMBERS),
	fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
	quoted,
);

const { tree } = fc.letrec<{ tree: string }>((tie) => ({
	tree: fc.oneof(
		{ depthSize: 'xsmall', withCrossShrink: true },
		{ weight: 3, arbitrary: leaf },
		{
			weight: 1,
			arbitrary: fc.array(tie('tree'), { maxLength: 4 }).map((all) => `[${all.join(',')}]`),
		},
		{
			weight: 2,
			arbitrary: fc
				.array(fc.tuple(key, tie('tree')), { maxLength: 4 })
				.map((all) => `{${all.map(([name, one]) => `${JSON.stringify(name)}:${one}`).join(',')}}`),
		},
	),
}));

const deep = fc
	.tuple(fc.constantFrom(['[', ']'], ['{"a":', '}'], ['{"__proto__":', '}']), fc.nat(DEEPEST), leaf)
	.map(
		([[open = '', close = ''], depth, inner]) => open.repeat(depth) + inner + close.repeat(depth),
	);

/** The text of any JSON value. */
export const jsonText: fc.Arbitrary<string> = fc.oneof(
	{ weight: 200, arbitrary: tree },
	{ weight: 1, arbitrary: deep },
);

const parse = (text: string) => JSON.parse(text) as Json;

export const anyJson: fc.Arbitrary<Json> = jsonText.map(parse);

/** Any JSON object with any keys. */
export const anyObject: fc.Arbitrary<{ [key: string]: Json }> = fc
	.array(fc.tuple(key, jsonText), { maxLength: 4 })
	.map((entries) => Object.fromEntries(entries.map(([name, text]) => [name, parse(text)])));

/** A document that one change was made to, and the path of keys to the place. */
export interface Mutated {
	value: Json;
	path: string[];
}

/** One value somewhere in the document replaced with any other, removed, or moved to a key that is not in use. */
export function mutated(document: Json): fc.Arbitrary<Mutated> {
	const change = fc.oneof(
		{ weight: 4, arbitrary: jsonText.map((text) => ({ text })) },
		{ weight: 1, arbitrary: fc.constant({}) },
		{ weight: 1, arbitrary: key.map((name) => ({ name })) },
	);
	return fc
		.tuple(fc.constantFrom(...pathsIn(document)), change)
		.map(([path, how]) => ({ path, value: changeAt(document, path, how) }));
}

type Change = { text?: string; name?: string };

function pathsIn(value: Json): string[][] {
	if (typeof value !== 'object' || value === null) return [[]];
	const below = Object.entries(value).flatMap(([name, inner]) =>
		pathsIn(inner).map((path) => [name, ...path]),
	);
	return [[], ...below];
}

function changeAt(value: Json, [name, ...rest]: string[], change: Change): Json {
	if (name === undefined || typeof value !== 'object' || value === null)
		return change.text === undefined ? null : parse(change.text);
	const entries = Object.entries(value).flatMap(([field, inner]): Array<[string, Json]> => {
		if (field !== name) return [[field, inner]];
		if (rest.length > 0) return [[field, changeAt(inner, rest, change)]];
		if (change.name !== undefined)
			return [[Object.hasOwn(value, change.name) ? name : change.name, inner]];
		return change.text === undefined ? [] : [[field, parse(change.text)]];
	});
	return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}
