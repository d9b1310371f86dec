/** What users may give as image URLs, and what they are told when it is something else. */
import { isHttpUrl, parseImageUrls } from '../../nodes/Crun/crun/url';

const A = 'https://static.crunai.com/u/a.png';
const B = 'http://photos.example/b.jpg?w=1&h=2#top';

describe('image URLs', () => {
	it.each<[string, unknown, string[]]>([
		['one', A, [A]],
		['one with blanks around', `  ${A}\n`, [A]],
		['two on lines', `${A}\n${B}`, [A, B]],
		['two on lines of Windows, with an empty one', `${A}\r\n\r\n${B}\r\n`, [A, B]],
		['two with a comma', `${A},${B}`, [A, B]],
		['two with a comma and a blank', `${A}, ${B}`, [A, B]],
		['two with commas at the ends', `${A},\n${B},`, [A, B]],
		['the same twice, in order', `${B}\n${A}\n${B}`, [B, A, B]],
		[
			'a comma in the path',
			'https://x.example/w_200,h_300,c_fill/a.png',
			['https://x.example/w_200,h_300,c_fill/a.png'],
		],
		[
			'a comma in the query, then another',
			`https://x.example/a.png?box=1,2,3,4,${A}`,
			['https://x.example/a.png?box=1,2,3,4', A],
		],
		[
			'a comma and a colon in the path',
			'https://x.example/rs:fit:300,q:80/a.png',
			['https://x.example/rs:fit:300,q:80/a.png'],
		],
		['an array', [A, B], [A, B]],
		['an array whose entries hold several', [`${A},${B}`, ` ${A} `], [A, B, A]],
		['an array with an empty text', ['', A], [A]],
		['JSON text of an array', JSON.stringify([A, B]), [A, B]],
		['JSON text with blanks around', ` [ "${A}" ] `, [A]],
		['capitals in the scheme', 'HTTPS://X.example/A.PNG', ['HTTPS://X.example/A.PNG']],
		['letters of any language', 'https://x.example/照片.png', ['https://x.example/照片.png']],
		['brackets of an IPv6 address', 'http://[2001:db8::1]/a.png', ['http://[2001:db8::1]/a.png']],
	])('may be %s', (_, given, urls) => {
		expect(parseImageUrls(given)).toEqual(urls);
	});

	it.each([undefined, null, '', '  ', '\n', ',', [], [''], '[]', ' [ ] '])(
		'may not be missing, as in %j',
		(given) => {
			expect(() => parseImageUrls(given)).toThrow(
				'No image was given: set Image URLs to the public http(s) address of at least one photo',
			);
		},
	);

	it.each([
		['a data URI', 'data:image/png;base64,iVBORw0KGgo='],
		['a path on a disk', '/home/me/a.png'],
		['a path on a disk', './a.png'],
		['a path on a disk', '~/a.png'],
		['a path on a disk', 'C:\\photos\\a.png'],
		['a ftp address', 'ftp://x.example/a.png'],
		['a file address', 'file:///home/me/a.png'],
		['a s3 address', 's3://bucket/a.png'],
		['base64 data', 'iVBORw0KGgoAAAANSUhEUgAA'.repeat(20)],
		['base64 data', '/9j/4AAQSkZJRgABAQ'.repeat(30)],
		['no http(s) address', 'a.png'],
		['no http(s) address', 'x.example/a.png'],
		['no http(s) address', '[not json'],
		['a https address', 'https://'],
		['a https address', 'https:///a.png'],
		['a http address', 'http://x example/a.png'],
		['a http address', 'http://x.example:99999/a.png'],
	])('may not be %s: %s', (what, given) => {
		expect(() => parseImageUrls(given)).toThrow(
			`is not an image URL (${what}): Crun fetches images itself`,
		);
	});

	it('refuses all of them if one is wrong, and names that one', () => {
		expect(() => parseImageUrls([A, 'ftp://x.example/b.png'])).toThrow(
			'"ftp://x.example/b.png" is not an image URL (a ftp address)',
		);
	});

	it('shows 60 characters as they are', () => {
		const sixty = `ftp://x.example/${'a'.repeat(44)}`;
		expect(messageOf(() => parseImageUrls(sixty))).toContain(`"${sixty}" is not`);
		expect(messageOf(() => parseImageUrls(`${sixty}b`))).toContain(`"${sixty}…" is not`);
	});

	it('shortens what is long: a message is read by people', () => {
		const long = `data:image/png;base64,${'A'.repeat(5_000_000)}`;
		expect(messageOf(() => parseImageUrls(long))).toBe(
			`"${long.slice(0, 60)}…" is not an image URL (a data URI): Crun fetches images itself, so it needs a public address that starts with http:// or https://`,
		);
	});

	it.each<[unknown, string]>([
		[7, 'Image URLs must be text or a list of texts, not a number'],
		[true, 'Image URLs must be text or a list of texts, not a boolean'],
		[{ url: A }, 'Image URLs must be text or a list of texts, not an object'],
		[[A, 7], 'Image URLs must be a list of texts, but one entry is a number'],
		[[A, null], 'Image URLs must be a list of texts, but one entry is empty'],
		[[[A]], 'Image URLs must be a list of texts, but one entry is a list'],
		[`["${A}", {}]`, 'Image URLs must be a list of texts, but one entry is an object'],
	])('may not be %j', (given, message) => {
		expect(messageOf(() => parseImageUrls(given))).toBe(message);
	});
});

describe('an http(s) URL', () => {
	it.each([
		['http://localhost:5678/webhook', true],
		['https://x', true],
		['https://x.example/a b', false],
		[' https://x.example', false],
		['https://x.example\n', false],
		['//x.example', false],
		['https:x.example', false],
		['https://?q', false],
		['https://#x', false],
		['javascript:alert(1)', false],
		['', false],
	])('%j: %s', (text, is) => {
		expect(isHttpUrl(text)).toBe(is);
	});
});

function messageOf(act: () => unknown): string {
	try {
		act();
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
	throw new Error('nothing was thrown');
}
