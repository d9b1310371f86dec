const each = (key: string, encode: (character: string) => string) => [...key].map(encode).join('');
const percent = (key: string) =>
	[...Buffer.from(key)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const escapes = (key: string) =>
	key
		.split('')
		.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
		.join('');
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const codeOf = (character: string) => character.codePointAt(0) ?? 0;
const inJson = (text: string) => JSON.stringify(text).slice(1, -1);
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** The forms in which servers repeat what they received, and how to produce each. */
export const KEY_FORMS: Array<[form: string, encode: (key: string) => string]> = [
	['as it is', (key) => key],
	['in a URL', encodeURIComponent],
	['in a URL within a URL', (key) => encodeURIComponent(encodeURIComponent(key))],
	['with all of its characters percent-encoded', percent],
	['with all of its characters percent-encoded in upper case', (key) => percent(key).toUpperCase()],
	['in JSON', (key) => inJson(key).replace(/\//g, '\\/')],
	['in JSON with all of its characters escaped', escapes],
	['in JSON within JSON', (key) => inJson(inJson(key))],
	['in JSON within JSON with all of its characters escaped', (key) => inJson(escapes(key))],
	['in HTML', (key) => key.replace(/[&<>"]/g, (character) => entities[character] ?? character)],
	['in HTML with numeric entities', (key) => each(key, (one) => `&#${codeOf(one)};`)],
	[
		'in HTML with hexadecimal entities',
		(key) => each(key, (one) => `&#x${codeOf(one).toString(16)};`),
	],
	['in Base64', base64],
	['in URL-safe Base64', (key) => Buffer.from(key).toString('base64url')],
	['in the Base64 of more text', (key) => base64(`user:${key}`)],
	['in hexadecimals', (key) => Buffer.from(key).toString('hex')],
];
