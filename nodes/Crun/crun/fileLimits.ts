import { detectFileType, type FileType } from './fileType';
import { readImageSize, type ImageSize } from './imageSize';
import { Problem } from './problem';

/** Bytes. */
export const MEGABYTE = 1024 * 1024;

/** The files that a platform accepts. What its documentation does not mention is not limited here. */
export interface FileLimits {
	/** For messages: "Vidu templates". */
	owner: string;
	/** MIME types, in full ("image/png") or as a family ("image/"). */
	types: string[];
	maxBytes?: number;
	/** Pixels, for both sides. */
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
	'image/': 'images',
	'video/': 'videos',
	'audio/': 'audio',
};

/**
 * Checks a file before it is uploaded.
 * @returns the type its content shows, whatever its name says
 * @throws Problem that states the limit
 */
export function checkFile({ name, size, head }: FileFacts, limits: FileLimits): FileType {
	const { owner, types, maxBytes = Infinity } = limits;
	if (size === 0 || head.length === 0)
		throw new Problem(
			'The file is empty',
			`"${name}" contains no data. Check the node that produces the file.`,
		);
	const type = detectFileType(head);
	const accepted = types
		.map((one) => FAMILIES[one] ?? one.slice(one.indexOf('/') + 1).toUpperCase())
		.join(', ');
	if (!type)
		throw new Problem(
			'The file is not an image, video or audio file',
			`The content of "${name}" is not in a known media format, whatever its name says. ${owner} accept: ${accepted}.`,
		);
	if (!types.some((one) => type.mime.startsWith(one)))
		throw new Problem(
			'The file type is not supported',
			`"${name}" is ${type.mime}. ${owner} accept only: ${accepted}.`,
		);
	if (size > maxBytes)
		throw new Problem(
			'The file is too large',
			`"${name}" is ${(size / MEGABYTE).toFixed(1)} MB. ${owner} accept files of up to ${maxBytes / MEGABYTE} MB.`,
		);
	const pixels = readImageSize(head);
	if (pixels) checkPixels(name, pixels, limits);
	return type;
}

function checkPixels(
	name: string,
	{ width, height }: ImageSize,
	{ owner, minSide = 0, maxAspect = Infinity }: FileLimits,
): void {
	const facts = `"${name}" is ${width}×${height} pixels.`;
	if (Math.min(width, height) < minSide)
		throw new Problem(
			'The image is too small',
			`${facts} ${owner} require at least ${minSide}×${minSide} pixels.`,
		);
	if (Math.max(width, height) > maxAspect * Math.min(width, height))
		throw new Problem(
			'The image is too wide or too tall',
			`${facts} ${owner} accept aspect ratios between 1:${maxAspect} and ${maxAspect}:1 only.`,
		);
}

/** For a platform of which no more is known than that it takes images. */
export const anyImage = (owner: string): FileLimits => ({ owner, types: ['image/'] });

/** Vidu's limits, as its documentation states them. */
export const VIDU_IMAGES: FileLimits = {
	owner: 'Vidu templates',
	types: ['image/png', 'image/jpeg', 'image/webp'],
	maxBytes: 50 * MEGABYTE,
	minSide: 128,
	maxAspect: 4,
};

/** For File > Upload: everything that some Crun model may accept. */
export const ANY_MEDIA: FileLimits = { owner: 'Crun tasks', types: ['image/', 'video/', 'audio/'] };
