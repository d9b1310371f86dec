import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';

const MEGABYTE = 1024 * 1024;
const CLOSED = 'the connection was closed';

/** A Node.js stream, by the type that n8n's helpers return. */
type Body = Awaited<ReturnType<IExecuteFunctions['helpers']['getBinaryStream']>>;

const bodySchema = z.custom<Body>(
	(value) => typeof value === 'object' && value !== null && 'pipe' in value,
);
const responseSchema = z.object({ body: bodySchema }).passthrough();

/**
 * Reads the body of a response that was requested as a stream. n8n's HTTP helpers would read a body of any size into
 * memory.
 * @param maxBytes the largest body that is read
 * @returns the same response with its body as text; the response itself when its body is no stream
 * @throws Error when the body is larger, which then is still open; what the stream fails with
 */
export async function readText(response: unknown, maxBytes: number): Promise<unknown> {
	const parsed = responseSchema.safeParse(response);
	if (!parsed.success) return response;
	const { body, ...rest } = parsed.data;
	if (body.closed) throw body.errored ?? new Error(CLOSED);
	const chunks: Uint8Array[] = [];
	let size = 0;
	await new Promise<void>((resolve, reject) => {
		// Events take half the time of an asynchronous iterator.
		body.on('data', (chunk: Uint8Array) => {
			size += chunk.length;
			if (size <= maxBytes) chunks.push(chunk);
			else reject(new Error(`the answer is larger than ${Math.round(maxBytes / MEGABYTE)} MB`));
		});
		body.on('end', resolve).on('error', reject);
		body.on('close', () => reject(new Error(CLOSED)));
	});
	return { ...rest, body: Buffer.concat(chunks).toString('utf8') };
}
