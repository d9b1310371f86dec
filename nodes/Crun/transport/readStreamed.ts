import { z } from 'zod';
import type { Answer } from '../crun/outcome';
import { readResponse, responseHead } from './answer';

const MEGABYTE = 1024 * 1024;

const chunksSchema = z.custom<AsyncIterable<Uint8Array>>(
	(value) => typeof value === 'object' && value !== null && Symbol.asyncIterator in value,
);
const responseSchema = z.object({ ...responseHead, body: chunksSchema });

/**
 * Reads a full response that was requested as a stream. n8n's HTTP helpers would read a body of any size into memory.
 * @param maxBytes the largest body that is read
 * @throws Error when the body is larger, or it is not a response; what the stream fails with
 */
export async function readStreamed(response: unknown, maxBytes: number): Promise<Answer> {
	const parsed = responseSchema.safeParse(response);
	if (!parsed.success) return readResponse(response); // its body is no stream
	const { statusCode, headers, body } = parsed.data;
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of body) {
		size += chunk.length;
		if (size > maxBytes)
			throw new Error(`the answer is larger than ${Math.round(maxBytes / MEGABYTE)} MB`);
		chunks.push(chunk);
	}
	return {
		kind: 'response',
		status: statusCode,
		body: Buffer.concat(chunks).toString('utf8'),
		retryAfter: headers['retry-after'],
	};
}
