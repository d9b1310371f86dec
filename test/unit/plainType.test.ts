/** The type of a file that is no media: its URL claims it, and its first bytes must not contradict. */
import { claimedTypeOf } from '../../nodes/Crun/crun/fileKind';
import { plainTypeOf } from '../../nodes/Crun/crun/plainType';

/** @param start text with \x escapes for bytes */
const typeOf = (extension: string, start: string) =>
	plainTypeOf(Buffer.from(start, 'latin1'), claimedTypeOf(`https://x.example/a.${extension}`));

const XML = '<?xml version="1.0" encoding="UTF-8"?>\n';
const GZIP = '\x1f\x8b\x08\0';

describe('A file that is no media', () => {
	it.each([
		['json', '{"a":1}', 'application/json'],
		['json', ' \n[1]', 'application/json'],
		['json', '"text"', 'application/json'],
		['json', '\xef\xbb\xbf{"a":1}', 'application/json'],
		['jsonl', '{"a":1}\n{"a":2}', 'application/jsonl'],
		['jsonl', '\xef\xbb\xbf [1]', 'application/jsonl'],
		['gltf', '{"asset":{"version":"2.0"}}', 'model/gltf+json'],
		['gltf', '\xef\xbb\xbf\n{', 'model/gltf+json'],
		['xml', '<rss version="2.0">', 'application/xml'],
		['xml', '\xef\xbb\xbf\n<rss>', 'application/xml'],
		['xml', `${XML}<tt>`, 'application/xml'],
		['glb', 'glTF\x02\0\0\0', 'model/gltf-binary'],
		['ply', 'ply\nformat ascii 1.0', 'model/ply'],
		['usdz', 'PK\x03\x04', 'model/vnd.usdz+zip'],
		['3mf', 'PK\x03\x04', 'model/3mf'],
		['zip', 'PK\x05\x06', 'application/zip'],
		['gz', GZIP, 'application/gzip'],
		['tgz', GZIP, 'application/gzip'],
		['7z', '7z\xbc\xaf\x27\x1c', 'application/x-7z-compressed'],
		['rar', 'Rar!\x1a\x07', 'application/vnd.rar'],
		['tar', 'folder/\0\0\0', 'application/x-tar'],
		['obj', '# a cube\nv 0 0 0', 'model/obj'],
		['stl', '\0\0\0\0', 'model/stl'],
		['fbx', 'Kaydara FBX Binary\0', 'application/octet-stream'],
		['txt', 'Dear diary', 'text/plain'],
		['txt', '\xff\xfeH\0i\0', 'text/plain'],
		['txt', '\xfe\xff\0H\0i', 'text/plain'],
		['txt', '\xef\xbb\xbfHi\0', 'text/plain'],
		['srt', '1\n00:00:00,000 --> 00:00:01,000', 'application/x-subrip'],
		['vtt', 'WEBVTT', 'text/vtt'],
		['CSV', 'a,b\n1,2', 'text/csv'],
	])('with the extension %s that begins with %j is %s', (extension, start, mime) => {
		expect(typeOf(extension, start)).toEqual({ mime, extension: `.${extension.toLowerCase()}` });
	});

	it.each([
		['json', 'text'],
		['json', 'a {"a":1}'],
		['json', '\xef\xbb{"a":1}'],
		['json', '<html>'],
		['json', '{"a":\0}'],
		['jsonl', '7'],
		['jsonl', 'a {"a":1}'],
		['gltf', '[1]'],
		['gltf', 'a {'],
		['xml', 'text'],
		['xml', 'a <rss>'],
		['xml', '<!DOCTYPE html><html>'],
		['xml', '<html lang="en">'],
		['xml', '<head>'],
		['xml', '<body>'],
		['xml', '<Error><Code>NoSuchKey</Code>'],
		['xml', `${XML}<Error><Code>`],
		['xml', `${XML}<html>`],
		['xml', `${XML}<!doctype html>`],
		['glb', ' glTF'],
		['glb', '{"asset":{}}'],
		['ply', 'plymouth'],
		['ply', ' ply\n'],
		['usdz', 'text PK'],
		['3mf', 'text PK'],
		['zip', 'text PK'],
		['zip', '{"error": "no"}'],
		['gz', `\n\x8b`],
		['gz', ' \x8b'],
		['gz', 'a\x1f\x8b'],
		['gz', '\x1f\x8c'],
		['tgz', 'text'],
		['7z', '7z\xbc'],
		['7z', ' 7z\xbc\xaf'],
		['rar', ' Rar!'],
		['tar', '<html>'],
		['obj', '<!DOCTYPE html>'],
		['stl', '{"error": "no"}'],
		['txt', '<html>'],
		['txt', 'Dear\0diary'],
		['txt', 'Dear \xff\xfe\0'],
		['srt', ''],
		['stl', ''],
	])('does not have the extension %s where it begins with %j', (extension, start) => {
		expect(typeOf(extension, start)).toBeNull();
	});

	it.each(['mp4', 'png', 'mp3', 'exe', 'html', '123', ''])(
		'is not claimed by a URL with the extension "%s"',
		(extension) => {
			expect(typeOf(extension, 'Dear diary')).toBeNull();
		},
	);

	it('is judged by its first 200 bytes where its beginning is known', () => {
		expect(typeOf('json', `${' '.repeat(199)}{`)).not.toBeNull();
		expect(typeOf('json', `${' '.repeat(200)}{`)).toBeNull();
	});
});
