import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { Answer } from '../answers';
import type { Content } from './content';

interface Part {
	from: number;
	/** Exclusive. */
	to: number;
}

/**
 * Reads `bytes=from-to`, `bytes=from-` or `bytes=-last`.
 * @returns null for the whole file, `none` if the range is beyond the end
 */
function parseRange(range: string | undefined, size: number): Part | 'none' | null {
	const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
	if (from === undefined || to === undefined || (from === '' && to === '')) return null;
	if (from === '') return to === '0' ? 'none' : { from: Math.max(size - Number(to), 0), to: size };
	if (to !== '' && Number(to) < Number(from)) return null;
	if (Number(from) >= size) return 'none';
	return { from: Number(from), to: Math.min(to === '' ? size : Number(to) + 1, size) };
}

/** A file to send, whole or in part. */
export interface RangeSource {
	content: Content;
	type: string;
	/** Identifies this version of the file. With another one in If-Range, the whole file is sent. */
	etag: string;
}

/** 200 with the file, 206 with the requested part, or 416. Other forms of Range are ignored, as HTTP allows. */
export function rangeAnswer(
	{ content, type, etag }: RangeSource,
	headers: IncomingHttpHeaders,
): Answer {
	const { size } = content;
	const ifRange = headers['if-range'];
	const range = ifRange === undefined || ifRange === etag ? parseRange(headers.range, size) : null;
	const commonHeaders: OutgoingHttpHeaders = {
		'content-type': type,
		'accept-ranges': 'bytes',
		etag,
	};
	if (range === 'none')
		return {
			status: 416,
			body: '',
			headers: { ...commonHeaders, 'content-range': `bytes */${size}` },
		};
	const { from, to } = range ?? { from: 0, to: size };
	const contentRange = range && { 'content-range': `bytes ${from}-${to - 1}/${size}` };
	return {
		status: range ? 206 : 200,
		body: undefined,
		headers: { ...commonHeaders, 'content-length': to - from, ...contentRange },
		download: { content, from, to },
	};
}
