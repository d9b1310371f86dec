import { createHash } from 'node:crypto';
import type { IExecuteFunctions } from 'n8n-workflow';
import { readHead, type Stream } from './stream';

/** A binary field of an input item, in whatever mode this n8n stores it. */
export interface BinaryFile {
	field: string;
	/** For messages and file names. */
	name: string;
	/** Bytes. */
	size: number;
	/** The same for the same file in every try of an execution. */
	identity: string;
	/** The first bytes. */
	head(length: number): Promise<Uint8Array>;
	/** The whole content, from the start at every call. */
	open(): Promise<Buffer | Stream>;
}

/**
 * Opens a binary field of an item; nothing is read yet.
 * @throws NodeOperationError (n8n's own) when the item has no such field
 */
export async function openBinary(context: IExecuteFunctions, itemIndex: number, field: string): Promise<BinaryFile> {
	const { helpers } = context;
	const stored = helpers.assertBinaryData(itemIndex, field);
	const { id } = stored;
	const name = stored.fileName ?? field;
	if (id === undefined || id === '') {
		const content = Buffer.from(stored.data, 'base64');
		const identity = createHash('sha256').update(content).digest('base64url');
		return { field, name, size: content.length, identity, head: async (length) => await Promise.resolve(content.subarray(0, length)), open: async () => await Promise.resolve(content) };
	}
	const { fileSize } = await helpers.getBinaryMetadata(id);
	return {
		field,
		name,
		size: fileSize,
		identity: createHash('sha256').update(`${id} ${fileSize}`).digest('base64url'),
		head: async (length) => await readHead(await helpers.getBinaryStream(id), length),
		open: async () => await helpers.getBinaryStream(id),
	};
}
