import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MESSAGES, refuse } from '../answers';
import type { Answer } from '../answers';
import type { Handler } from '../world';

const fixture = (name: string) => readFileSync(join(__dirname, '..', 'media', name));

/** Real files: one second of H.264 video, 64×64; pictures of 256×256. */
export const MEDIA = {
	mp4: { type: 'video/mp4', bytes: fixture('video.mp4') },
	png: { type: 'image/png', bytes: fixture('picture.png') },
	jpg: { type: 'image/jpeg', bytes: fixture('picture.jpg') },
} as const;

const isKnown = (ending: string): ending is keyof typeof MEDIA => ending in MEDIA;

/** One `Range: bytes=from-to`; anything else is answered with the whole file, as HTTP allows. */
function part(bytes: Buffer, range: string | undefined): Pick<Answer, 'status' | 'body' | 'headers'> {
	const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
	if (from === undefined) return { status: 200, body: bytes };
	const start = Number(from);
	const end = Math.min(to ? Number(to) : Infinity, bytes.length - 1);
	if (start > end) return { status: 416, body: '', headers: { 'content-range': `bytes */${bytes.length}` } };
	return { status: 206, body: bytes.subarray(start, end + 1), headers: { 'content-range': `bytes ${start}-${end}/${bytes.length}` } };
}

/**
 * `/media/<task_id>.mp4` once that task has succeeded; `/media/previews/…`, `/media/covers/…` and
 * `/media/photos/…` are always there, with any name that ends in mp4, png or jpg. No key is asked for.
 */
export const media: Handler = ({ path, headers }, { tasks }) => {
	const [, folder, name = '', ending = ''] = /^\/media\/(?:(previews|covers|photos)\/)?([^/]+)\.(\w+)$/.exec(path) ?? [];
	if (!isKnown(ending) || (!folder && tasks.get(name)?.status !== 'success')) return refuse(404, MESSAGES.notFound);
	const { type, bytes } = MEDIA[ending];
	const answer = part(bytes, headers.range);
	return { ...answer, headers: { ...answer.headers, 'content-type': type, 'accept-ranges': 'bytes' } };
};
