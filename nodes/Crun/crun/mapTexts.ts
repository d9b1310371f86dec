import type { Json } from './contract';

/** Deeper than any answer of Crun's. What is not looked through must not pass, and n8n could not store it either. */
const DEEPEST = 200;

/**
 * Changes every text in a JSON value: values and names of fields.
 * @param change gets the text and the name of the field that it is in, also where it is in a list there; the name of a
 * field itself has none
 * @returns a new value; null in place of what is nested more than 200 levels deep
 */
export function mapTexts(
	value: Json,
	change: (text: string, field: string) => string,
	field = '',
	depth = 0,
): Json {
	if (typeof value === 'string') return change(value, field);
	if (typeof value !== 'object' || value === null) return value;
	if (depth >= DEEPEST) return null;
	if (Array.isArray(value)) return value.map((one) => mapTexts(one, change, field, depth + 1));
	return Object.fromEntries(
		Object.entries(value).map(([name, one]): [string, Json] => [
			change(name, ''),
			mapTexts(one, change, name, depth + 1),
		]),
	);
}
