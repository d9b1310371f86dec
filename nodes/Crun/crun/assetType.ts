import { Problem } from './problem';
import { oneLine } from './redact';
import { showUrl } from './showUrl';
import type { AssetType } from './contract';

const EXTENSIONS: Record<AssetType, RegExp> = {
	Image: /\.(png|jpe?g|webp|gif|bmp|tiff?|heic|heif|avif)$/i,
	Video: /\.(mp4|m4v|mov|webm|mkv|avi|flv)$/i,
	Audio: /\.(mp3|wav|m4a|aac|ogg|opus|flac)$/i,
};
const FIELD_WORDS: Record<AssetType, RegExp> = {
	Image: /image|img|photo|picture|frame|mask/i,
	Video: /video/i,
	Audio: /audio|voice/i,
};
const FAMILIES = new Map<string, AssetType>([
	['image', 'Image'],
	['video', 'Video'],
	['audio', 'Audio'],
]);
const LONGEST_NAME = 100;

/** @param mime such as "image/png"; null for one that is neither an image, a video nor audio */
export function typeOfMime(mime: string): AssetType | null {
	const [family = ''] = mime.split('/', 1);
	return FAMILIES.get(family) ?? null;
}

/** By the extension in the path of an http(s) URL; null where there is none, or an unknown one. */
export function typeOfUrl(url: string): AssetType | null {
	return findType(EXTENSIONS, new URL(url).pathname);
}

/** By the name of a model's field, such as "reference_videos"; null where it does not tell, or tells two. */
export function typeOfField(name: string): AssetType | null {
	const types = Object.entries(FIELD_WORDS).filter(([, words]) => words.test(name));
	return types.length === 1 ? findType(FIELD_WORDS, name) : null;
}

/** The last part of a URL, which names the asset where the user does not; the host where there is none. */
export function nameOfUrl(url: string): string {
	const { pathname, hostname } = new URL(url);
	const last = pathname.slice(pathname.lastIndexOf('/') + 1);
	return cleanName(decode(last)) || hostname;
}

/** In one line, and not too long. */
export function cleanName(name: string): string {
	return oneLine(name).slice(0, LONGEST_NAME);
}

/** @param wayOut what the user can do */
export function undetected(url: string, wayOut: string): Problem {
	return new Problem(
		'The asset type cannot be detected',
		`"${showUrl(url)}" does not end with the extension of a known image, video or audio format. ${wayOut}`,
	);
}

function findType(patterns: Record<AssetType, RegExp>, text: string): AssetType | null {
	const types: AssetType[] = ['Image', 'Video', 'Audio'];
	return types.find((type) => patterns[type].test(text)) ?? null;
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
