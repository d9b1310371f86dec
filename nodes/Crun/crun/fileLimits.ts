import { detectFileType, type FileType } from './fileType';
import { readImageSize } from './imageSize';
import { Problem } from './problem';

/** What a platform takes. What its documentation does not name is not limited here. */
export interface FileLimits {
	/** For messages: "Vidu templates". */
	owner: string;
	/** MIME types, in full ("image/png") or as a family ("image/"). */
	types: string[];
	maxBytes?: number;
	/** Pixels, of both sides. */
	minSide?: number;
	/** The longer side divided by the shorter one. */
	maxAspect?: number;
}

export interface FileFacts {
	/** For messages. */
	name: string;
	/** Bytes. */
	size: number;
	/** The first bytes of the file. */
	head: Uint8Array;
}

const FAMILIES: Record<string, string> = {
	'image/': 'pictures',
	'video/': 'videos',
	'audio/': 'sound',
};
const MEGABYTE = 1024 * 1024;

/**
 * Checks a file before it is uploaded.
 * @returns what the file really is
 * @throws Problem with the limit in the message
 */
export function checkFile(
	{ name, size, head }: FileFacts,
	{ owner, types, maxBytes = Infinity, minSide = 0, maxAspect = Infinity }: FileLimits,
): FileType {
	if (size === 0 || head.length === 0) throw new Problem(`The file "${name}" is empty`);
	const type = detectFileType(head);
	const wanted = types
		.map((one) => FAMILIES[one] ?? one.replace(/^\w+\//, '').toUpperCase())
		.join(', ');
	if (!type)
		throw new Problem(
			`The file "${name}" is not what its name says: its content is no picture, video or sound. ${owner} take ${wanted}`,
		);
	if (!types.some((one) => type.mime.startsWith(one)))
		throw new Problem(`The file "${name}" is ${type.mime}, but ${owner} take ${wanted} only`);
	if (size > maxBytes)
		throw new Problem(
			`The file "${name}" has ${(size / MEGABYTE).toFixed(1)} MB, but ${owner} take at most ${maxBytes / MEGABYTE} MB`,
		);
	const pixels = readImageSize(head);
	if (!pixels) return type;
	const { width, height } = pixels;
	if (Math.min(width, height) < minSide)
		throw new Problem(
			`The picture "${name}" has ${width}×${height} pixels, but ${owner} need at least ${minSide}×${minSide}`,
		);
	if (Math.max(width, height) > maxAspect * Math.min(width, height))
		throw new Problem(
			`The picture "${name}" has ${width}×${height} pixels, but ${owner} take shapes between 1:${maxAspect} and ${maxAspect}:1 only`,
		);
	return type;
}

/** Any template platform: photos, no more is known. */
export const pictures = (owner: string): FileLimits => ({ owner, types: ['image/'] });

/** Vidu's own limits, as its documentation names them. */
export const VIDU_IMAGES: FileLimits = {
	owner: 'Vidu templates',
	types: ['image/png', 'image/jpeg', 'image/webp'],
	maxBytes: 50 * MEGABYTE,
	minSide: 128,
	maxAspect: 4,
};

/** File > Upload: whatever some Crun model may take. */
export const ANY_MEDIA: FileLimits = { owner: 'Crun tasks', types: ['image/', 'video/', 'audio/'] };
