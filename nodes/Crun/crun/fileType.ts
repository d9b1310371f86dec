/** The type of a file by its first bytes: its name and its declared type may be wrong. */
export interface FileType {
	mime: string;
	/** With the dot, as Crun's upload endpoint expects it. */
	extension: string;
}

/** This many first bytes are enough for every type below. */
export const TYPE_BYTES = 512;

const ascii = (bytes: Uint8Array, from: number, length: number) =>
	String.fromCharCode(...bytes.subarray(from, from + length));
const startsWith = (prefix: string) => (bytes: Uint8Array) =>
	ascii(bytes, 0, prefix.length) === prefix;
const riff = (form: string) => (bytes: Uint8Array) =>
	ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 4) === form;
/** A box of an ISO base media file: its length (below 16 MB for the first box), then its name. */
const box = (bytes: Uint8Array, ...names: string[]) =>
	bytes[0] === 0 && names.includes(ascii(bytes, 4, 4));
/** ISO base media files (MP4, MOV, HEIC, AVIF …) differ by their brand. */
const brand = (pattern: RegExp) => (bytes: Uint8Array) =>
	box(bytes, 'ftyp') && pattern.test(ascii(bytes, 8, 4));

const SIGNATURES: Array<[test: (bytes: Uint8Array) => boolean, mime: string, extension: string]> = [
	[startsWith('\x89PNG\r\n\x1a\n'), 'image/png', '.png'],
	[startsWith('\xff\xd8\xff'), 'image/jpeg', '.jpg'],
	[riff('WEBP'), 'image/webp', '.webp'],
	[startsWith('GIF8'), 'image/gif', '.gif'],
	[
		(bytes) => ascii(bytes, 0, 2) === 'BM' && ascii(bytes, 6, 4) === '\0\0\0\0',
		'image/bmp',
		'.bmp',
	],
	[startsWith('II*\0'), 'image/tiff', '.tiff'],
	[startsWith('MM\0*'), 'image/tiff', '.tiff'],
	[brand(/^(heic|heix|mif1|msf1|heim|heis)$/), 'image/heic', '.heic'],
	[brand(/^avi[fs]$/), 'image/avif', '.avif'],
	[brand(/^M4A /), 'audio/mp4', '.m4a'],
	[brand(/^qt {2}$/), 'video/quicktime', '.mov'],
	[brand(/./), 'video/mp4', '.mp4'],
	[(bytes) => box(bytes, 'moov', 'mdat', 'wide', 'free'), 'video/quicktime', '.mov'],
	[startsWith('\x1a\x45\xdf\xa3'), 'video/webm', '.webm'],
	[riff('AVI '), 'video/x-msvideo', '.avi'],
	[riff('WAVE'), 'audio/wav', '.wav'],
	[startsWith('ID3'), 'audio/mpeg', '.mp3'],
	[(bytes) => bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xf6) === 0xf0, 'audio/aac', '.aac'],
	[(bytes) => bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) === 0xe2, 'audio/mpeg', '.mp3'],
	[startsWith('OggS'), 'audio/ogg', '.ogg'],
	[startsWith('fLaC'), 'audio/flac', '.flac'],
	[startsWith('FLV\x01'), 'video/x-flv', '.flv'],
	[(bytes) => [0, 188, 376].every((at) => bytes[at] === 0x47), 'video/mp2t', '.ts'], // packets of 188 bytes
];

/**
 * Detects the type of an image, video or audio file.
 * @param bytes the first bytes of the file, at least TYPE_BYTES of them where it is that long
 * @returns null when they match no known type
 */
export function detectFileType(bytes: Uint8Array): FileType | null {
	const signature = SIGNATURES.find(([test]) => test(bytes));
	if (!signature) return null;
	const [, mime, extension] = signature;
	return { mime, extension };
}

/**
 * SVG is text: comments and a document type may come before the image. The comments are removed first, because as a
 * part of the pattern many of them would take forever to match.
 */
function isSvg(bytes: Uint8Array): boolean {
	const text = ascii(bytes, 0, TYPE_BYTES).replace(/<!--[^]*?-->/g, '');
	return /^(\xef\xbb\xbf)?\s*(<\?xml[^>]*>\s*)?(<!doctype svg[^>]*>\s*)?<svg[\s>]/i.test(text);
}

/** The same for the result of a task, which may also be an SVG. As input, no model is known to accept one. */
export function detectResultType(bytes: Uint8Array): FileType | null {
	return (
		detectFileType(bytes) ?? (isSvg(bytes) ? { mime: 'image/svg+xml', extension: '.svg' } : null)
	);
}

/**
 * Whether the bytes are an error page instead of a file: storage hosts send HTML, XML or JSON, some with status
 * 200.
 */
export function looksLikePage(bytes: Uint8Array): boolean {
	return /^(\xef\xbb\xbf)?\s*(<(!doctype|html|head|body|\?xml|error)|\{\s*")/i.test(
		ascii(bytes, 0, TYPE_BYTES),
	);
}
