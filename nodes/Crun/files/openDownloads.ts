import type { IBinaryKeyData } from 'n8n-workflow';
import type { Task } from '../crun/contract';
import { settle } from '../crun/settle';
import type { TaskReading } from '../crun/task';
import type { Client } from '../transport/client';
import type { DownloadContext } from './binary';
import type { DownloadChoice } from './downloadChoice';
import { downloadResult } from './downloadResult';

/** Downloads the files of a finished task as `downloadResult` does: once, however often it is called with the task. */
export type Download = (task: Task, title?: string | null) => Promise<IBinaryKeyData>;

/**
 * @param context for storing the files as binary data
 * @param choice which binary fields they are for, and how large they may be
 */
export function openDownloads(
	context: DownloadContext,
	client: Client,
	choice: DownloadChoice,
): Download {
	const downloads = new Map<Task, Promise<IBinaryKeyData>>();
	return async (task, title = null) => {
		const download =
			downloads.get(task) ?? downloadResult(context, client, task, { ...choice, title });
		downloads.set(task, download);
		return await download;
	};
}

/**
 * Starts the download for a finished task while others are still running. If it fails, that shows when the files are
 * asked for.
 */
export function downloadEarly(
	download: Download | null,
	{ task }: TaskReading,
	title: string | null = null,
): void {
	if (download) void settle(async () => await download(task, title));
}
