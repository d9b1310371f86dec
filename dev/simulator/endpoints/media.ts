import { MESSAGES, refuse } from '../answers';
import { MEDIA, fixedContent } from '../files/content';
import { mediaAnswer } from '../files/mediaAnswer';
import { rangeAnswer } from '../files/range';
import type { Handler } from '../world';

export { MEDIA };

const isKnown = (ending: string): ending is keyof typeof MEDIA => ending in MEDIA;

/**
 * `/media/<task_id>.mp4` once that task has succeeded, or what `media.set` arranged for it; `/media/previews/…`,
 * `/media/covers/…` and `/media/photos/…` are always there, with any name that ends in mp4, png, jpg or wav. No key is
 * asked for, on no host.
 */
export const media: Handler = ({ method, path, headers }, { tasks, media: arranged }) => {
	if (!['GET', 'HEAD'].includes(method)) return refuse(405, MESSAGES.notFound);
	const placed = arranged.find(path);
	if (placed) {
		const { status } = tasks.get(placed.taskId) ?? { status: 'success' };
		return status === 'success' ? mediaAnswer(placed, headers) : refuse(404, MESSAGES.notFound);
	}
	const [, folder, name = '', ending = ''] =
		/^\/media\/(?:(previews|covers|photos)\/)?([^/]+)\.(\w+)$/.exec(path) ?? [];
	if (!isKnown(ending) || (!folder && tasks.get(name)?.status !== 'success'))
		return refuse(404, MESSAGES.notFound);
	const { type, bytes } = MEDIA[ending];
	return rangeAnswer({ content: fixedContent(bytes), type, etag: `"${ending}"` }, headers);
};
