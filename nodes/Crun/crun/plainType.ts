import type { ClaimedType } from './fileKind';
import { looksLikePage } from './fileType';

/** Files that are no media: captions, data, 3D models, archives. */

const text = (bytes: Uint8Array, length: number) =>
	String.fromCharCode(...bytes.subarray(0, length));
const BOM = /^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/;

/** A control character (31), then 139. */
const GZIP = /^[^\n -\xff]\x8b/;

/** How the files with these extensions begin. */
const BEGINNINGS: Record<string, RegExp> = {
	json: /^(\xef\xbb\xbf)?\s*[[{"]/,
	jsonl: /^(\xef\xbb\xbf)?\s*[[{"]/,
	gltf: /^(\xef\xbb\xbf)?\s*\{/,
	xml: /^(\xef\xbb\xbf)?\s*<(?!!doctype html|html|head|body|error)(?!\?xml[^>]*>\s*<(error|!doctype html|html))/i,
	glb: /^glTF/,
	ply: /^ply\s/,
	usdz: /^PK/,
	'3mf': /^PK/,
	zip: /^PK/,
	gz: GZIP,
	tgz: GZIP,
	'7z': /^7z\xbc\xaf/,
	rar: /^Rar!/,
};
const LONGEST_BEGINNING = 200;

/**
 * The type of a file that is no media, which only its URL tells: most of these files have no signature. A web page, or
 * another content than the extension promises, is none of them.
 * @param bytes the first bytes of the file
 * @returns null when the URL claims no such type, or the bytes contradict it
 */
export function plainTypeOf(
	bytes: Uint8Array,
	{ kind, extension, mime }: ClaimedType,
): { mime: string; extension: string } | null {
	if (!['text', '3d', 'archive'].includes(kind) || extension === null || mime === null) return null;
	if (bytes.length === 0) return null;
	const beginning = text(bytes, LONGEST_BEGINNING);
	const fits = BEGINNINGS[extension]?.test(beginning) ?? !looksLikePage(bytes);
	const isBinary = bytes.includes(0) && !BOM.test(beginning);
	return fits && !(kind === 'text' && isBinary) ? { mime, extension: `.${extension}` } : null;
}
