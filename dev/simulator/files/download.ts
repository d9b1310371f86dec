import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Content } from './content';

/** The part of a file that is sent, and how. */
export interface Download {
	content: Content;
	from: number;
	/** Not included. */
	to: number;
	/** Send no more than this many bytes of the part, then do as `end` says. */
	stopAfter?: number;
	/** What follows the last byte: the end of the answer (default), a closed connection, a reset, or nothing ever. */
	end?: 'complete' | 'close' | 'reset' | 'stall';
	/** Send this many bytes at a time, with a pause after each. */
	drip?: { bytes: number; ms: number };
}

const ARRIVAL_MS = 5; // lets what was sent arrive before the reset throws it away

function* inDrips(pieces: Iterable<Buffer>, bytes: number): Iterable<Buffer> {
	for (const piece of pieces) {
		for (let at = 0; at < piece.length; at += bytes) yield piece.subarray(at, at + bytes);
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

/** Sends the body after its headers, no faster than the client takes it. */
export async function sendDownload(response: ServerResponse, download: Download): Promise<void> {
	const { content, from, to, stopAfter = Infinity, end = 'complete', drip } = download;
	const pieces = content.read(from, Math.min(to, from + stopAfter));
	for (const piece of drip ? inDrips(pieces, drip.bytes) : pieces) {
		if (response.destroyed) return;
		if (!response.write(piece)) await drained(response);
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
