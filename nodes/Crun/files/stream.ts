import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';

/** A Node.js stream, by the type that n8n's helpers return: a community node may not import node:stream. */
export type Stream = Awaited<ReturnType<IExecuteFunctions['helpers']['getBinaryStream']>>;

export const streamSchema = z.custom<Stream>(
	(value) => typeof value === 'object' && value !== null && 'pipe' in value && 'unshift' in value,
);

/**
 * Reads the first bytes of a stream, which can still be read from the beginning afterwards.
 * @param length how many bytes are wanted
 * @returns at least that many bytes; fewer when the stream ends earlier, which is then read to its end
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

/** Reads the first bytes of a stream, at least `length` where it has them, and closes it. */
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
		stream.on('error', () => undefined); // the error may be about to be emitted, or may have been long ago
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

/** A chunk of a stream as bytes; copied only where it is not a Buffer already. */
export function bytesOf(chunk: unknown): Buffer {
	return Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
}
