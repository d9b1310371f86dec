/** What the user reads about a file that is refused. */
import {
	ANY_MEDIA,
	anyImage,
	checkFile,
	MEGABYTE,
	VIDU_IMAGES,
} from '../../nodes/Crun/crun/fileLimits';
import type { FileLimits } from '../../nodes/Crun/crun/fileLimits';
import { MEDIA } from '../../dev/simulator';
import { textOf } from './support/textOf';

/** The header of a PNG of this size in pixels. */
function png(width: number, height: number): Buffer {
	const head = Buffer.from(MEDIA.png.bytes.subarray(0, 64));
	head.writeUInt32BE(width, 16);
	head.writeUInt32BE(height, 20);
	return head;
}
const TEXT = Buffer.from('Dear diary, it has rained all day.');

it.each<[string, FileLimits, Buffer, number, string]>([
	[
		'is empty',
		ANY_MEDIA,
		TEXT,
		0,
		'The file is empty. "a.png" contains no data. Check the node that produces the file.',
	],
	[
		'is in no known format, for a platform that names formats',
		VIDU_IMAGES,
		TEXT,
		34,
		'The file is not an image, video or audio file. The content of "a.png" is not in a known media format, whatever its name says. Vidu templates accept: PNG, JPEG, WEBP.',
	],
	[
		'is in no known format, for all kinds of media',
		ANY_MEDIA,
		TEXT,
		34,
		'The file is not an image, video or audio file. The content of "a.png" is not in a known media format, whatever its name says. Crun tasks accept: images, videos, audio.',
	],
	[
		'is of another type',
		anyImage('Kling templates'),
		Buffer.from('ID3\x04\0'),
		1000,
		'The file type is not supported. "a.png" is audio/mpeg. Kling templates accept only: images.',
	],
	[
		'is too large',
		{ ...anyImage('X templates'), maxBytes: 1.5 * MEGABYTE },
		png(1, 1),
		2_000_000,
		'The file is too large. "a.png" is 1.9 MB. X templates accept files of up to 1.5 MB.',
	],
	[
		'has too few pixels',
		VIDU_IMAGES,
		png(640, 100),
		1000,
		'The image is too small. "a.png" is 640×100 pixels. Vidu templates require at least 128×128 pixels.',
	],
	[
		'is too wide',
		VIDU_IMAGES,
		png(640, 130),
		1000,
		'The image is too wide or too tall. "a.png" is 640×130 pixels. Vidu templates accept aspect ratios between 1:4 and 4:1 only.',
	],
])('a file that %s is refused with the limit', (_, limits, head, size, text) => {
	expect(textOf(() => checkFile({ name: 'a.png', size, head }, limits))).toBe(text);
});

it('a file without pixels passes where no aspect ratio is limited', () => {
	for (const [width, height] of [
		[0, 0],
		[0, 9],
		[1, 1],
	] as const)
		expect(checkFile({ name: 'a', size: 1, head: png(width, height) }, ANY_MEDIA)).toEqual({
			mime: 'image/png',
			extension: '.png',
		});
});
