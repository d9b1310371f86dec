import type { Content } from './content';
import type { MediaFile } from './mediaFile';
import { contentOf, endingOf } from './mediaFile';

/** A file that can be downloaded. */
export interface Placed {
	taskId: string;
	file: MediaFile;
	content: Content;
	/** How many downloads there were so far. */
	downloads: number;
}

/** Stands for every task that has no files of its own. */
const ANY_TASK = '*';

/** The files that tests arranged, in place of the ones that a finished task usually has. */
export class MediaFiles {
	private placed = new Map<string, Placed>();

	private readonly byTask = new Map<string, MediaFile[]>();

	private readonly urls = new Map<string, string[]>();

	/**
	 * @param host the address of the media host
	 * @param arranged told about a task's new addresses, for tasks that are finished already
	 */
	constructor(
		private readonly host: string,
		private readonly arranged: (taskId: string, urls: string[]) => void,
	) {}

	/**
	 * Arranges the files of a task, before or after it is finished; also of an id that is no task's, for files alone.
	 * @param taskId or `*`: every task that finishes from now on
	 * @returns their addresses, on the media host (of no use for `*`)
	 */
	set = (taskId: string, files: MediaFile | MediaFile[]): string[] => {
		const list = Array.isArray(files) ? files : [files];
		if (taskId === ANY_TASK) {
			this.byTask.set(ANY_TASK, list);
			return [];
		}
		const urls = list.map((file, index) => this.place(taskId, file, index));
		this.urls.set(taskId, urls);
		this.arranged(taskId, urls);
		return urls;
	};

	/** The hash of one of a task's files, hexadecimal. @throws Error when none was arranged */
	sha256 = (taskId: string, index = 0): string => {
		const file = [...this.placed.values()].filter((one) => one.taskId === taskId)[index];
		if (!file) throw new Error(`No file ${index} was arranged for ${taskId}`);
		return file.content.sha256();
	};

	/** What a task that just succeeded has to show. @returns undefined for the usual file */
	urlsOf(taskId: string): string[] | undefined {
		const files = this.byTask.get(ANY_TASK);
		return this.urls.get(taskId) ?? (files && this.set(taskId, files));
	}

	find = (path: string): Placed | undefined => this.placed.get(path);

	clear(): void {
		this.placed.clear();
		this.byTask.clear();
		this.urls.clear();
	}

	private place(taskId: string, file: MediaFile, index: number): string {
		const id = encodeURIComponent(taskId);
		const usual = `${id}${index === 0 ? '' : `-${index + 1}`}.${endingOf(file)}`;
		const url = new URL(
			file.name === undefined
				? `${this.host}/media/${usual}`
				: `${this.host}/media/${id}/${index + 1}/${file.name}`,
		);
		this.placed.set(url.pathname, { taskId, file, content: contentOf(file), downloads: 0 });
		return url.href;
	}
}
