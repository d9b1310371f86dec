import type { Content } from './content';
import type { MediaFile } from './mediaFile';
import { contentOf, extensionOf } from './mediaFile';

/** A file that can be downloaded. */
export interface ServedFile {
	taskId: string;
	file: MediaFile;
	content: Content;
	/** The number of downloads so far. */
	downloads: number;
}

/** Stands for every task without files of its own. */
const ANY_TASK = '*';

/** The files that tests define, instead of the usual file of a finished task. */
export class MediaFiles {
	private readonly served = new Map<string, ServedFile>();

	private readonly byTask = new Map<string, MediaFile[]>();

	private readonly urls = new Map<string, string[]>();

	/**
	 * @param host the URL of the media host
	 * @param onChange called with a task's new URLs, for tasks that are already finished
	 */
	constructor(
		private readonly host: string,
		private readonly onChange: (taskId: string, urls: string[]) => void,
	) {}

	/**
	 * Defines the files of a task, before or after it ends. Any other ID serves the files without a task.
	 * @param taskId a task's ID, or `*` for every task that ends from now on
	 * @returns their URLs on the media host (empty for `*`)
	 */
	set = (taskId: string, files: MediaFile | MediaFile[]): string[] => {
		const list = Array.isArray(files) ? files : [files];
		if (taskId === ANY_TASK) {
			this.byTask.set(ANY_TASK, list);
			return [];
		}
		const urls = list.map((file, index) => this.serve(taskId, file, index));
		this.urls.set(taskId, urls);
		this.onChange(taskId, urls);
		return urls;
	};

	/** The hash of one of a task's files, in hexadecimal. @throws Error if the file was not defined */
	sha256 = (taskId: string, index = 0): string => {
		const file = [...this.served.values()].filter((one) => one.taskId === taskId)[index];
		if (!file) throw new Error(`No file ${index} was defined for ${taskId}`);
		return file.content.sha256();
	};

	/** The URLs of a task that has just succeeded. @returns undefined for the usual file */
	urlsOf(taskId: string): string[] | undefined {
		const files = this.byTask.get(ANY_TASK);
		return this.urls.get(taskId) ?? (files && this.set(taskId, files));
	}

	find = (path: string): ServedFile | undefined => this.served.get(path);

	clear(): void {
		this.served.clear();
		this.byTask.clear();
		this.urls.clear();
	}

	private serve(taskId: string, file: MediaFile, index: number): string {
		const id = encodeURIComponent(taskId);
		const usual = `${id}${index === 0 ? '' : `-${index + 1}`}.${extensionOf(file)}`;
		const url = new URL(
			file.name === undefined
				? `${this.host}/media/${usual}`
				: `${this.host}/media/${id}/${index + 1}/${file.name}`,
		);
		this.served.set(url.pathname, { taskId, file, content: contentOf(file), downloads: 0 });
		return url.href;
	}
}
