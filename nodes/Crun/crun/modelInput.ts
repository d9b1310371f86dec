import type { Json, JsonObject } from './contract';
import { parseUrls } from './url';
import type { InputField } from './inputSchema';
import { Problem } from './problem';

/**
 * Checks what a user gives as a model's input against the model's live fields, and brings it into the types they want.
 * Empty values are left out.
 * @param fields null when the schema could not be read: then the input goes out as it is
 * @throws Problem for a field the model does not have (any more), a missing one, and a value it does not take
 */
export function checkModelInput(
	model: string,
	fields: InputField[] | null,
	given: JsonObject,
): JsonObject {
	const filled = Object.entries(given).filter(
		([, value]) =>
			value !== null && value !== undefined && !(typeof value === 'string' && value.trim() === ''),
	);
	if (fields === null) return Object.fromEntries(filled);
	const unknown = filled
		.map(([name]) => name)
		.filter((name) => !fields.some((field) => field.name === name));
	if (unknown.length > 0)
		throw new Problem(
			`The model ${model} has no input ${quoted(unknown)} (any more): open the node and refresh its fields. It takes ${quoted(fields.map(({ name }) => name))}`,
		);
	const input = Object.fromEntries(
		fields.flatMap((field): Array<[string, Json]> => {
			const [, value] = filled.find(([name]) => name === field.name) ?? [];
			return value === undefined ? [] : [[field.name, convert(field, value)]];
		}),
	);
	const missing = fields
		.filter((field) => field.required && isEmpty(input[field.name]))
		.map(({ name }) => name);
	if (missing.length > 0)
		throw new Problem(`The model ${model} needs the input ${quoted(missing)}: fill it in`);
	return input;
}

function isEmpty(value: Json | undefined): boolean {
	return value === undefined || (Array.isArray(value) && value.length === 0);
}

function convert(field: InputField, value: Json): Json {
	switch (field.kind) {
		case 'choice':
			return choose(field, value);
		case 'boolean':
			return toBoolean(field, value);
		case 'number':
			return toNumber(field, value);
		case 'url':
			return onlyUrl(field, value);
		case 'urls':
			return parseUrls(value, field.title);
		case 'list':
		case 'object':
			return typeof value === 'string' ? (parseJson(value) ?? refuseJson(field)) : value;
		case 'any':
			// A form has only text for this; what looks like JSON is meant as JSON.
			return typeof value === 'string' && /^\s*[[{]/.test(value)
				? (parseJson(value) ?? value)
				: value;
		default:
			return typeof value === 'object' ? value : String(value);
	}
}

function choose({ title, choices }: InputField, value: Json): Json {
	const chosen = choices.find((choice) => String(choice) === String(value));
	if (chosen === undefined)
		throw new Problem(`${title} must be one of ${choices.join(', ')}, not "${show(value)}"`);
	return chosen;
}

function toBoolean({ title }: InputField, value: Json): boolean {
	if (value === true || value === 'true') return true;
	if (value === false || value === 'false') return false;
	throw new Problem(`${title} must be true or false, not "${show(value)}"`);
}

function toNumber(
	{ title, whole, minimum = -Infinity, maximum = Infinity }: InputField,
	value: Json,
): number {
	const number =
		typeof value === 'string' && /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(value)
			? Number(value)
			: value;
	if (
		typeof number === 'number' &&
		Number.isFinite(number) &&
		number >= minimum &&
		number <= maximum &&
		(!whole || Number.isInteger(number))
	)
		return number;
	const limits = [
		Number.isFinite(minimum) ? `from ${minimum}` : '',
		Number.isFinite(maximum) ? `up to ${maximum}` : '',
	]
		.filter(Boolean)
		.join(' ');
	throw new Problem(
		`${title} must be a ${whole ? 'whole ' : ''}number ${limits}`.trim() + `, not "${show(value)}"`,
	);
}

function onlyUrl({ title }: InputField, value: Json): string {
	const [url, ...more] = parseUrls(value, title);
	if (url === undefined || more.length > 0) throw new Problem(`${title} takes one address`);
	return url;
}

/** @returns undefined for a text that is no JSON */
function parseJson(text: string): Json | undefined {
	try {
		const parsed: Json = JSON.parse(text);
		return parsed;
	} catch {
		return undefined; // the caller knows whether that is a mistake
	}
}

function refuseJson({ title, kind }: InputField): never {
	throw new Problem(
		`${title} must be JSON, such as ${kind === 'list' ? '["a", "b"]' : '{"width": 1024}'}`,
	);
}

const quoted = (names: string[]) => names.map((name) => `"${name}"`).join(', ');
const show = (value: Json) =>
	(typeof value === 'object' ? JSON.stringify(value) : String(value)).slice(0, 60);
