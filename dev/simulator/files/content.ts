import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../catalogues/random';

/** A WAV file with 0.1 seconds of silence: 8 kHz, 8 bits, mono. */
function silence(): Buffer {
	const samples = Buffer.alloc(800, 0x80);
	const header = Buffer.alloc(44);
	header.write('RIFF', 0);
	header.writeUInt32LE(36 + samples.length, 4);
	header.write('WAVEfmt ', 8);
	header.set([16, 0, 0, 0, 1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x40, 0x1f, 0, 0, 1, 0, 8, 0], 16);
	header.write('data', 36);
	header.writeUInt32LE(samples.length, 40);
	return Buffer.concat([header, samples]);
}

const fixture = (name: string) => readFileSync(join(__dirname, '..', 'media', name));

/** Real files: one second of 64×64 H.264 video, 256×256 images, and silence. */
export const MEDIA = {
	mp4: { type: 'video/mp4', bytes: fixture('video.mp4') },
	png: { type: 'image/png', bytes: fixture('image.png') },
	jpg: { type: 'image/jpeg', bytes: fixture('image.jpg') },
	wav: { type: 'audio/wav', bytes: silence() },
} as const;

/** The content of a file. Any part can be read at any time, so large files need not be in memory. */
export interface Content {
	size: number;
	/** Hexadecimal. */
	sha256: () => string;
	/** The bytes from `from` (inclusive) to `to` (exclusive), in chunks. */
	read: (from: number, to: number) => Iterable<Buffer>;
}

const CHUNK_SIZE = 256 * 1024;
const SEED = 1;

/** Content that is already in memory. */
export const fixedContent = (bytes: Buffer): Content => ({
	size: bytes.length,
	sha256: () => createHash('sha256').update(bytes).digest('hex'),
	*read(from, to) {
		for (let at = from; at < to; at += CHUNK_SIZE)
			yield bytes.subarray(at, Math.min(at + CHUNK_SIZE, to));
	},
});

let noise: Buffer | undefined;
function noiseBlock(): Buffer {
	if (noise) return noise;
	const random = new Random(SEED);
	noise = Buffer.alloc(CHUNK_SIZE);
	for (let at = 0; at < CHUNK_SIZE; at += 4) noise.writeUInt32LE(random.between(0, 0xffffffff), at);
	return noise;
}

/** The bytes of a real file. For `video/mp4`, the header of a `free` box follows, so players skip the padding. */
function fileStart(type: string, size: number): Buffer {
	const file = Object.values(MEDIA).find((one) => one.type === type)?.bytes ?? Buffer.alloc(0);
	if (type !== 'video/mp4') return file.subarray(0, size);
	const box = Buffer.from([0, 0, 0, 1, ...Buffer.from('free'), 0, 0, 0, 0, 0, 0, 0, 0]);
	box.writeBigUInt64BE(BigInt(Math.max(size - file.length, 0)), 8);
	return Buffer.concat([file, box]).subarray(0, size);
}

const hashes = new Map<string, string>();

/** A real file of this type, padded with noise to any size. The bytes are generated on reading and never change. */
export function generatedContent(size: number, type: string): Content {
	const start = fileStart(type, size);
	const read = function* (from: number, to: number) {
		for (let at = from; at < to; ) {
			const block = Math.floor(at / CHUNK_SIZE);
			const chunk = Buffer.from(noiseBlock());
			chunk.writeUInt32LE(block, 0); // no two blocks are equal, so a swapped or repeated one is detected
			if (block * CHUNK_SIZE < start.length) start.copy(chunk, 0, block * CHUNK_SIZE);
			const end = Math.min((block + 1) * CHUNK_SIZE, to);
			yield chunk.subarray(at - block * CHUNK_SIZE, end - block * CHUNK_SIZE);
			at = end;
		}
	};
	const sha256 = () => {
		const name = `${type} ${size}`;
		const known = hashes.get(name);
		if (known !== undefined) return known;
		const hash = createHash('sha256');
		for (const chunk of read(0, size)) hash.update(chunk);
		const digest = hash.digest('hex');
		hashes.set(name, digest);
		return digest;
	};
	return { size, sha256, read };
}
