import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { Answer } from '../answers';
import type { Content } from './content';

interface Part {
	from: number;
	/** Not included. */
	to: number;
}

/** One `bytes=from-to`, `bytes=from-` or `bytes=-last`. @returns null for the whole file, `none` where nothing is left to send */
function part(range: string | undefined, size: number): Part | 'none' | null {
	const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
	if (from === undefined || to === undefined || (from === '' && to === '')) return null;
	if (from === '') return to === '0' ? 'none' : { from: Math.max(size - Number(to), 0), to: size };
	if (to !== '' && Number(to) < Number(from)) return null;
	if (Number(from) >= size) return 'none';
	return { from: Number(from), to: Math.min(to === '' ? size : Number(to) + 1, size) };
}

/** What decides which part of a file is sent. */
export interface Served {
	content: Content;
	type: string;
	/** Identifies this state of the file; with another one in If-Range the whole file is sent. */
	etag: string;
}

/** 200 with the file, 206 with the part that was asked for, or 416. Other kinds of Range are ignored, as HTTP allows. */
export function rangeAnswer({ content, type, etag }: Served, headers: IncomingHttpHeaders): Answer {
	const { size } = content;
	const ifRange = headers['if-range'];
	const asked = ifRange === undefined || ifRange === etag ? part(headers.range, size) : null;
	const always: OutgoingHttpHeaders = { 'content-type': type, 'accept-ranges': 'bytes', etag };
	if (asked === 'none')
		return { status: 416, body: '', headers: { ...always, 'content-range': `bytes */${size}` } };
	const { from, to } = asked ?? { from: 0, to: size };
	const range = asked && { 'content-range': `bytes ${from}-${to - 1}/${size}` };
	return {
		status: asked ? 206 : 200,
		body: undefined,
		headers: { ...always, 'content-length': to - from, ...range },
		download: { content, from, to },
	};
}
