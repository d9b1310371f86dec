import { assetIdOf, assetUrlOf, hasAssetScheme } from './assetUrl';
import { Problem } from './problem';
import { showUrl } from './showUrl';
import { trimEnd } from './trimEnd';

const SHOWN_CHARACTERS = 60;

/**
 * Reads the image URLs that a user provides: one, several separated by line breaks or commas, or a list. A comma
 * separates only where another URL or white space follows, since it may also be part of a URL.
 * @returns the URLs in the given order, at least one
 * @throws Problem when there is none, or one is not an http(s) URL
 */
export function parseImageUrls(value: unknown): string[] {
	const urls = parseUrls(value, 'Image URLs', 'image');
	if (urls.length === 0)
		throw new Problem(
			'No image was provided',
			'Set Image URLs to the public http(s) URL of at least one image.',
		);
	return urls;
}

/**
 * The same for any list of file URLs, which may be empty.
 * @param label the field's name as the user sees it
 * @param kind a `file` goes to a model, which also takes `asset://<AssetId>`; an `image` goes to a template
 * @throws Problem when one is neither
 */
export function parseUrls(
	value: unknown,
	label: string,
	kind: 'image' | 'file' = 'file',
): string[] {
	const urls = toTexts(value, label)
		.flatMap((text) => text.split(/[\r\n]|,(?=\s)|,(?=[a-z][a-z0-9+.-]*:\/\/)|,(?=data:)/i))
		.map((text) => trimEnd(text, ',').trim())
		.filter((text) => text !== '');
	return urls.map((url) => {
		const assetId = kind === 'file' ? assetIdOf(url) : null;
		if (assetId !== null) return assetUrlOf(assetId);
		checkUrl(url, label, kind);
		return url;
	});
}

/** Whether the text, exactly as it is, is an absolute http(s) URL. */
export function isHttpUrl(text: string): boolean {
	return /^https?:\/\/[^\s/?#]/i.test(text) && !/\s/.test(text) && URL.canParse(text);
}

function toTexts(value: unknown, label: string): string[] {
	if (value === null || value === undefined) return [];
	if (typeof value === 'string')
		return value.trimStart().startsWith('[') ? fromJson(value, label) : [value];
	if (!Array.isArray(value)) throw wrongType(label, `not ${nameOfType(value)}`);
	return value.map((one) => {
		if (typeof one !== 'string') throw wrongType(label, `but one entry is ${nameOfType(one)}`);
		return one;
	});
}

/** AI agents and some nodes pass lists as JSON text. */
function fromJson(text: string, label: string): string[] {
	let list: unknown;
	try {
		list = JSON.parse(text);
	} catch {
		return [text]; // not JSON after all: it is checked, and refused, as a URL
	}
	return toTexts(list, label);
}

function checkUrl(url: string, label: string, kind: 'image' | 'file'): void {
	if (isHttpUrl(url)) return;
	const whole = showUrl(url);
	const shown = whole.length > SHOWN_CHARACTERS ? `${whole.slice(0, SHOWN_CHARACTERS)}…` : whole;
	if (hasAssetScheme(url)) throw wrongAsset(shown, label, kind);
	throw new Problem(
		`The ${kind} URL is not valid`,
		`"${shown}" in ${label} is ${nameOfFormat(url)}. Crun downloads the ${kind} itself, so it needs a public URL that starts with http:// or https://.`,
	);
}

function wrongAsset(shown: string, label: string, kind: 'image' | 'file'): Problem {
	return kind === 'image'
		? new Problem(
				'Templates do not take assets',
				`"${shown}" in ${label} is the URL of an asset. Crun downloads the image itself, so a template needs a public URL that starts with http:// or https://. Only Task > Create From Any Model takes assets.`,
			)
		: new Problem(
				'The asset URL is not valid',
				`"${shown}" in ${label} must be asset:// and the ID of an asset, without white space. Use the asset_url that Asset > Upload returns.`,
			);
}

function nameOfFormat(text: string): string {
	if (/^data:/i.test(text)) return 'a data URI';
	if (/^https?:\/\//i.test(text)) return 'a malformed URL';
	const [, scheme] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text) ?? [];
	if (scheme !== undefined) return `a URL with the scheme "${scheme}"`;
	if (/^([a-z]:\\|[./~\\])/i.test(text) && text.length < 300) return 'a local file path';
	if (/^[a-z0-9+/=_-]{100,}$/i.test(text)) return 'Base64 data';
	return 'not an http(s) URL';
}

function wrongType(label: string, finding: string): Problem {
	return new Problem(
		`The value of "${label}" is not valid`,
		`${label} must be a string or a list of strings, ${finding}.`,
	);
}

function nameOfType(value: unknown): string {
	if (value === null) return 'empty';
	if (Array.isArray(value)) return 'a list';
	return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
