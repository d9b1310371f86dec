/** Properties of reading the first bytes of a file. */
import fc from 'fast-check';
import { ANY_MEDIA, checkFile, VIDU_IMAGES } from '../../../nodes/Crun/crun/fileLimits';
import { detectResultType, looksLikePage } from '../../../nodes/Crun/crun/fileType';
import { readImageSize } from '../../../nodes/Crun/crun/imageSize';
import { holds } from './support/holds';
import { anyText } from './support/json';
import { attempt, check, quick } from './support/outcomes';

const MAGIC = [
	'\x89PNG\r\n\x1a\n',
	'\xff\xd8\xff\xe0\x00\x00',
	'\xff\xd8\xff\xff\xff',
	'RIFF\0\0\0\0WEBPVP8 ',
	'RIFF\0\0\0\0WEBPVP8L',
	'RIFF\0\0\0\0WEBPVP8X',
	'\0\0\0\x18ftypisom',
	'GIF8',
	'<svg ',
	'<!--',
	'<?xml ',
	'',
];
const bytes = fc
	.tuple(
		fc.constantFrom(...MAGIC),
		fc.oneof(
			fc.uint8Array({ maxLength: 64 }),
			fc
				.tuple(fc.uint8Array({ minLength: 1, maxLength: 4 }), fc.nat(2000))
				.map(([part, times]) =>
					Uint8Array.from({ length: part.length * times }, (_, at) => part[at % part.length] ?? 0),
				),
		),
	)
	.map(([magic, rest]) => new Uint8Array(Buffer.concat([Buffer.from(magic, 'latin1'), rest])));

describe('The first bytes of a file', () => {
	holds('are of a type or of none, and have a size or none', bytes, (head) => {
		const type = quick(() => detectResultType(head));
		check(type === null || /^\w+\/[\w.+-]+$/.test(type.mime), type?.mime ?? '');
		const size = quick(() => readImageSize(head));
		check(size === null || (size.width >= 0 && size.height >= 0), JSON.stringify(size));
		quick(() => looksLikePage(head));
	});

	holds(
		'are accepted, or the user learns why not',
		fc.tuple(bytes, anyText, fc.nat(1e9), fc.constantFrom(VIDU_IMAGES, ANY_MEDIA)),
		([head, name, size, limits]) => {
			const read = attempt(() => checkFile({ name, size, head }, limits));
			if ('problem' in read) return;
			check(
				limits.types.some((one) => read.value.mime.startsWith(one)),
				read.value.mime,
			);
			check(size > 0 && size <= (limits.maxBytes ?? size), `${size} bytes`);
		},
	);
});
