/** What the extension of a URL claims. */
import { claimedTypeOf, type FileKind } from '../../nodes/Crun/crun/fileKind';

const HOST = 'https://x.example';

it.each<[FileKind, Record<string, string>]>([
	[
		'video',
		{
			mp4: 'video/mp4',
			m4v: 'video/mp4',
			mov: 'video/quicktime',
			webm: 'video/webm',
			mkv: 'video/x-matroska',
			avi: 'video/x-msvideo',
			mpg: 'video/mpeg',
			mpeg: 'video/mpeg',
			flv: 'video/x-flv',
			ts: 'video/mp2t',
		},
	],
	[
		'image',
		{
			png: 'image/png',
			jpg: 'image/jpeg',
			jpeg: 'image/jpeg',
			webp: 'image/webp',
			gif: 'image/gif',
			avif: 'image/avif',
			bmp: 'image/bmp',
			svg: 'image/svg+xml',
			tif: 'image/tiff',
			tiff: 'image/tiff',
			heic: 'image/heic',
		},
	],
	[
		'audio',
		{
			mp3: 'audio/mpeg',
			wav: 'audio/wav',
			m4a: 'audio/mp4',
			aac: 'audio/aac',
			ogg: 'audio/ogg',
			oga: 'audio/ogg',
			opus: 'audio/ogg',
			flac: 'audio/flac',
			mid: 'audio/midi',
		},
	],
	[
		'text',
		{
			txt: 'text/plain',
			md: 'text/markdown',
			csv: 'text/csv',
			srt: 'application/x-subrip',
			vtt: 'text/vtt',
			ass: 'text/x-ass',
			lrc: 'text/plain',
			json: 'application/json',
			jsonl: 'application/jsonl',
			xml: 'application/xml',
		},
	],
	[
		'3d',
		{
			glb: 'model/gltf-binary',
			gltf: 'model/gltf+json',
			obj: 'model/obj',
			mtl: 'model/mtl',
			stl: 'model/stl',
			ply: 'model/ply',
			usdz: 'model/vnd.usdz+zip',
			fbx: 'application/octet-stream',
			'3mf': 'model/3mf',
		},
	],
	[
		'archive',
		{
			zip: 'application/zip',
			gz: 'application/gzip',
			tgz: 'application/gzip',
			tar: 'application/x-tar',
			'7z': 'application/x-7z-compressed',
			rar: 'application/vnd.rar',
		},
	],
])('a URL claims the kind %s by each of its extensions', (kind, types) => {
	const claimed = Object.keys(types).map((one) => claimedTypeOf(`${HOST}/a.${one}`));
	expect(claimed).toEqual(
		Object.entries(types).map(([extension, mime]) => ({ kind, extension, mime })),
	);
});

it.each([
	[`${HOST}/a.MP4`, 'mp4'],
	[`${HOST}/a.png.mp4`, 'mp4'],
	[`${HOST}/a.b/c/d.mp4?f=x.png#y.gif`, 'mp4'],
	[`${HOST}/a.mp4#t=1?x`, 'mp4'],
	[`${HOST}/.mp4`, 'mp4'],
])('%s has the extension %s', (url, extension) => {
	expect(claimedTypeOf(url).extension).toBe(extension);
});

it.each<[string, FileKind]>([
	[`${HOST}/a.exe`, 'other'],
	[`${HOST}/a.x1`, 'other'],
	[`${HOST}/a.1x`, 'other'],
	[`${HOST}/a.abcde`, 'other'],
	[`${HOST}/a.abcdef`, 'unknown'],
	[`${HOST}/a.123`, 'unknown'],
	[`${HOST}/v1.5`, 'unknown'],
	[`${HOST}/a.`, 'unknown'],
	[`${HOST}/a.mp4.`, 'unknown'],
	[`${HOST}/a.mp4/`, 'unknown'],
	[`${HOST}/a.mp4/download`, 'unknown'],
	[`${HOST}/amp4`, 'unknown'],
	[`${HOST}/a.m-4`, 'unknown'],
	[`${HOST}/?f=a.mp4`, 'unknown'],
	[`${HOST}/a#b.mp4`, 'unknown'],
	['https://host.zip', 'unknown'],
	['https://host.zip/', 'unknown'],
	[HOST, 'unknown'],
	['', 'unknown'],
])('%j has no known extension, and the kind %s', (url, kind) => {
	expect(claimedTypeOf(url)).toEqual({ kind, extension: null, mime: null });
});
