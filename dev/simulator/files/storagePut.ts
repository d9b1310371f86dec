import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Answer } from '../answers';
import type { RecordedRequest } from '../types';
import type { World } from '../world';
import { storageRefusal } from './storageRefusal';

/** Of larger files only the hash and size are kept, so that a 1 GB upload does not fill the memory. */
export const KEPT_BYTES = 8 * 1024 * 1024;

/** The refusal that the headers call for, if any, in the order in which a storage host checks them. */
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

/** Reads a body to its end and keeps it if it is small. Rejects if the client disconnects. */
async function readFile(message: IncomingMessage, declared: number) {
	const hash = createHash('sha256');
	const kept: Buffer[] = [];
	let size = 0;
	const chunks: AsyncIterable<Buffer> = message;
	for await (const chunk of chunks) {
		hash.update(chunk);
		size += chunk.length;
		if (declared <= KEPT_BYTES) kept.push(chunk);
	}
	return {
		size,
		sha256: hash.digest('hex'),
		...(declared <= KEPT_BYTES && { bytes: Buffer.concat(kept) }),
	};
}

/** PUT to a presigned URL. Checks the headers strictly, and stores the file only if it arrives completely. */
export async function storagePut(
	request: RecordedRequest,
	{ uploads }: World,
	message: IncomingMessage,
): Promise<Answer> {
	const slot = uploads.open(request.path, request.query);
	const refusal = headerRefusal(request, typeof slot === 'string' ? '' : slot.contentType);
	if (typeof slot === 'string')
		return refusal?.status === 400 ? refusal : storageRefusal(403, 'AccessDenied', slot);
	if (refusal) return refusal;
	const file = await readFile(message, Number(request.headers['content-length']));
	uploads.store(request.path, slot, file);
	return { status: 200, body: '', headers: { etag: `"${file.sha256.slice(0, 32)}"` } };
}
