import type { JsonObject } from './contract';
import type { InputField } from './inputSchema';
import { Problem } from './problem';

/**
 * The input that an item holds for a model: its fields that have the name of one of the model's. Case does not count,
 * because items often come from tables whose columns are named for people. All other fields of the item are ignored:
 * items carry more than one node needs.
 * @throws Problem when several fields match one of the model's, and none of them exactly
 */
export function mapFields(fields: InputField[], item: JsonObject): JsonObject {
	return Object.fromEntries(
		fields.flatMap(({ name }) => {
			const source = sourceOf(name, Object.keys(item));
			const value = source === undefined ? undefined : item[source];
			return value === undefined ? [] : [[name, value]];
		}),
	);
}

function sourceOf(name: string, candidates: string[]): string | undefined {
	if (candidates.includes(name)) return name;
	const similar = candidates.filter((one) => one.toLowerCase() === name.toLowerCase());
	if (similar.length <= 1) return similar[0];
	throw new Problem(
		'Several fields of the item match one input field',
		`${similar.map((one) => `"${one}"`).join(' and ')} both match the input field "${name}". Rename one of them, or name one exactly "${name}".`,
	);
}
