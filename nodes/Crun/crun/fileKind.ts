export type FileKind =
	| 'video'
	| 'image'
	| 'audio'
	| 'text'
	| '3d'
	| 'archive'
	| 'other'
	| 'unknown';

/** By kind: the extensions of files, each with its MIME type. */
const TYPES: Array<[FileKind, Record<string, string>]> = [
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
];

/** What the extension of a URL says about the file. */
export interface ClaimedType {
	kind: FileKind;
	/** In lower case, without the dot; null where the extension is not a known one. */
	extension: string | null;
	mime: string | null;
}

/**
 * What the extension of a URL claims. Only the content tells the truth, but a URL has to do until it is downloaded.
 * @returns the kind `other` for an extension that is not known, `unknown` without one
 */
export function claimedTypeOf(url: string): ClaimedType {
	const path = url
		.replace(/[?#].*/s, '')
		.split('/')
		.slice(3)
		.join('/');
	const [, extension = ''] = /\.([a-z0-9]{1,5})$/i.exec(path) ?? [];
	const name = extension.toLowerCase();
	for (const [kind, types] of TYPES) {
		if (Object.hasOwn(types, name)) return { kind, extension: name, mime: types[name] ?? null };
	}
	return { kind: /[a-z]/.test(name) ? 'other' : 'unknown', extension: null, mime: null };
}
