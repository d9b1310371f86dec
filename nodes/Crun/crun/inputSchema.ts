import { z } from 'zod';
import type { Json } from './contract';
import { propertySchema, type Property } from './inputProperty';
import { oneLine } from './redact';

/** A field of a model's input, as the form in the editor shows it. */
export interface InputField {
	name: string;
	/** In one line. */
	title: string;
	description: string;
	required: boolean;
	/** `urls` is a list of URLs; `list` and `object` are JSON; `any` is a field without one definite type. */
	kind: 'choice' | 'boolean' | 'number' | 'text' | 'url' | 'urls' | 'list' | 'object' | 'any';
	/** The options of a `choice`; empty for other kinds. */
	choices: Array<string | number | boolean>;
	default: Json | undefined;
	/** Whether a `number` must be an integer. */
	whole: boolean;
	minimum: number | undefined;
	maximum: number | undefined;
}

const schemaSchema = z.object({
	properties: z.record(z.string(), propertySchema),
	required: z.array(z.string()).optional().catch(undefined),
});

/**
 * Names of fields that take URLs of images, videos or audio. Some schemas omit `type: array` from the plural ones.
 */
const MEDIA =
	/(^|_)(image|images|img|video|videos|audio|audios|file|mask|frame|photo|picture)(s|_list)?(_urls?|_urls)?$/i;
const PLURAL = /(s|_list|_urls)$/i;

/**
 * Reads a model's live `input_schema`, which resembles JSON Schema but is not always complete.
 * @param alsoRequired the model's `required_input_fields`
 * @returns the fields, required ones first; null when the schema cannot be read
 */
export function readInputSchema(schema: unknown, alsoRequired: string[] = []): InputField[] | null {
	const parsed = schemaSchema.safeParse(schema);
	if (!parsed.success) return null;
	const required = new Set([...(parsed.data.required ?? []), ...alsoRequired]);
	const fields = Object.entries(parsed.data.properties).map(([name, property]) =>
		toField(name, property, required.has(name)),
	);
	return [
		...fields.filter((field) => field.required),
		...fields.filter((field) => !field.required),
	];
}

/** Whether this field takes images, videos or audio. */
export function isMedia({ kind }: InputField): boolean {
	return kind === 'url' || kind === 'urls';
}

/** Whether a field of this name takes images, videos or audio, as far as its name tells. */
export function isMediaName(name: string): boolean {
	return MEDIA.test(name);
}

function toField(name: string, property: Property, required: boolean): InputField {
	const { title, description = '', enum: choices = [], minimum, maximum } = property;
	const types = [property.type ?? []].flat();
	return {
		name,
		title: oneLine(title ?? '') || titleOf(name),
		description,
		required,
		kind: kindOf(name, property, types),
		choices,
		default: property.default,
		whole: types.includes('integer'),
		minimum,
		maximum,
	};
}

function kindOf(
	name: string,
	{ enum: choices, format, items }: Property,
	types: string[],
): InputField['kind'] {
	if (choices && choices.length > 0) return 'choice';
	const media = isMediaName(name) || format === 'uri' || items?.format === 'uri';
	const definite = types.filter((type) => type !== 'null');
	// Of several types, only those that a URL can have are meant by a media name, and none by any other.
	const meant =
		definite.length > 1
			? definite.filter((type) => media && (type === 'string' || type === 'array'))
			: definite;
	if (definite.length > 0 && meant.length === 0) return 'any';
	if (meant.includes('boolean')) return 'boolean';
	if (meant.includes('number') || meant.includes('integer')) return 'number';
	if (meant.includes('array'))
		return media && (items?.type ?? 'string') === 'string' ? 'urls' : 'list';
	if (meant.includes('object')) return 'object';
	if (media) return meant.length === 0 && PLURAL.test(name) ? 'urls' : 'url';
	return meant.includes('string') ? 'text' : 'any';
}

/** "image_url" → "Image URL" */
export function titleOf(name: string): string {
	const words = oneLine(name.replace(/_/g, ' ')).replace(/\burls?\b/gi, (word) =>
		word.toUpperCase().replace('S', 's'),
	);
	return words.charAt(0).toUpperCase() + words.slice(1);
}
