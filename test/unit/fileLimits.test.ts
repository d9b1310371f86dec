import {
	ANY_MEDIA,
	checkFile,
	pictures,
	VIDU_IMAGES,
	type FileLimits,
} from '../../nodes/Crun/crun/fileLimits';
import { platforms } from '../../nodes/Crun/crun/platforms';
import { MEDIA } from '../../dev/simulator';

const MEGABYTE = 1024 * 1024;

/** A PNG's header with that size. */
function png(width: number, height: number): Buffer {
	const head = Buffer.from(MEDIA.png.bytes.subarray(0, 64));
	head.writeUInt32BE(width, 16);
	head.writeUInt32BE(height, 20);
	return head;
}
const check = (limits: FileLimits, head: Uint8Array, size = head.length) =>
	checkFile({ name: 'a.png', size, head }, limits);

it('gives what the file really is', () => {
	expect(check(VIDU_IMAGES, MEDIA.jpg.bytes)).toEqual({ mime: 'image/jpeg', extension: '.jpg' });
	expect(check(ANY_MEDIA, MEDIA.mp4.bytes)).toEqual({ mime: 'video/mp4', extension: '.mp4' });
	expect(check(ANY_MEDIA, MEDIA.wav.bytes)).toEqual({ mime: 'audio/wav', extension: '.wav' });
});

it.each<[string, FileLimits, Buffer, number | undefined, RegExp]>([
	['empty', ANY_MEDIA, Buffer.alloc(0), 0, /^The file "a\.png" is empty$/],
	[
		'of no known type',
		ANY_MEDIA,
		Buffer.from('Dear diary, it has rained all day.'),
		undefined,
		/"a\.png" is not what its name says.*Crun tasks take pictures, [^/]*$/,
	],
	[
		'a sound',
		VIDU_IMAGES,
		MEDIA.wav.bytes,
		undefined,
		/"a\.png" is audio\/wav, but Vidu templates take PNG, JPEG, WEBP only/,
	],
	[
		'a video',
		pictures('Kling templates'),
		MEDIA.mp4.bytes,
		undefined,
		/video\/mp4, but Kling templates take pictures only/,
	],
	[
		'51 MB',
		VIDU_IMAGES,
		png(640, 480),
		51 * MEGABYTE,
		/51\.0 MB, but Vidu templates take at most 50 MB/,
	],
	['one byte too large', VIDU_IMAGES, png(640, 480), 50 * MEGABYTE + 1, /at most 50 MB/],
	[
		'too narrow',
		VIDU_IMAGES,
		png(127, 300),
		undefined,
		/127×300 pixels, but Vidu templates need at least 128×128/,
	],
	['too low', VIDU_IMAGES, png(300, 127), undefined, /300×127 pixels/],
	['without any pixels', VIDU_IMAGES, png(0, 0), undefined, /0×0 pixels/],
	['too wide', VIDU_IMAGES, png(513, 128), undefined, /513×128 pixels.*between 1:4 and 4:1 only/],
	['too tall', VIDU_IMAGES, png(200, 801), undefined, /200×801 pixels.*between 1:4 and 4:1 only/],
])('a file that is %s is refused', (_name, limits, head, size, words) => {
	expect(() => check(limits, head, size)).toThrow(words);
});

it('the limits themselves are allowed', () => {
	for (const head of [png(128, 128), png(512, 128), png(128, 512)])
		expect(check(VIDU_IMAGES, head, 50 * MEGABYTE).mime).toBe('image/png');
});

it('a picture whose header does not tell its size is let through', () => {
	const head = Buffer.concat([MEDIA.jpg.bytes.subarray(0, 4), Buffer.alloc(40)]);
	expect(check(VIDU_IMAGES, head).mime).toBe('image/jpeg');
});

it('what a platform’s documentation does not limit is not limited', () => {
	expect(check(platforms.bytedance.pictures, png(1, 9000), 500 * MEGABYTE).mime).toBe('image/png');
	expect(check(platforms.kling.pictures, Buffer.from('GIF89a')).mime).toBe('image/gif');
	expect(platforms.vidu.pictures).toBe(VIDU_IMAGES);
});
