/** What a file must be like to be uploaded. */
import {
	ANY_MEDIA,
	anyImage,
	checkFile,
	MEGABYTE,
	VIDU_IMAGES,
	type FileLimits,
} from '../../nodes/Crun/crun/fileLimits';
import { platforms } from '../../nodes/Crun/crun/platforms';
import { MEDIA } from '../../dev/simulator';
import { textOf } from './support/textOf';

/** The header of a PNG of this size in pixels. */
function png(width: number, height: number): Buffer {
	const head = Buffer.from(MEDIA.png.bytes.subarray(0, 64));
	head.writeUInt32BE(width, 16);
	head.writeUInt32BE(height, 20);
	return head;
}
const check = (limits: FileLimits, head: Uint8Array, size = head.length) =>
	checkFile({ name: 'a.png', size, head }, limits);

it('returns the type that the content shows', () => {
	expect(check(VIDU_IMAGES, MEDIA.jpg.bytes)).toEqual({ mime: 'image/jpeg', extension: '.jpg' });
	expect(check(ANY_MEDIA, MEDIA.mp4.bytes)).toEqual({ mime: 'video/mp4', extension: '.mp4' });
	expect(check(ANY_MEDIA, MEDIA.wav.bytes)).toEqual({ mime: 'audio/wav', extension: '.wav' });
});

it.each<[string, FileLimits, Buffer, number | undefined, RegExp]>([
	['empty', ANY_MEDIA, Buffer.alloc(0), 0, /^The file is empty\. "a\.png" contains no data\./],
	['of no size', ANY_MEDIA, png(640, 480), 0, /^The file is empty\./],
	['without a first byte', ANY_MEDIA, Buffer.alloc(0), 7, /^The file is empty\./],
	[
		'of no known type',
		ANY_MEDIA,
		Buffer.from('Dear diary, it has rained all day.'),
		undefined,
		/not an image, video or audio file\. The content of "a\.png".*Crun tasks accept: images, videos, audio\.$/,
	],
	[
		'audio',
		VIDU_IMAGES,
		MEDIA.wav.bytes,
		undefined,
		/^The file type is not supported\. "a\.png" is audio\/wav\. Vidu templates accept only: PNG, JPEG, WEBP\.$/,
	],
	[
		'a video',
		anyImage('Kling templates'),
		MEDIA.mp4.bytes,
		undefined,
		/video\/mp4\. Kling templates accept only: images\.$/,
	],
	[
		'51 MB',
		VIDU_IMAGES,
		png(640, 480),
		51 * MEGABYTE,
		/^The file is too large\. "a\.png" is 51\.0 MB\. Vidu templates accept files of up to 50 MB\.$/,
	],
	['one byte too large', VIDU_IMAGES, png(640, 480), 50 * MEGABYTE + 1, /up to 50 MB/],
	[
		'too narrow',
		VIDU_IMAGES,
		png(127, 300),
		undefined,
		/"a\.png" is 127×300 pixels\. Vidu templates require at least 128×128 pixels\.$/,
	],
	['too low', VIDU_IMAGES, png(300, 127), undefined, /too small.*300×127 pixels/],
	['without any pixels', VIDU_IMAGES, png(0, 0), undefined, /too small.*0×0 pixels/],
	[
		'too wide',
		VIDU_IMAGES,
		png(513, 128),
		undefined,
		/too wide.*513×128 pixels.*between 1:4 and 4:1 only/,
	],
	[
		'too tall',
		VIDU_IMAGES,
		png(200, 801),
		undefined,
		/too tall.*200×801 pixels.*between 1:4 and 4:1 only/,
	],
])('refuses a file that is %s', (_name, limits, head, size, text) => {
	expect(textOf(() => check(limits, head, size))).toMatch(text);
});

it('accepts files exactly at the limits', () => {
	for (const head of [png(128, 128), png(512, 128), png(128, 512)])
		expect(check(VIDU_IMAGES, head, 50 * MEGABYTE).mime).toBe('image/png');
});

it('accepts an image whose header does not contain its size', () => {
	const head = Buffer.concat([MEDIA.jpg.bytes.subarray(0, 4), Buffer.alloc(40)]);
	expect(check(VIDU_IMAGES, head).mime).toBe('image/jpeg');
});

it('does not limit what the documentation of a platform does not limit', () => {
	expect(check(platforms.bytedance.images, png(1, 9000), 500 * MEGABYTE).mime).toBe('image/png');
	expect(check(platforms.kling.images, Buffer.from('GIF89a')).mime).toBe('image/gif');
	expect(platforms.vidu.images).toBe(VIDU_IMAGES);
});
