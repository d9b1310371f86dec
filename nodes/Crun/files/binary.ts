import { createHash } from 'node:crypto';
import type { IExecuteFunctions } from 'n8n-workflow';
import { Problem } from '../crun/problem';
import { bytesOf, readHead, type Stream } from './stream';

const CHUNK_BYTES = 4 * 1024; // as in piecesOf (stream.ts); chosen by `npm run bench -- media` on Node 20 and 24

/** A binary field of an input item, in whatever mode this n8n stores it. */
export interface BinaryFile {
	field: string;
	/** For messages and file names. */
	name: string;
	/** Bytes. */
	size: number;
	/** The first bytes. */
	head(length: number): Promise<Uint8Array>;
	/** The whole content, from the start at every call. */
	open(): Promise<Buffer | Stream>;
}

/**
 * Opens a binary field of an item; nothing is read yet.
 * @throws NodeOperationError (n8n's own) when the item has no such field
 */
export async function openBinary(
	context: IExecuteFunctions,
	itemIndex: number,
	field: string,
): Promise<BinaryFile> {
	const { helpers } = context;
	const stored = helpers.assertBinaryData(itemIndex, field);
	const { id } = stored;
	const name = stored.fileName ?? field;
	if (id === undefined || id === '') {
		const content = Buffer.from(stored.data, 'base64');
		return {
			field,
			name,
			size: content.length,
			head: async (length) => await Promise.resolve(content.subarray(0, length)),
			open: async () => await Promise.resolve(content),
		};
	}
	const { fileSize } = await helpers.getBinaryMetadata(id);
	return {
		field,
		name,
		size: fileSize,
		head: async (length) => await readHead(await helpers.getBinaryStream(id, CHUNK_BYTES), length),
		open: async () => await helpers.getBinaryStream(id, CHUNK_BYTES),
	};
}

/**
 * The same for the same content, whatever n8n calls it: n8n moves and copies stored files between the tries of an
 * execution, so its own ids do not tell.
 * @throws Problem when n8n does not give the file as it was stored
 */
export async function contentHash(file: BinaryFile): Promise<string> {
	const hash = createHash('sha256');
	const content = await file.open();
	if (Buffer.isBuffer(content)) return hash.update(content).digest('base64url');
	let size = 0;
	for await (const chunk of content) {
		const bytes = bytesOf(chunk);
		hash.update(bytes);
		size += bytes.length;
	}
	// The size is announced to whom the file is sent: with another one, that would wait for ever, or get half a picture.
	if (size !== file.size)
		throw new Problem(
			`n8n stored the file "${file.name}" with ${file.size} bytes, but gives ${size}: it is damaged`,
		);
	return hash.digest('base64url');
}
