import { MESSAGES, refuse } from '../answers';
import { MEDIA, fixedContent } from '../files/content';
import { mediaAnswer } from '../files/mediaAnswer';
import { rangeAnswer } from '../files/range';
import type { Handler } from '../world';

export { MEDIA };

const isKnown = (extension: string): extension is keyof typeof MEDIA => extension in MEDIA;

/**
 * Serves `/media/<task_id>.mp4` once that task has succeeded, or the files that `media.set` defined for it. Any name
 * with the extension mp4, png, jpg or wav exists under `/media/previews/`, `/media/covers/` and `/media/photos/`. No
 * host asks for a key.
 */
export const media: Handler = ({ method, path, headers }, { tasks, media: files }) => {
	if (!['GET', 'HEAD'].includes(method)) return refuse(405, MESSAGES.notFound);
	const file = files.find(path);
	if (file) {
		const { status } = tasks.get(file.taskId) ?? { status: 'success' };
		return status === 'success' ? mediaAnswer(file, headers) : refuse(404, MESSAGES.notFound);
	}
	const [, folder, name = '', extension = ''] =
		/^\/media\/(?:(previews|covers|photos)\/)?([^/]+)\.(\w+)$/.exec(path) ?? [];
	if (!isKnown(extension) || (!folder && tasks.get(name)?.status !== 'success'))
		return refuse(404, MESSAGES.notFound);
	const { type, bytes } = MEDIA[extension];
	return rangeAnswer({ content: fixedContent(bytes), type, etag: `"${extension}"` }, headers);
};
