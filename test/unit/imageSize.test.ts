import { readImageSize, SIZE_BYTES } from '../../nodes/Crun/crun/imageSize';
import { MEDIA } from '../../dev/simulator';

const u16 = (value: number) => Buffer.from([value >> 8, value & 255]);

/** A JPEG segment: marker, length, content. */
const segment = (marker: number, content: Buffer) =>
	Buffer.concat([Buffer.from([0xff, marker]), u16(content.length + 2), content]);
const frame = (marker: number, width: number, height: number) =>
	segment(
		marker,
		Buffer.concat([Buffer.from([8]), u16(height), u16(width), Buffer.from([3, 1, 0x22, 0])]),
	);
const jpeg = (...segments: Buffer[]) =>
	Buffer.concat([Buffer.from([0xff, 0xd8]), ...segments, Buffer.alloc(20)]);
const exif = (length: number) => segment(0xe1, Buffer.alloc(length, 'Exif'));

function webp(kind: string, content: Buffer): Buffer {
	const head = Buffer.from(`RIFF....WEBP${kind}....`, 'latin1');
	return Buffer.concat([head, content, Buffer.alloc(20)]);
}
const vp8 = (width: number, height: number) =>
	webp(
		'VP8 ',
		Buffer.from([0x50, 1, 0, 0x9d, 1, 0x2a, width & 255, width >> 8, height & 255, height >> 8]),
	);
function vp8l(width: number, height: number): Buffer {
	const content = Buffer.alloc(5, 0x2f);
	content.writeUInt32LE(((width - 1) | ((height - 1) << 14)) >>> 0, 1);
	return webp('VP8L', content);
}
function vp8x(width: number, height: number): Buffer {
	const content = Buffer.alloc(10);
	content.writeUIntLE(width - 1, 4, 3);
	content.writeUIntLE(height - 1, 7, 3);
	return webp('VP8X', content);
}

it.each([
	['png', MEDIA.png.bytes],
	['jpg', MEDIA.jpg.bytes],
])('a real %s has its size', (_name, bytes) => {
	expect(readImageSize(bytes)).toEqual({ width: 256, height: 256 });
});

describe('JPEG', () => {
	it.each([0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc9, 0xcf])(
		'has the size of a frame of any kind (marker %i)',
		(marker) => {
			expect(readImageSize(jpeg(frame(marker, 4000, 3000)))).toEqual({ width: 4000, height: 3000 });
		},
	);

	it('does not have the size of a table that looks like a frame', () => {
		const tables = [0xc4, 0xc8, 0xcc].map((marker) => segment(marker, Buffer.alloc(30, 1)));
		expect(readImageSize(jpeg(...tables, frame(0xc0, 640, 480)))).toEqual({
			width: 640,
			height: 480,
		});
	});

	it('has the size after long metadata, even with a preview in it', () => {
		const preview = segment(0xe1, jpeg(frame(0xc0, 160, 120)));
		const profile = Array.from({ length: 2 }, () => segment(0xe2, Buffer.alloc(65_000, 1)));
		expect(readImageSize(jpeg(exif(65_000), preview, ...profile, frame(0xc2, 6000, 4000)))).toEqual(
			{ width: 6000, height: 4000 },
		);
	});

	it('has the size after fill bytes before a marker', () => {
		expect(
			readImageSize(jpeg(exif(10), Buffer.from([0xff, 0xff, 0xff]), frame(0xc0, 31, 17))),
		).toEqual({ width: 31, height: 17 });
	});

	it('has no known size when the metadata is longer than what is read', () => {
		const long = jpeg(...Array.from({ length: 5 }, () => exif(65_000)), frame(0xc0, 640, 480));
		expect(readImageSize(long.subarray(0, SIZE_BYTES))).toBeNull();
		expect(readImageSize(long)).toEqual({ width: 640, height: 480 });
	});

	it('has no size where something else stands in place of a marker', () => {
		const odd = frame(0xc0, 640, 480);
		odd[0] = 0;
		expect(readImageSize(jpeg(exif(10), odd, frame(0xc0, 640, 480)))).toBeNull();
	});

	it('has no size when the bytes make no sense', () => {
		expect(
			readImageSize(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(100)])),
		).toBeNull();
		expect(
			readImageSize(Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(SIZE_BYTES, 0xff)])),
		).toBeNull();
		expect(readImageSize(jpeg(Buffer.from('words')))).toBeNull();
	});
});

describe('WebP', () => {
	it.each([
		[1, 1],
		[128, 513],
		[16_383, 16_383],
	])('has the size %i×%i in every kind of file', (width, height) => {
		expect([vp8, vp8l, vp8x].map((make) => readImageSize(make(width, height)))).toEqual(
			Array(3).fill({ width, height }),
		);
	});

	it('has a size without the scaling bits', () => {
		expect(readImageSize(vp8(100 | 0x4000, 50 | 0x8000))).toEqual({ width: 100, height: 50 });
	});

	it('has no size in a file that is no WebP', () => {
		for (const [at, text] of [
			[0, 'XXXX'],
			[8, 'AVI '],
		] as const) {
			const other = vp8(10, 10);
			other.write(text, at, 'latin1');
			expect(readImageSize(other)).toBeNull();
		}
	});

	it('has no size in an unknown kind of file', () => {
		expect(readImageSize(webp('ALPH', Buffer.alloc(30)))).toBeNull();
	});
});

it('a view into a larger buffer has its own size', () => {
	const within = Buffer.concat([Buffer.alloc(99, 7), MEDIA.png.bytes]).subarray(99);
	expect(readImageSize(within)).toEqual({ width: 256, height: 256 });
	expect(readImageSize(new Uint8Array(within))).toEqual({ width: 256, height: 256 });
});

it.each([
	['nothing', Buffer.alloc(0)],
	['a single byte', Buffer.from([0x89])],
	['a PNG that ends before its size', MEDIA.png.bytes.subarray(0, 20)],
	['a truncated JPEG', MEDIA.jpg.bytes.subarray(0, 10)],
	['a truncated WebP', vp8(10, 10).subarray(0, 25)],
	['a video', MEDIA.mp4.bytes],
	['text', Buffer.from('words, words, words')],
])('%s has no size', (_name, bytes) => {
	expect(readImageSize(bytes)).toBeNull();
});
