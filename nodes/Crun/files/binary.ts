import type { IExecuteFunctions } from 'n8n-workflow';
import { readHead, type Stream } from './stream';

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
