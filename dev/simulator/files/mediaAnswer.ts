import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from '../answers';
import type { Download } from './download';
import type { ServedFile } from './mediaFiles';
import type { MediaFile } from './mediaFile';
import { MOVED, etagOf, typeOf } from './mediaFile';
import { rangeAnswer } from './range';
import { redirectUrl } from './redirect';
import { storageRefusal } from './storageRefusal';

const HTML =
	'<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><h1>Please sign in to see this file</h1></body></html>\n';
const DRIP_BYTES = 256;

/** The first URL of a redirect chain that ends at the last one. */
function location(to: string | string[], status: number | undefined): string {
	const [last = '', ...hops] = typeof to === 'string' ? [to] : [...to].reverse();
	return hops.reduce((next, hop) => redirectUrl(new URL(hop).origin, next, { status }), last);
}

/** The answer that replaces the file, if any. */
function replacement({ expire, html, redirectTo, redirectStatus }: MediaFile): Answer | undefined {
	if (expire === 404) return storageRefusal(404, 'NoSuchKey', 'The specified key does not exist.');
	if (expire) return storageRefusal(403, 'AccessDenied', 'Request has expired');
	if (html)
		return {
			status: 200,
			body: HTML,
			headers: { 'content-type': html === true ? 'text/html; charset=utf-8' : html },
		};
	if (redirectTo === undefined) return undefined;
	return {
		status: redirectStatus ?? 302,
		body: MOVED,
		headers: { 'content-type': 'text/html', location: location(redirectTo, redirectStatus) },
	};
}

/** Where and how this download is interrupted, if it is. */
function interruption({ file, downloads }: ServedFile, { from, to }: Download): Partial<Download> {
	if (downloads <= (file.failFirst ?? 0))
		return { stopAfter: Math.floor((to - from) / 2), end: 'reset' };
	if (file.truncateAt !== undefined)
		return { stopAfter: Math.max(file.truncateAt - from, 0), end: 'close' };
	if (file.stallAt !== undefined) return { stopAfter: file.stallAt, end: 'stall' };
	return file.lieAboutLength === undefined ? {} : { end: 'close' };
}

/** Answers a request for a file that a test defined. */
export function mediaAnswer(served: ServedFile, headers: IncomingHttpHeaders): Answer {
	const { file, content } = served;
	served.downloads += 1;
	const other = replacement(file);
	if (other) return other;
	const effective =
		file.noRange || file.status !== undefined ? { ...headers, range: undefined } : headers;
	const answer = rangeAnswer({ content, type: typeOf(file), etag: etagOf(file) }, effective);
	const { download } = answer;
	if (!download) return answer;
	const {
		'content-length': length,
		'accept-ranges': ranges,
		...commonHeaders
	} = answer.headers ?? {};
	return {
		...answer,
		status: file.status ?? answer.status,
		headers: {
			...commonHeaders,
			...(!file.noRange && { 'accept-ranges': ranges }),
			...(!file.noLength && { 'content-length': file.lieAboutLength ?? length }),
			...file.headers,
		},
		download: {
			...download,
			...(file.dripMs !== undefined && {
				drip: { bytes: file.dripBytes ?? DRIP_BYTES, ms: file.dripMs },
			}),
			...interruption(served, download),
		},
	};
}
