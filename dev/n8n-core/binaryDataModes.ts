import { PassThrough, type Readable } from 'node:stream';
import type { ByteStore } from '@n8n/blob-storage';
import { BinaryDataBlobManager, BinaryDataConfig, ErrorReporter, type BinaryData } from 'n8n-core';
import { binaryDataService, Container } from './container';

/** The binary data modes of n8n. `s3` stands for every store that is read over a network (S3, Azure, database). */
export const BINARY_DATA_MODES = [
	'default',
	'filesystem',
	's3',
] as const satisfies ReadonlyArray<BinaryData.ConfigMode>;
export type BinaryDataMode = (typeof BINARY_DATA_MODES)[number];

const PIECE = 10_000;

/** An object store without a network, for n8n's own manager. */
class ObjectStore implements ByteStore {
	private readonly objects = new Map<
		string,
		{ bytes: Buffer; fileName?: string; mimeType?: string }
	>();

	async write(
		key: string,
		body: Buffer | Readable,
		metadata?: { fileName?: string; mimeType?: string },
	): Promise<number> {
		const bytes = Buffer.isBuffer(body) ? body : Buffer.concat(await pieces(body));
		this.objects.set(key, { bytes, ...metadata });
		return bytes.length;
	}

	read = async (key: string) => await Promise.resolve(this.objects.get(key)?.bytes ?? null);

	/** Sends the bytes in pieces, as a network does. */
	async readStream(key: string): Promise<Readable | null> {
		const bytes = await this.read(key);
		if (!bytes) return null;
		const stream = new PassThrough();
		const send = (at: number) => {
			if (stream.destroyed) return;
			if (at >= bytes.length) return void stream.end();
			stream.write(bytes.subarray(at, at + PIECE));
			setTimeout(send, 1, at + PIECE);
		};
		setTimeout(send, 5, 0);
		return stream;
	}

	async getMetadata(key: string) {
		const found = this.objects.get(key);
		return await Promise.resolve(
			found
				? { fileName: found.fileName, mimeType: found.mimeType, fileSize: found.bytes.length }
				: null,
		);
	}

	async copy(from: string, to: string): Promise<void> {
		const found = this.objects.get(from);
		if (found) this.objects.set(to, found);
		return await Promise.resolve();
	}

	async rename(from: string, to: string): Promise<void> {
		await this.copy(from, to);
		this.objects.delete(from);
	}

	async delete(keys: string[]): Promise<void> {
		for (const key of keys) this.objects.delete(key);
		return await Promise.resolve();
	}
}

async function pieces(stream: Readable): Promise<Buffer[]> {
	const all: Buffer[] = [];
	const chunks: AsyncIterable<Buffer> = stream;
	for await (const chunk of chunks) all.push(chunk);
	return all;
}

/** Sets the binary data mode of n8n-core. */
export async function useBinaryDataMode(mode: BinaryDataMode): Promise<void> {
	Container.get(BinaryDataConfig).mode = mode;
	await binaryDataService().init();
	binaryDataService().setManager(
		's3',
		new BinaryDataBlobManager(new ObjectStore(), Container.get(ErrorReporter)),
	);
}
