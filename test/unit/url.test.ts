/** Which values are accepted as image URLs, and how others are refused. */
import { isHttpUrl, parseImageUrls, parseUrls } from '../../nodes/Crun/crun/url';
import { textOf } from './support/textOf';

const A = 'https://static.crunai.com/u/a.png';
const B = 'http://photos.example/b.jpg?w=1&h=2#top';

describe('parseImageUrls', () => {
	it.each<[string, unknown, string[]]>([
		['one', A, [A]],
		['one with white space around it', `  ${A}\n`, [A]],
		['two on separate lines', `${A}\n${B}`, [A, B]],
		['two with Windows line breaks and an empty line', `${A}\r\n\r\n${B}\r\n`, [A, B]],
		['two separated by a comma', `${A},${B}`, [A, B]],
		['two separated by a comma and a space', `${A}, ${B}`, [A, B]],
		['two with commas at the line ends', `${A},\n${B},`, [A, B]],
		['one with several commas at its end', `${A},,`, [A]],
		['two with an empty entry between them', `${A},,\n${B} ,`, [A, B]],
		['two with white space around commas', `\t${A} , \n ${B} ,, `, [A, B]],
		['a repeated one, in order', `${B}\n${A}\n${B}`, [B, A, B]],
		[
			'one with commas in its path',
			'https://x.example/w_200,h_300,c_fill/a.png',
			['https://x.example/w_200,h_300,c_fill/a.png'],
		],
		[
			'one with commas in its query, followed by another',
			`https://x.example/a.png?box=1,2,3,4,${A}`,
			['https://x.example/a.png?box=1,2,3,4', A],
		],
		[
			'one with commas and colons in its path',
			'https://x.example/rs:fit:300,q:80/a.png',
			['https://x.example/rs:fit:300,q:80/a.png'],
		],
		['a list', [A, B], [A, B]],
		['a list whose entries contain several', [`${A},${B}`, ` ${A} `], [A, B, A]],
		['a list with an empty string', ['', A], [A]],
		['a list as JSON text', JSON.stringify([A, B]), [A, B]],
		['JSON text with white space around it', ` [ "${A}" ] `, [A]],
		['one with its scheme in upper case', 'HTTPS://X.example/A.PNG', ['HTTPS://X.example/A.PNG']],
		['one with non-ASCII letters', 'https://x.example/照片.png', ['https://x.example/照片.png']],
		['one with an IPv6 address', 'http://[2001:db8::1]/a.png', ['http://[2001:db8::1]/a.png']],
	])('accepts %s', (_, given, urls) => {
		expect(parseImageUrls(given)).toEqual(urls);
	});

	it.each([undefined, null, '', '  ', '\n', ',', [], [''], '[]', ' [ ] '])(
		'refuses %j, which contains no URL',
		(given) => {
			expect(textOf(() => parseImageUrls(given))).toBe(
				'No image was provided. Set Image URLs to the public http(s) URL of at least one image.',
			);
		},
	);

	it.each([
		['a data URI', 'data:image/png;base64,iVBORw0KGgo='],
		['a local file path', '/home/me/a.png'],
		['a local file path', './a.png'],
		['a local file path', '~/a.png'],
		['a local file path', 'C:\\photos\\a.png'],
		['a URL with the scheme "ftp"', 'ftp://x.example/a.png'],
		['a URL with the scheme "file"', 'file:///home/me/a.png'],
		['a URL with the scheme "s3"', 's3://bucket/a.png'],
		['Base64 data', 'iVBORw0KGgoAAAANSUhEUgAA'.repeat(20)],
		['Base64 data', '/9j/4AAQSkZJRgABAQ'.repeat(30)],
		['not an http(s) URL', 'a.png'],
		['not an http(s) URL', 'x.example/a.png'],
		['not an http(s) URL', '[not json'],
		['not an http(s) URL', `"${A}"`],
		['not an http(s) URL', '7'],
		['not an http(s) URL', `see ${A}`],
		['not an http(s) URL', 'see ftp://x.example/a.png'],
		['not an http(s) URL', `the image ${'A'.repeat(200)}`],
		['not an http(s) URL', `${'A'.repeat(200)} is the image`],
		['a local file path', './data:image'],
		['a local file path', `/${'a'.repeat(298)}`],
		['Base64 data', `/${'a'.repeat(299)}`],
		['a URL with the scheme "xhttp"', 'xhttp://x.example/a.png'],
		['a malformed URL', 'https://'],
		['a malformed URL', 'https:///a.png'],
		['a malformed URL', 'http://x example/a.png'],
		['a malformed URL', 'http://x.example:99999/a.png'],
	])('refuses what is %s: %s', (format, given) => {
		expect(textOf(() => parseImageUrls(given))).toContain(
			`in Image URLs is ${format}. Crun downloads the image itself`,
		);
	});

	it('refuses all URLs if one is not valid, and names that one', () => {
		expect(textOf(() => parseImageUrls([A, 'ftp://x.example/b.png']))).toContain(
			'"ftp://x.example/b.png" in Image URLs is a URL with the scheme "ftp".',
		);
	});

	it('shows up to 60 characters of a refused URL', () => {
		const sixty = `ftp://x.example/${'a'.repeat(44)}`;
		expect(textOf(() => parseImageUrls(sixty))).toContain(`"${sixty}" in`);
		expect(textOf(() => parseImageUrls(`${sixty}b`))).toContain(`"${sixty}…" in`);
	});

	it('keeps the message short when the value is huge', () => {
		const long = `data:image/png;base64,${'A'.repeat(5_000_000)}`;
		expect(textOf(() => parseImageUrls(long))).toBe(
			`The image URL is not valid. "${long.slice(0, 60)}…" in Image URLs is a data URI. Crun downloads the image itself, so it needs a public URL that starts with http:// or https://.`,
		);
	});

	it.each<[unknown, string]>([
		[7, 'not a number'],
		[true, 'not a boolean'],
		[{ url: A }, 'not an object'],
		[[A, 7], 'but one entry is a number'],
		[[A, null], 'but one entry is empty'],
		[[[A]], 'but one entry is a list'],
		[`["${A}", {}]`, 'but one entry is an object'],
	])('refuses %j, which is of the wrong type', (given, finding) => {
		expect(textOf(() => parseImageUrls(given))).toBe(
			`The value of "Image URLs" is not valid. Image URLs must be a string or a list of strings, ${finding}.`,
		);
	});
});

describe('parseUrls', () => {
	it('accepts no URL at all, and names the field and the kind of file in an error', () => {
		expect(parseUrls('', 'Sounds')).toEqual([]);
		expect(textOf(() => parseUrls('a.mp3', 'Sounds'))).toBe(
			'The file URL is not valid. "a.mp3" in Sounds is not an http(s) URL. Crun downloads the file itself, so it needs a public URL that starts with http:// or https://.',
		);
	});
});

describe('isHttpUrl', () => {
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
		['xhttp://x.example', false],
		['ftp://x.example?u=http://x.example', false],
		['', false],
	])('returns for %j: %s', (text, expected) => {
		expect(isHttpUrl(text)).toBe(expected);
	});
});
