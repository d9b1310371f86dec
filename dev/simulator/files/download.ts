import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Content } from './content';

/** The part of a file to send, and how to send it. */
export interface Download {
	content: Content;
	from: number;
	/** Exclusive. */
	to: number;
	/** Send only this many bytes of the part, then do what `end` says. */
	stopAfter?: number;
	/** What follows the last byte: the end of the answer (default), a closed or reset connection, or nothing. */
	end?: 'complete' | 'close' | 'reset' | 'stall';
	/** Send this many bytes at a time, with a pause in between. */
	drip?: { bytes: number; ms: number };
}

const ARRIVAL_MS = 5; // a reset discards data that has not arrived yet

function* split(chunks: Iterable<Buffer>, bytes: number): Iterable<Buffer> {
	for (const chunk of chunks) {
		for (let at = 0; at < chunk.length; at += bytes) yield chunk.subarray(at, at + bytes);
	}
}

const drained = async (response: ServerResponse) =>
	await new Promise<void>((resolve) => {
		const done = () => {
			response.off('drain', done).off('close', done);
			resolve();
		};
		response.on('drain', done).on('close', done);
	});

const flushed = async (response: ServerResponse) =>
	await new Promise<void>((resolve) => response.write('', () => resolve()));

/** Sends a body at the client's pace. The headers must have been sent before. */
export async function sendDownload(response: ServerResponse, download: Download): Promise<void> {
	const { content, from, to, stopAfter = Infinity, end = 'complete', drip } = download;
	const chunks = content.read(from, Math.min(to, from + stopAfter));
	for (const chunk of drip ? split(chunks, drip.bytes) : chunks) {
		if (response.destroyed) return;
		if (!response.write(chunk)) await drained(response);
		if (drip) await sleep(drip.ms, undefined, { ref: false });
	}
	if (response.destroyed || end === 'stall') return;
	if (end === 'complete') {
		response.end();
		return;
	}
	response.flushHeaders();
	await Promise.race([flushed(response), sleep(100, undefined, { ref: false })]);
	if (end === 'close') response.socket?.destroySoon();
	await sleep(ARRIVAL_MS, undefined, { ref: false });
	if (end === 'reset') response.socket?.resetAndDestroy();
}
