import { createHash } from 'node:crypto';
import { Problem } from '../crun/problem';
import type { BinaryFile } from './binary';
import { bytesOf, type Stream } from './stream';

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
	// Not the end of `content`: that may come before its last chunk has passed.
	body.once('end', () => {
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
