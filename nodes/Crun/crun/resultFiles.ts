import type { Task } from './contract';
import { claimedTypeOf, type FileKind } from './fileKind';

/** A file of a finished task. */
export type ResultFile = {
	url: string;
	/** By the extension of the URL. */
	kind: FileKind;
};

/** The files of a task, wherever Crun lists them: in the result, or beside it. Each URL once, in Crun's order. */
export function resultFiles(task: Task): ResultFile[] {
	const urls = [task.result, task].flatMap((place) =>
		[place?.media_urls, place?.suno_data, place?.media_info].flatMap((list) => list ?? []),
	);
	return [...new Set(urls)].map((url) => ({ url, kind: claimedTypeOf(url).kind }));
}
