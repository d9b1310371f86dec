import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Answer } from '../answers';
import type { RecordedRequest } from '../types';
import type { World } from '../world';
import { storageRefusal } from './storageRefusal';

/** Above this only hash and size are kept, so that a file of 1 GB does not fill the memory. */
export const KEPT_BYTES = 8 * 1024 * 1024;

/** What is wrong with the headers alone, in the order a storage host looks at them. */
function headerRefusal({ headers }: RecordedRequest, contentType: string): Answer | undefined {
	for (const name of ['x-api-key', 'authorization']) {
		if (headers[name] !== undefined)
			return storageRefusal(400, 'InvalidArgument', `The header ${name} is not allowed here`);
	}
	if (headers['transfer-encoding'] !== undefined || headers['content-length'] === undefined) {
		return storageRefusal(
			411,
			'MissingContentLength',
			'You must provide the Content-Length HTTP header.',
		);
	}
	if (headers['content-type'] === contentType) return undefined;
	return storageRefusal(403, 'SignatureDoesNotMatch', `Content-Type must be ${contentType}`);
}

/** Reads a body to its end, keeping it only when it is small. Rejects when the client breaks off. */
async function readFile(message: IncomingMessage, declared: number) {
	const hash = createHash('sha256');
	const kept: Buffer[] = [];
	let size = 0;
	const chunks: AsyncIterable<Buffer> = message;
	for await (const piece of chunks) {
		hash.update(piece);
		size += piece.length;
		if (declared <= KEPT_BYTES) kept.push(piece);
	}
	return {
		size,
		sha256: hash.digest('hex'),
		...(declared <= KEPT_BYTES && { bytes: Buffer.concat(kept) }),
	};
}

/** PUT to a signed address: strict about headers, and the file is there only when it came whole. */
export async function storagePut(
	request: RecordedRequest,
	{ uploads }: World,
	message: IncomingMessage,
): Promise<Answer> {
	const place = uploads.open(request.path, request.query);
	const leak = headerRefusal(request, typeof place === 'string' ? '' : place.contentType);
	if (typeof place === 'string')
		return leak?.status === 400 ? leak : storageRefusal(403, 'AccessDenied', place);
	if (leak) return leak;
	const file = await readFile(message, Number(request.headers['content-length']));
	uploads.store(request.path, place, file);
	return { status: 200, body: '', headers: { etag: `"${file.sha256.slice(0, 32)}"` } };
}
