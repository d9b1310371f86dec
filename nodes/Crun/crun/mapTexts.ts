import type { Json } from './contract';

/** Deeper than any answer of Crun's. What is not looked through must not pass, and n8n could not store it either. */
const DEEPEST = 200;

/**
 * Changes every text in a JSON value: values and names of fields.
 * @param change gets the text and the name of the field that it is in, also where it is in a list there; the name of a
 * field itself has none
 * @returns the given value itself where nothing changes, or else a new one: answers are large, and most hold no secret.
 * Null in place of what is nested more than 200 levels deep
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
	if (Array.isArray(value)) {
		const list = value.map((one) => mapTexts(one, change, field, depth + 1));
		return list.some((one, index) => one !== value[index]) ? list : value;
	}
	const entries = Object.entries(value);
	let isChanged = false;
	for (const entry of entries) {
		const [name, one] = entry;
		entry[0] = change(name, '');
		entry[1] = mapTexts(one, change, name, depth + 1);
		isChanged ||= entry[0] !== name || entry[1] !== one;
	}
	return isChanged ? Object.fromEntries(entries) : value;
}
