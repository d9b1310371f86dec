import type { IBinaryKeyData } from 'n8n-workflow';
import { claimedTypeOf } from '../crun/fileKind';
import { resultName } from '../crun/fileName';
import { Problem, toProblem, withSentence } from '../crun/problem';
import { settle } from '../crun/settle';
import { resultFiles } from '../crun/resultFiles';
import { failureOf, terminalStatus } from '../crun/task';
import type { Task } from '../crun/contract';
import type { Client } from '../transport/client';
import type { DownloadContext } from './binary';
import { downloadFile } from './download';
import type { DownloadChoice } from './downloadChoice';

/**
 * Downloads all files of a finished task as binary data.
 * @throws Problem with the task ID when the task is not finished, has failed or has no files, or when one of them
 * cannot be downloaded
 */
export async function downloadResult(
	context: DownloadContext,
	client: Client,
	task: Task,
	{ field, maxSizeMb, title = null }: DownloadChoice,
): Promise<IBinaryKeyData> {
	const { task_id: taskId } = task;
	const urls = filesOf(task);
	const failed = new AbortController(); // a file that cannot be downloaded ends the other downloads
	const files = await Promise.all(
		urls.map(async (url, index) => {
			const file = await settle(
				async () =>
					await downloadFile(context, client, url, {
						maxSizeMb,
						name: resultName(task, index + 1, title),
						claimed: claimedTypeOf(url),
						stop: failed.signal,
					}),
			);
			if ('error' in file) failed.abort(file.error);
			return file;
		}),
	);
	if (failed.signal.aborted) throw withTask(taskId, failed.signal.reason);
	return Object.fromEntries(
		files.flatMap((file, index) =>
			'value' in file ? [[index === 0 ? field : `${field}_${index}`, file.value]] : [],
		),
	);
}

/** @throws Problem when the task has no files to download */
function filesOf(task: Task): string[] {
	const { task_id: taskId } = task;
	const refuse = (headline: string, description: string) =>
		new Problem(headline, description, { kind: 'api', taskId });
	const status = terminalStatus(task);
	if (status === null)
		throw refuse(
			'The task is not finished',
			`Task ${taskId} is ${task.status}, so there is nothing to download yet. Wait for it with Task > Wait first.`,
		);
	if (status === 'failed')
		throw refuse(
			'The task failed',
			`Task ${taskId} has nothing to download. Crun reported: ${failureOf(task).message.replace(/\.$/, '')}.`,
		);
	const urls = resultFiles(task).map(({ url }) => url);
	if (urls.length === 0)
		throw refuse(
			'The task has no files',
			`Task ${taskId} succeeded, but Crun returned no files for it. Task > Get shows what it did return, such as a generated text, as "result".`,
		);
	return urls;
}

/** The same problem, whatever it is, with the task whose file it is about. */
function withTask(taskId: string, error: unknown): Problem {
	const { message, description } = withSentence(toProblem(error), `The task ID is ${taskId}.`);
	return new Problem(message, description, { kind: 'api', taskId });
}
