import { createHash } from 'node:crypto';
import type { IExecuteFunctions } from 'n8n-workflow';
import { Problem } from '../crun/problem';
import { bytesOf, readHead, type Stream } from './stream';

/**
 * How a stored file is read. `npm run bench -- files` with other sizes, on Node.js 20 and 24: 64 KB took 1.2 times as
 * long as a bare pipe, 128 KB 1.0 to 1.2, 256 KB 0.9 to 1.0, and 512 KB 0.8, all with the memory of the pipe.
 */
const CHUNK_BYTES = 256 * 1024;

/** What the functions of this folder use of n8n's context: none of them reads a parameter. */
export type FileContext = Pick<IExecuteFunctions, 'helpers' | 'getExecutionCancelSignal'>;

/** What a download uses of it, so that a webhook can download too. */
export interface DownloadContext {
	helpers: Pick<IExecuteFunctions['helpers'], 'httpRequest' | 'prepareBinaryData'>;
	getExecutionCancelSignal(): AbortSignal | undefined;
}

/** A file in a binary field of an input item, whichever mode n8n stores binary data in. */
export interface BinaryFile {
	field: string;
	/** For messages and file names. */
	name: string;
	/** Bytes. */
	size: number;
	/** The first bytes. */
	head(length: number): Promise<Uint8Array>;
	/** The whole content. Every call starts from the beginning. */
	open(): Promise<Buffer | Stream>;
}

/**
 * Opens a binary field of an item. No content is read yet.
 * @throws NodeOperationError (n8n's own) when the item has no such field
 */
export async function openBinary(
	{ helpers }: FileContext,
	itemIndex: number,
	field: string,
): Promise<BinaryFile> {
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
	// Every chunk is allocated at this size, even the only one of a small file.
	const open = async () => await helpers.getBinaryStream(id, Math.min(CHUNK_BYTES, fileSize));
	return {
		field,
		name,
		size: fileSize,
		head: async (length) => await readHead(await open(), length),
		open,
	};
}

/** The content of a file, which is hashed while it is read. */
export interface Reading {
	body: Buffer | Stream;
	/** The SHA-256 hash of the file, base64url-encoded; null while it is not read whole. */
	hash: () => string | null;
}

/**
 * Opens a file to read it once. The body fails with a Problem when n8n does not return the file as it was stored: the
 * size is sent as Content-Length, and with a wrong one, the storage host would wait forever or receive half an image.
 */
export async function openHashed(file: BinaryFile): Promise<Reading> {
	const sha256 = createHash('sha256');
	let size = 0;
	const damaged = (returned: string) =>
		new Problem(
			'The stored file is damaged',
			`n8n stored "${file.name}" with ${file.size} bytes, but returned ${returned}. Run the node that provides the file again.`,
		);
	const pass = (chunk: unknown) => {
		const bytes = bytesOf(chunk);
		size += bytes.length;
		if (size > file.size) throw damaged('more');
		sha256.update(bytes);
		return bytes;
	};
	const hash = () => (size === file.size ? sha256.digest('base64url') : null);
	const content = await file.open();
	if (Buffer.isBuffer(content)) return { body: pass(content), hash };
	const body = content.map(pass);
	content.once('end', () => {
		if (size < file.size) body.destroy(damaged(`only ${size} bytes`));
	});
	return { body, hash };
}

/**
 * Identifies a file by its content. n8n moves and copies stored files between the attempts of an execution, so its
 * own IDs cannot be used for that.
 * @returns the SHA-256 hash, base64url-encoded
 * @throws Problem when n8n does not return the file as it was stored
 */
export async function contentHash(file: BinaryFile): Promise<string | null> {
	const { body, hash } = await openHashed(file);
	if (!Buffer.isBuffer(body)) await body.forEach(() => undefined);
	return hash();
}
