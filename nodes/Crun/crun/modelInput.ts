import type { Json, JsonObject } from './contract';
import { toFieldValue } from './fieldValue';
import type { InputField } from './inputSchema';
import { Problem } from './problem';

/**
 * Checks the input for a model against the model's live fields, and converts each value to the type its field takes.
 * Empty values are left out.
 * @param fields null when the schema could not be read: the input is then returned unchecked
 * @returns the `input` for CreateTask
 * @throws Problem for a field that the model does not have, a required one that is missing, or an invalid value
 */
export function checkModelInput(
	model: string,
	fields: InputField[] | null,
	given: JsonObject,
): JsonObject {
	const filled = Object.entries(given).filter(([, value]) => !isBlank(value));
	if (fields === null) return Object.fromEntries(filled);
	refuseUnknown(
		model,
		fields,
		filled.map(([name]) => name),
	);
	const input = Object.fromEntries(
		fields.flatMap((field): Array<[string, Json]> => {
			const [, value] = filled.find(([name]) => name === field.name) ?? [];
			return value === undefined ? [] : [[field.name, toFieldValue(field, value)]];
		}),
	);
	refuseIncomplete(model, fields, input);
	return input;
}

function refuseUnknown(model: string, fields: InputField[], names: string[]): void {
	const known = fields.map(({ name }) => name);
	const unknown = names.filter((name) => !known.includes(name));
	if (unknown.length === 0) return;
	throw new Problem(
		'The model does not have these input fields',
		`The model ${model} has no ${quoted(unknown)}. It takes ${quoted(known)}. The model may have changed: open the node and refresh its fields.`,
	);
}

function refuseIncomplete(model: string, fields: InputField[], input: JsonObject): void {
	const missing = fields.filter(
		({ name, required }) => required && isMissing(ownValue(input, name)),
	);
	if (missing.length === 0) return;
	throw new Problem(
		'Required input is missing',
		`The model ${model} requires ${quoted(missing.map(({ name }) => name))}. Provide a value for each.`,
	);
}

/** Undefined also for what every object inherits: a field may be called "constructor". */
function ownValue(input: JsonObject, name: string): Json | undefined {
	return Object.hasOwn(input, name) ? input[name] : undefined;
}

function isBlank(value: Json): boolean {
	return value === null || (typeof value === 'string' && value.trim() === '');
}

function isMissing(value: Json | undefined): boolean {
	return value === undefined || (Array.isArray(value) && value.length === 0);
}

const quoted = (names: string[]) => names.map((name) => `"${name}"`).join(', ');
