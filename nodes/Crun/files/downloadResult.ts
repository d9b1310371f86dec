import type { IBinaryKeyData, IExecuteFunctions } from 'n8n-workflow';
import { Problem, toProblem } from '../crun/problem';
import { settle } from '../crun/settle';
import { failureOf, terminalStatus } from '../crun/task';
import type { Task } from '../crun/contract';
import type { Client } from '../transport/client';
import { downloadFile } from './download';

export interface DownloadChoice {
	/** The first file goes here; further ones are numbered. */
	field: string;
	maxSizeMb: number;
}

/**
 * All files of a finished task as binary data.
 * @throws Problem, with the task id, when it is not finished, has failed, has no files, or one cannot be had
 */
export async function downloadResult(
	context: IExecuteFunctions,
	client: Client,
	task: Task,
	{ field, maxSizeMb }: DownloadChoice,
): Promise<IBinaryKeyData> {
	const { task_id: taskId } = task;
	const refuse = (message: string) => new Problem(message, undefined, { kind: 'api', taskId });
	const status = terminalStatus(task);
	if (status === null)
		throw refuse(
			`Task ${taskId} is not finished yet (${task.status}), so there is nothing to download: wait for it with Task > Wait first`,
		);
	if (status === 'failed')
		throw refuse(
			`Task ${taskId} failed at Crun, so there is nothing to download: ${failureOf(task).message}`,
		);
	const urls = task.result?.media_urls ?? [];
	if (urls.length === 0) throw refuse(`Task ${taskId} succeeded, but Crun gave no files for it`);
	const failed = new AbortController(); // a file that cannot be had ends the others' downloads
	const files = await Promise.all(
		urls.map(async (url, index) => {
			const file = await settle(
				async () =>
					await downloadFile(context, client, url, {
						maxSizeMb,
						name: nameOf(url, `${taskId}-${index}`),
						stop: failed.signal,
					}),
			);
			if ('error' in file) failed.abort(file.error);
			return file;
		}),
	);
	if (failed.signal.aborted) return fail(taskId, failed.signal.reason);
	return Object.fromEntries(
		files.flatMap((file, index) =>
			'value' in file ? [[index === 0 ? field : `${field}_${index}`, file.value]] : [],
		),
	);
}

/** @throws Problem that names the task, whatever went wrong with its files */
function fail(taskId: string, error: unknown): never {
	const { message, description } = toProblem(error);
	const texts = [description, `Task ID: ${taskId}.`].filter(Boolean).join(' ');
	throw new Problem(message, texts, { kind: 'api', taskId });
}

/** The file's own name without its extension, as far as it is a plain one. */
function nameOf(url: string, fallback: string): string {
	const last = url.split(/[?#]/, 1)[0]?.split('/').pop() ?? '';
	const plain = last
		.replace(/\.[A-Za-z0-9]{1,5}$/, '')
		.replace(/[^\w.-]+/g, '_')
		.slice(0, 80);
	return /\w/.test(plain) ? plain : fallback;
}
