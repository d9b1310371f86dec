/** The type and the name of an asset, by its URL, its MIME type, and the field that takes it. */
import {
	cleanName,
	nameOfUrl,
	typeOfField,
	typeOfMime,
	typeOfUrl,
	undetected,
} from '../../nodes/Crun/crun/assetType';

describe('the type of an asset', () => {
	it.each([
		['https://x.example/a.PNG', 'Image'],
		['https://x.example/a.b/c.jpeg?x=1.mp4#y.mp3', 'Image'],
		['https://x.example/a.mp4', 'Video'],
		['https://x.example/a.mp4.wav', 'Audio'],
		['https://x.example/a', null],
		['https://x.example/png', null],
		['https://x.example/a.txt', null],
		['https://x.example/a.png/', null],
		['https://x.example/?file=a.png', null],
		['https://host.png', null],
	])('of %s is %s', (url, type) => {
		expect(typeOfUrl(url)).toBe(type);
	});

	it.each([
		['image/png', 'Image'],
		['video/mp4', 'Video'],
		['audio/mpeg', 'Audio'],
		['images/png', null],
		['application/octet-stream', null],
		['constructor/x', null],
		['', null],
	])('with the MIME type %j is %s', (mime, type) => {
		expect(typeOfMime(mime)).toBe(type);
	});

	it.each([
		['img_urls', 'Image'],
		['reference_images', 'Image'],
		['first_frame', 'Image'],
		['reference_videos', 'Video'],
		['audio_url', 'Audio'],
		['file_url', null],
		['video_image', null],
		['start', null],
	])('in the field %s is %s', (name, type) => {
		expect(typeOfField(name)).toBe(type);
	});
});

describe('an asset whose type cannot be detected', () => {
	it('is refused with its URL, without its query, and with a way out', () => {
		const { message, description, details } = undetected(
			'https://u:p@x.example/a?k=1',
			'Set Type.',
		);
		expect([message, description, details]).toEqual([
			'The asset type cannot be detected',
			'"https://***@x.example/a?***" does not end with the extension of a known image, video or audio format. Set Type.',
			{ kind: 'input' },
		]);
	});
});

describe('the name of an asset', () => {
	it.each([
		['https://x.example/a/photo.png?token=1#top', 'photo.png'],
		['https://x.example/%E7%85%A7.png', '照.png'],
		['https://x.example/100%.png', '100%.png'],
		['https://x.example/a%0Ab.png', 'a b.png'],
		['https://x.example/a/', 'x.example'],
		['https://x.example', 'x.example'],
	])('of %s is %s', (url, name) => {
		expect(nameOfUrl(url)).toBe(name);
	});

	it('is in one line and has up to 100 characters', () => {
		expect(cleanName(` a\n b${'c'.repeat(200)}`)).toBe(`a b${'c'.repeat(97)}`);
	});
});
