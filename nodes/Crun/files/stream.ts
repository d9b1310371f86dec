import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';

/** A Node stream, by the type n8n's helpers give it: a community node may not import node:stream. */
export type Stream = Awaited<ReturnType<IExecuteFunctions['helpers']['getBinaryStream']>>;

export const streamSchema = z.custom<Stream>(
	(value) => typeof value === 'object' && value !== null && 'pipe' in value && 'unshift' in value,
);

/**
 * The first bytes of a stream, which can still be read whole afterwards.
 * @param length bytes wanted
 * @returns fewer bytes when the stream ends before; then it is used up
 * @throws what the stream fails with
 */
export async function peek(stream: Stream, length: number): Promise<Buffer> {
	let head = Buffer.alloc(0);
	while (head.length < length) {
		const chunk: unknown = stream.read();
		if (Buffer.isBuffer(chunk)) head = Buffer.concat([head, chunk]);
		else if (stream.readableEnded) return head;
		else await nextEvent(stream);
	}
	stream.unshift(head);
	return head;
}

/** The first bytes of a stream that is not needed any further. */
export async function readHead(stream: Stream, length: number): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of stream) {
		const bytes = bytesOf(chunk);
		chunks.push(bytes);
		size += bytes.length;
		if (size >= length) break; // also closes the stream
	}
	return Buffer.concat(chunks);
}

async function nextEvent(stream: Stream): Promise<void> {
	if (stream.closed) {
		stream.on('error', () => undefined); // may still be under way, or may have been told long ago
		throw stream.errored ?? new Error('the connection was cut off');
	}
	await new Promise<void>((resolve, reject) => {
		const done = (error?: unknown) => {
			stream.off('readable', done).off('end', done).off('close', done).off('error', done);
			if (error instanceof Error) reject(error);
			else if (stream.destroyed && !stream.readableEnded)
				reject(new Error('the connection was cut off'));
			else resolve();
		};
		stream.on('readable', done).on('end', done).on('close', done).on('error', done);
	});
}

/**
 * A chunk cut into small pieces, nothing copied. A file moved in small pieces takes less memory: the bytes lie outside the
 * heap of JavaScript, where V8 lets 64 MB and more of them wait for the garbage collector (Node 24); each piece also costs a
 * little inside the heap, and that is collected often, its bytes with it.
 * @param length bytes of a piece; the last one may be shorter
 */
export function piecesOf(chunk: Buffer, length: number): Buffer[] {
	return Array.from({ length: Math.ceil(chunk.length / length) }, (_, index) =>
		chunk.subarray(index * length, (index + 1) * length),
	);
}

/** A chunk of a stream as bytes; copied only where it is none yet. */
export function bytesOf(chunk: unknown): Buffer {
	return Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
}
