/** Properties of the form of a model and of the input that is sent for it. */
import fc from 'fast-check';
import type { Json } from '../../../nodes/Crun/crun/contract';
import { toFieldValue } from '../../../nodes/Crun/crun/fieldValue';
import { readInputSchema, type InputField } from '../../../nodes/Crun/crun/inputSchema';
import { checkModelInput } from '../../../nodes/Crun/crun/modelInput';
import { isHttpUrl } from '../../../nodes/Crun/crun/url';
import { holds } from './support/holds';
import { anyJson, anyObject, anyText, mutated } from './support/json';
import { attempt, check, expectPlain, quick } from './support/outcomes';

const KINDS: Array<InputField['kind']> = [
	...(['choice', 'boolean', 'number', 'text', 'url', 'urls', 'list', 'object', 'any'] as const),
];

/** A property of a schema as Crun describes fields, now and then with nonsense. */
const property: fc.Arbitrary<Json> = fc.oneof(
	{ weight: 1, arbitrary: anyJson },
	{
		weight: 5,
		arbitrary: fc.record(
			{
				type: fc.oneof(
					fc.constantFrom('string', 'number', 'integer', 'boolean', 'array', 'object', 'null'),
					fc.array(fc.constantFrom('string', 'null', 'array', 'object'), { maxLength: 3 }),
				),
				title: anyText,
				enum: fc.array(fc.oneof(anyText, fc.integer(), fc.boolean()), { maxLength: 3 }),
				minimum: fc.double({ noNaN: true }),
				maximum: fc.integer(),
				format: fc.constantFrom('uri', 'date'),
				default: fc.constantFrom<Json>('a', 5, null, { a: 1 }),
				anyOf: fc.constant<Json>([{ type: 'integer' }, { type: 'null' }]),
			},
			{ requiredKeys: [] },
		),
	},
);
const name = fc.oneof(
	fc.constantFrom('prompt', 'image', 'image_urls', 'mask', 'constructor', 'toString', '__proto__'),
	anyText,
);
const properties = fc
	.array(fc.tuple(name, property), { maxLength: 3 })
	.map(Object.fromEntries<Json>);
const schema = fc.record(
	{ properties, required: fc.oneof(fc.array(name, { maxLength: 3 }), anyJson) },
	{ requiredKeys: ['properties'] },
);
const value = fc.oneof(anyJson, fc.webUrl(), fc.constantFrom<Json>('true', '5', '1e3', '["a"]'));

/** Whether the value is what a field of this kind is sent as. */
function fits({ kind, choices, whole, minimum, maximum }: InputField, sent: Json): boolean {
	if (kind === 'choice') return choices.some((choice) => choice === sent);
	if (kind === 'boolean') return typeof sent === 'boolean';
	if (kind === 'url') return typeof sent === 'string' && isHttpUrl(sent);
	if (kind === 'urls')
		return Array.isArray(sent) && sent.every((one) => typeof one === 'string' && isHttpUrl(one));
	if (kind !== 'number') return true;
	return (
		typeof sent === 'number' &&
		Number.isFinite(sent) &&
		(!whole || Number.isInteger(sent)) &&
		sent >= (minimum ?? sent) &&
		sent <= (maximum ?? sent)
	);
}

describe('The fields of a model', () => {
	const documented: Json = {
		type: 'object',
		properties: {
			prompt: { type: 'string', title: 'Prompt', description: 'What happens' },
			image_urls: { type: 'array', items: { type: 'string', format: 'uri' } },
			seconds: { type: 'integer', enum: [5, 10], default: 5 },
			strength: { anyOf: [{ type: 'number', minimum: 0, maximum: 1 }, { type: 'null' }] },
		},
		required: ['prompt'],
	};

	holds(
		'can be read or cannot, whatever the schema is',
		fc.tuple(
			fc.oneof(
				anyJson,
				schema,
				mutated(documented).map((one) => one.value),
			),
			fc.array(name, { maxLength: 3 }),
		),
		([given, alsoRequired]) => {
			const fields = quick(() => readInputSchema(given, alsoRequired));
			if (fields === null) return;
			expectPlain(fields);
			const names = fields.map((field) => field.name);
			check(new Set(names).size === names.length, 'a field appears twice');
			const firstOptional = fields.findIndex((field) => !field.required);
			check(
				firstOptional < 0 || fields.slice(firstOptional).every((field) => !field.required),
				'an optional field comes before a required one',
			);
			for (const field of fields) {
				check(KINDS.includes(field.kind), field.kind);
				check(typeof field.title === 'string' && typeof field.name === 'string', 'no title');
				check((field.kind === 'choice') === field.choices.length > 0, 'choices of no choice');
			}
		},
	);
});

describe('The input for a model', () => {
	holds(
		'has fields of the model only, each with a value of its type, or the user learns why not',
		fc.tuple(schema, fc.array(value, { minLength: 3, maxLength: 3 }), anyObject),
		([given, values, others]) => {
			const fields = readInputSchema(given);
			fc.pre(fields !== null);
			if (fields === null) return;
			const chosen = fields.map((field, at): [string, Json] => [field.name, values[at] ?? null]);
			for (const input of [Object.fromEntries(chosen), others]) {
				const read = attempt(() => checkModelInput('a/b', fields, input));
				if ('problem' in read) continue;
				expectPlain(read.value);
				for (const [sentName, sent] of Object.entries(read.value)) {
					const field = fields.find((one) => one.name === sentName);
					check(field !== undefined, `"${sentName}" is no field of the model`);
					if (field) check(fits(field, sent), `${field.kind}: ${JSON.stringify(sent)}`);
				}
				const missing = fields.filter(
					(field) => field.required && !Object.hasOwn(read.value, field.name),
				);
				check(missing.length === 0, 'a required field is missing');
			}
		},
	);

	holds(
		'is checked field by field',
		fc.tuple(
			property,
			name,
			value.filter((one) => one !== null),
		),
		([one, fieldName, given]) => {
			const [field] = readInputSchema({ properties: Object.fromEntries([[fieldName, one]]) }) ?? [];
			if (field === undefined) return;
			const read = attempt(() => toFieldValue(field, given));
			if ('value' in read) check(fits(field, read.value), `${field.kind}: ${typeof read.value}`);
		},
	);

	holds('is passed on without blank values where the schema cannot be read', anyObject, (given) => {
		const sent = quick(() => checkModelInput('a/b', null, given));
		expectPlain(sent);
		const filled = Object.entries(given).filter(
			([, one]) => one !== null && !(typeof one === 'string' && one.trim() === ''),
		);
		expect(Object.keys(sent)).toEqual(filled.map(([sentName]) => sentName));
	});
});
