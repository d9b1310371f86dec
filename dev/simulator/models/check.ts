import { z } from 'zod';
import { isHttpUrl } from '../api/validation';
import type { FieldSchema } from './fields';

const fieldSchema: z.ZodType<FieldSchema> = z.lazy(() =>
	z
		.object({
			type: z.union([z.string(), z.array(z.string())]).optional(),
			enum: z.array(z.unknown()).optional(),
			items: fieldSchema.optional(),
			anyOf: z.array(fieldSchema).optional(),
			properties: z.record(z.string(), fieldSchema).optional(),
			required: z.array(z.string()).optional(),
		})
		.passthrough(),
);

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const TYPES: Record<string, (value: unknown) => boolean> = {
	string: (value) => typeof value === 'string',
	number: (value) => typeof value === 'number',
	integer: Number.isInteger,
	boolean: (value) => typeof value === 'boolean',
	array: Array.isArray,
	object: isObject,
	null: (value) => value === null,
};

/** A field such as `image_urls` is a list of URLs even if its schema has no type. */
const isPluralMedia = (name: string): boolean =>
	/(image|img|video|audio|file)s?_urls$|^(images|videos|audios)$/.test(name);

/** The bounds of a number, or of the length of a string or list. */
function boundErrors(
	size: number,
	from: number | undefined,
	to: number | undefined,
	what: string,
): string[] {
	if (from !== undefined && size < from) return [`${what} at least ${from}`];
	return to !== undefined && size > to ? [`${what} at most ${to}`] : [];
}

/** Whether a text is the URL of an asset that tasks may use. */
type IsAsset = (url: string) => boolean;

function valueErrors(
	value: unknown,
	path: string,
	name: string,
	schema: FieldSchema,
	isAsset: IsAsset,
): string[] {
	if (schema.anyOf) {
		const fits = schema.anyOf.some(
			(one) => valueErrors(value, path, name, one, isAsset).length === 0,
		);
		return fits ? [] : [`${path}: matches none of the allowed schemas`];
	}
	const plural = schema.type === undefined && isPluralMedia(name);
	const types = plural ? ['array'] : [schema.type ?? []].flat();
	if (types.length > 0 && !types.some((type) => TYPES[type]?.(value) ?? true))
		return [`${path}: must be ${types.join(' or ')}`];
	if (schema.enum && !schema.enum.includes(value))
		return [`${path}: must be one of ${schema.enum.join(', ')}`];
	const here = (errors: string[]) => errors.map((error) => `${path}: ${error}`);
	if (typeof value === 'number')
		return here(boundErrors(value, schema.minimum, schema.maximum, 'must be'));
	if (typeof value === 'string') {
		if (schema.format === 'uri' && !isHttpUrl(value) && !isAsset(value)) {
			const wanted = value.startsWith('asset://') ? 'the URL of an active asset' : 'an http(s) URL';
			return here([`must be ${wanted}`]);
		}
		return here(
			boundErrors(value.length, schema.minLength, schema.maxLength, 'must have characters:'),
		);
	}
	if (Array.isArray(value)) {
		const items = plural ? { type: 'string', format: 'uri' } : (schema.items ?? {});
		const inside = value.flatMap((item, index) =>
			valueErrors(item, `${path}.${index}`, '', items, isAsset),
		);
		return [
			...here(boundErrors(value.length, schema.minItems, schema.maxItems, 'must have entries:')),
			...inside,
		];
	}
	return isObject(value) ? fieldErrors(value, path, schema, isAsset) : [];
}

function fieldErrors(
	value: Record<string, unknown>,
	path: string,
	{ properties, required = [], additionalProperties }: FieldSchema,
	isAsset: IsAsset,
): string[] {
	if (!properties) return [];
	const missing = required
		.filter((name) => value[name] === undefined)
		.map((name) => `${path}.${name}: Required`);
	const wrong = Object.entries(value).flatMap(([name, one]) => {
		const schema = properties[name];
		if (schema) return valueErrors(one, `${path}.${name}`, name, schema, isAsset);
		return additionalProperties ? [] : [`${path}.${name}: unknown field`];
	});
	return [...missing, ...wrong];
}

/**
 * The errors in an input for a model, one line per field, such as `input.duration: must be at most 12`.
 * @param schema accepts any input if it is not a schema; `alsoRequired` are the model's `required_input_fields`
 */
export function inputErrors(
	input: Record<string, unknown>,
	{ schema, alsoRequired = [] }: { schema: unknown; alsoRequired?: string[] | undefined },
	isAsset: IsAsset,
): string[] {
	const parsed = fieldSchema.safeParse(schema);
	if (!parsed.success) return [];
	const required = [...new Set([...(parsed.data.required ?? []), ...alsoRequired])];
	return fieldErrors(input, 'input', { ...parsed.data, required }, isAsset);
}
