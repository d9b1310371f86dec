import { Problem } from './problem';

const SHOWN_CHARACTERS = 60;

/**
 * Reads what a user gives as image URLs: one, several separated by line breaks or commas, or an array.
 * A comma splits only where another address (or white space) follows, since commas may be part of a URL.
 * @returns the addresses in the order given
 * @throws Problem when there is none, or one is not a public http(s) URL
 */
export function parseImageUrls(value: unknown): string[] {
	const urls = parseUrls(value, 'Image URLs', 'image');
	if (urls.length === 0)
		throw new Problem(
			'No image was given: set Image URLs to the public http(s) address of at least one photo',
		);
	return urls;
}

/**
 * The same for any list of file addresses, which may be empty.
 * @param label what the user calls it
 * @throws Problem when one is not a public http(s) URL
 */
export function parseUrls(
	value: unknown,
	label: string,
	kind: 'image' | 'file' = 'file',
): string[] {
	const urls = flatten(value, label)
		.flatMap((text) => text.split(/[\r\n]+|,(?=\s)|,(?=[a-z][a-z0-9+.-]*:\/\/)|,(?=data:)|,$/i))
		.map((text) => text.trim())
		.filter((text) => text !== '');
	for (const url of urls) checkUrl(url, label, kind);
	return urls;
}

function flatten(value: unknown, label: string): string[] {
	if (value === null || value === undefined) return [];
	if (typeof value === 'string')
		return value.trimStart().startsWith('[') ? fromJson(value, label) : [value];
	if (!Array.isArray(value))
		throw new Problem(`${label} must be text or a list of texts, not ${describe(value)}`);
	return value.map((one) => {
		if (typeof one !== 'string')
			throw new Problem(`${label} must be a list of texts, but one entry is ${describe(one)}`);
		return one;
	});
}

/** AI agents and some nodes hand lists over as JSON text. */
function fromJson(text: string, label: string): string[] {
	let list: unknown;
	try {
		list = JSON.parse(text);
	} catch {
		return [text]; // not JSON after all: checked as an address, and refused as one
	}
	return flatten(list, label);
}

function checkUrl(url: string, label: string, kind: 'image' | 'file'): void {
	if (isHttpUrl(url)) return;
	const shown = url.length > SHOWN_CHARACTERS ? `${url.slice(0, SHOWN_CHARACTERS)}…` : url;
	const what =
		kind === 'image' ? `"${shown}" is not an image URL` : `${label}: "${shown}" is not a file URL`;
	throw new Problem(
		`${what} (${whatIsIt(url)}): Crun fetches ${kind}s itself, so it needs a public address that starts with http:// or https://`,
	);
}

/** Is this text, exactly as it stands, an absolute http(s) URL? */
export function isHttpUrl(text: string): boolean {
	return /^https?:\/\/[^\s/?#]/i.test(text) && !/\s/.test(text) && URL.canParse(text);
}

function whatIsIt(text: string): string {
	if (/^data:/i.test(text)) return 'a data URI';
	if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return `a ${text.slice(0, text.indexOf(':'))} address`;
	if (/^([a-z]:\\|[./~\\])/i.test(text) && text.length < 300) return 'a path on a disk';
	if (/^[a-z0-9+/=_-]{100,}$/i.test(text)) return 'base64 data';
	return 'no http(s) address';
}

function describe(value: unknown): string {
	if (value === null) return 'empty';
	return Array.isArray(value)
		? 'a list'
		: typeof value === 'object'
			? 'an object'
			: `a ${typeof value}`;
}
