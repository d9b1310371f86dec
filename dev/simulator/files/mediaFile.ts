import { createHash } from 'node:crypto';
import type { Content } from './content';
import { MEDIA, fixedContent, generatedContent } from './content';

export const MOVED = '<html><body>Moved</body></html>';

/** One file of a result, and what is wrong with it. Everything left out: a good file. */
export interface MediaFile {
	/** Bytes, or that many generated ones: the same at every run, a real file of its type padded to the size. Default: a real file. */
	body?: Buffer | { size: number };
	/** Default `video/mp4`. */
	type?: string;
	/** The last segment of its address, e.g. `my video.mp4?sign=1`. Default: the task's id and an ending. */
	name?: string;
	/** Sent instead of 200 or 206, with the body. */
	status?: number;
	/** Headers over the usual ones, e.g. `content-disposition`. */
	headers?: Record<string, string>;
	/** Declares the full length and closes the connection after this many bytes, at every download. */
	truncateAt?: number;
	/** Declares this Content-Length, whatever is sent; the connection is closed after the last byte. */
	lieAboutLength?: number;
	/** Chunked, without a Content-Length. */
	noLength?: boolean;
	/** Slow: a pause after every `dripBytes`. */
	dripMs?: number;
	/** Default 256. */
	dripBytes?: number;
	/** Sends this many bytes and then nothing, with the connection left open. */
	stallAt?: number;
	/** Redirects instead, to any address. Of a list all but the last only lend their origin to a redirect on the way there. */
	redirectTo?: string | string[];
	/** 302 by default. */
	redirectStatus?: number;
	/** The link has expired: 403 (true) or 404 with a storage host's XML. */
	expire?: boolean | 403 | 404;
	/** An HTML page with 200, as `text/html` (true) or as another type. */
	html?: boolean | string;
	/** Resets the first so many downloads in the middle of what was asked for. */
	failFirst?: number;
	/** Range is ignored. */
	noRange?: boolean;
}

const ENDINGS: Record<string, string> = {
	'video/mp4': 'mp4',
	'image/png': 'png',
	'image/jpeg': 'jpg',
	'audio/wav': 'wav',
};

export const typeOf = ({ type = 'video/mp4' }: MediaFile): string => type;
export const endingOf = (file: MediaFile): string => ENDINGS[typeOf(file)] ?? 'bin';

/** What the file holds. */
export function contentOf(file: MediaFile): Content {
	const { body } = file;
	if (Buffer.isBuffer(body)) return fixedContent(body);
	if (body) return generatedContent(body.size, typeOf(file));
	return fixedContent(
		Object.values(MEDIA).find(({ type }) => type === typeOf(file))?.bytes ?? MEDIA.mp4.bytes,
	);
}

/** The same for the same content, without reading through a large one. */
export function etagOf(file: MediaFile): string {
	const text =
		file.body && !Buffer.isBuffer(file.body)
			? `${typeOf(file)} ${file.body.size}`
			: contentOf(file).sha256();
	return `"${createHash('md5').update(text).digest('hex')}"`;
}
