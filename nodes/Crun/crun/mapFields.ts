import type { Json, JsonObject } from './contract';
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
			const value = valueOf(name, item);
			return value === undefined ? [] : [[name, value]];
		}),
	);
}

function valueOf(name: string, item: JsonObject): Json | undefined {
	if (Object.hasOwn(item, name)) return item[name];
	const similar = Object.entries(item).filter(([one]) => one.toLowerCase() === name.toLowerCase());
	if (similar.length <= 1) return similar[0]?.[1];
	throw new Problem(
		'Several fields of the item match one input field',
		`${similar.map(([one]) => `"${one}"`).join(' and ')} both match the input field "${name}". Rename one of them, or name one exactly "${name}".`,
	);
}
