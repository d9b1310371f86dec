import { z } from 'zod';

const MEGABYTE = 1024 * 1024;

const chunksSchema = z.custom<AsyncIterable<Uint8Array>>(
	(value) => typeof value === 'object' && value !== null && Symbol.asyncIterator in value,
);
const responseSchema = z.object({ body: chunksSchema }).passthrough();

/**
 * Reads the body of a response that was requested as a stream. n8n's HTTP helpers would read a body of any size into
 * memory.
 * @param maxBytes the largest body that is read
 * @returns the same response with its body as text; the response itself when its body is no stream
 * @throws Error when the body is larger; what the stream fails with
 */
export async function readText(response: unknown, maxBytes: number): Promise<unknown> {
	const parsed = responseSchema.safeParse(response);
	if (!parsed.success) return response;
	const { body, ...rest } = parsed.data;
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of body) {
		size += chunk.length;
		if (size > maxBytes)
			throw new Error(`the answer is larger than ${Math.round(maxBytes / MEGABYTE)} MB`);
		chunks.push(chunk);
	}
	return { ...rest, body: Buffer.concat(chunks).toString('utf8') };
}
