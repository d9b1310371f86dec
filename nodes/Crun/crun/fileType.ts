/** What a file is, told from its first bytes: names and declared types may be wrong. */
export interface FileType {
	mime: string;
	/** With the dot, as Crun's upload address wants it. */
	extension: string;
}

/** This many first bytes tell every type below. */
export const TYPE_BYTES = 512;

const ascii = (bytes: Uint8Array, from: number, length: number) =>
	String.fromCharCode(...bytes.subarray(from, from + length));
const startsWith = (prefix: string) => (bytes: Uint8Array) =>
	ascii(bytes, 0, prefix.length) === prefix;
const riff = (form: string) => (bytes: Uint8Array) =>
	ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 4) === form;
/** A box of ISO base media: its length first, below 16 MB for the first one, then its name. */
const box = (bytes: Uint8Array, name: RegExp) => bytes[0] === 0 && name.test(ascii(bytes, 4, 4));
/** ISO base media files (MP4, MOV, HEIC, AVIF …): the brand says which. */
const brand = (pattern: RegExp) => (bytes: Uint8Array) =>
	box(bytes, /^ftyp$/) && pattern.test(ascii(bytes, 8, 4));

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
	[(bytes) => box(bytes, /^(moov|mdat|wide|free)$/), 'video/quicktime', '.mov'],
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
 * @param bytes the first bytes of the file, TYPE_BYTES or more where it has them
 * @returns null when they are no picture, video or sound this knows
 */
export function detectFileType(bytes: Uint8Array): FileType | null {
	const [, mime, extension] = SIGNATURES.find(([test]) => test(bytes)) ?? [];
	return mime === undefined || extension === undefined ? null : { mime, extension };
}

/** A picture as text: comments and a document type may come before it. Comments go first: as a part of the pattern, many of them would take for ever. */
function isSvg(bytes: Uint8Array): boolean {
	const text = ascii(bytes, 0, TYPE_BYTES).replace(/<!--[^]*?-->/g, '');
	return /^(\xef\xbb\xbf)?\s*(<\?xml[^>]*>\s*)?(<!doctype svg[^>]*>\s*)?<svg[\s>]/i.test(text);
}

/** The same for what a task has made, which may also be a drawing. As something to start from, no model is known to take one. */
export function detectResultType(bytes: Uint8Array): FileType | null {
	return (
		detectFileType(bytes) ?? (isSvg(bytes) ? { mime: 'image/svg+xml', extension: '.svg' } : null)
	);
}

/** An error page instead of the file? Storage hosts answer in HTML, XML or JSON, some of them with status 200. */
export function looksLikePage(bytes: Uint8Array): boolean {
	return /^[\s\ufeff]*(<(!doctype|html|head|body|\?xml|error)|\{\s*")/i.test(
		ascii(bytes, 0, TYPE_BYTES).replace(/^\xef\xbb\xbf/, ''),
	);
}
