const units = (text: string) => text.split('');
const hex = (unit: string, length: number) => unit.charCodeAt(0).toString(16).padStart(length, '0');
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** The forms in which servers repeat what they received, and how to produce each. */
export const KEY_FORMS: Array<[form: string, encode: (key: string) => string]> = [
	['as it is', (key) => key],
	['in a URL', encodeURIComponent],
	['in a URL within a URL', (key) => encodeURIComponent(encodeURIComponent(key))],
	[
		'in a URL with lower-case hexadecimals',
		(key) => encodeURIComponent(key).replace(/%../g, (code) => code.toLowerCase()),
	],
	[
		'with all of its characters percent-encoded',
		(key) =>
			units(key)
				.map((unit) => `%${hex(unit, 2).toUpperCase()}`)
				.join(''),
	],
	['in JSON', (key) => JSON.stringify(key).slice(1, -1).replace(/\//g, '\\/')],
	[
		'in JSON with escaped characters',
		(key) =>
			units(key)
				.map((unit) => `\\u${hex(unit, 4)}`)
				.join(''),
	],
	['in JSON within JSON', (key) => `\\\\u${hex(key, 4)}${key.slice(1)}`],
	['in HTML', (key) => key.replace(/[&<>"]/g, (unit) => entities[unit] ?? unit)],
	[
		'in HTML with numeric entities',
		(key) =>
			units(key)
				.map((unit) => `&#${unit.charCodeAt(0)};`)
				.join(''),
	],
	[
		'in HTML with hexadecimal entities',
		(key) =>
			units(key)
				.map((unit) => `&#x${hex(unit, 2)};`)
				.join(''),
	],
	['in Base64', (key) => Buffer.from(key).toString('base64')],
	['in URL-safe Base64', (key) => Buffer.from(key).toString('base64url')],
	['in the Base64 of more text', (key) => Buffer.from(`user:${key}`).toString('base64')],
	['in hexadecimals', (key) => Buffer.from(key).toString('hex')],
];
