import { parseJson, type Json } from './contract';
import type { InputField } from './inputSchema';
import { Problem } from './problem';
import { parseUrls } from './url';

const SHOWN_CHARACTERS = 60;

/** Number() alone would also take '' and '0x10'. */
const NUMBER = /^\s*[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?\s*$/i;

/**
 * Converts a value to the type that an input field of a model takes.
 * @param value not empty
 * @throws Problem when the field does not accept the value
 */
export function toFieldValue(field: InputField, value: Json): Json {
	switch (field.kind) {
		case 'choice':
			return toChoice(field, value);
		case 'boolean':
			return toBoolean(field, value);
		case 'number':
			return toNumber(field, value);
		case 'url':
			return toUrl(field, value);
		case 'urls':
			return parseUrls(value, field.title);
		case 'list':
			return typeof value === 'string' ? fromJson(field, value, '["a", "b"]') : value;
		case 'object':
			return typeof value === 'string' ? fromJson(field, value, '{"width": 1024}') : value;
		case 'any':
			// The form has only a text field for this kind, so text that looks like JSON is meant as JSON.
			return typeof value === 'string' && /^\s*[[{]/.test(value)
				? (parseJson(value) ?? value)
				: value;
		default:
			return typeof value === 'object' ? value : String(value);
	}
}

function toChoice(field: InputField, value: Json): Json {
	const { choices } = field;
	const chosen = choices.find((choice) => String(choice) === shownAs(value));
	return chosen ?? refuse(field, `one of ${choices.join(', ')}`, value);
}

function toBoolean(field: InputField, value: Json): boolean {
	if (value === true || value === 'true') return true;
	if (value === false || value === 'false') return false;
	return refuse(field, 'true or false', value);
}

function toNumber(field: InputField, value: Json): number {
	const { whole, minimum = -Infinity, maximum = Infinity } = field;
	const number = typeof value === 'string' && NUMBER.test(value) ? Number(value) : value;
	if (
		typeof number === 'number' &&
		Number.isFinite(number) &&
		number >= minimum &&
		number <= maximum &&
		(!whole || Number.isInteger(number))
	)
		return number;
	return refuse(field, `${whole ? 'an integer' : 'a number'}${rangeText(minimum, maximum)}`, value);
}

function rangeText(minimum: number, maximum: number): string {
	if (Number.isFinite(minimum) && Number.isFinite(maximum)) return ` from ${minimum} to ${maximum}`;
	if (Number.isFinite(minimum)) return ` of at least ${minimum}`;
	return Number.isFinite(maximum) ? ` of at most ${maximum}` : '';
}

function toUrl({ title }: InputField, value: Json): string {
	const urls = parseUrls(value, title);
	const [url] = urls;
	if (url !== undefined && urls.length === 1) return url;
	throw new Problem(headline(title), `${title} takes a single URL, not ${urls.length}.`);
}

function fromJson(field: InputField, text: string, example: string): Json {
	return parseJson(text) ?? refuse(field, `JSON, such as ${example}`, text);
}

function refuse({ title }: InputField, expected: string, value: Json): never {
	const shown = shownAs(value).slice(0, SHOWN_CHARACTERS);
	throw new Problem(headline(title), `${title} must be ${expected}, not "${shown}".`);
}

/** String() alone would call a `toString` that somebody put into an object. */
const shownAs = (value: Json) =>
	typeof value === 'object' ? JSON.stringify(value) : String(value);
const headline = (title: string) => `The value of "${title}" is not valid`;
