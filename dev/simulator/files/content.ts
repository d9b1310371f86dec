import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../catalogues/random';

/** A tenth of a second of silence: 8 kHz, 8 bits, one channel. */
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

/** Real files: one second of H.264 video, 64×64; pictures of 256×256; silence. */
export const MEDIA = {
	mp4: { type: 'video/mp4', bytes: fixture('video.mp4') },
	png: { type: 'image/png', bytes: fixture('picture.png') },
	jpg: { type: 'image/jpeg', bytes: fixture('picture.jpg') },
	wav: { type: 'audio/wav', bytes: silence() },
} as const;

/** What a file holds, without holding it: any part can be read at any time. */
export interface Content {
	size: number;
	/** Hexadecimal. */
	sha256: () => string;
	/** The bytes from `from` (included) to `to` (not included), in pieces. */
	read: (from: number, to: number) => Iterable<Buffer>;
}

const PIECE = 256 * 1024;
const SEED = 1;

/** Content that is in memory anyway. */
export const fixedContent = (bytes: Buffer): Content => ({
	size: bytes.length,
	sha256: () => createHash('sha256').update(bytes).digest('hex'),
	*read(from, to) {
		for (let at = from; at < to; at += PIECE) yield bytes.subarray(at, Math.min(at + PIECE, to));
	},
});

let noise: Buffer | undefined;
function noiseBlock(): Buffer {
	if (noise) return noise;
	const random = new Random(SEED);
	noise = Buffer.alloc(PIECE);
	for (let at = 0; at < PIECE; at += 4) noise.writeUInt32LE(random.between(0, 0xffffffff), at);
	return noise;
}

/** A real file's bytes, for `video/mp4` with the header of a `free` box that covers what follows: it still plays. */
function head(type: string, size: number): Buffer {
	const file = Object.values(MEDIA).find((one) => one.type === type)?.bytes ?? Buffer.alloc(0);
	if (type !== 'video/mp4') return file.subarray(0, size);
	const box = Buffer.from([0, 0, 0, 1, ...Buffer.from('free'), 0, 0, 0, 0, 0, 0, 0, 0]);
	box.writeBigUInt64BE(BigInt(Math.max(size - file.length, 0)), 8);
	return Buffer.concat([file, box]).subarray(0, size);
}

const hashes = new Map<string, string>();

/** As many bytes as wanted, the same at every run, made while they are read: a real file of its type, padded with noise. */
export function generatedContent(size: number, type: string): Content {
	const start = head(type, size);
	const read = function* (from: number, to: number) {
		for (let at = from; at < to; ) {
			const block = Math.floor(at / PIECE);
			const piece = Buffer.from(noiseBlock());
			piece.writeUInt32LE(block, 0); // no two blocks are the same, so a swapped or doubled one is noticed
			if (block * PIECE < start.length) start.copy(piece, 0, block * PIECE);
			const end = Math.min((block + 1) * PIECE, to);
			yield piece.subarray(at - block * PIECE, end - block * PIECE);
			at = end;
		}
	};
	const sha256 = () => {
		const name = `${type} ${size}`;
		const known = hashes.get(name);
		if (known !== undefined) return known;
		const hash = createHash('sha256');
		for (const piece of read(0, size)) hash.update(piece);
		const digest = hash.digest('hex');
		hashes.set(name, digest);
		return digest;
	};
	return { size, sha256, read };
}
