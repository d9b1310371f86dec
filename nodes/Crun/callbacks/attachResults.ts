import type { INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';
import { taskSchema } from '../crun/contract';
import { Problem } from '../crun/problem';
import { terminalStatus } from '../crun/task';
import { attachDownload, taskOf } from '../files/attachDownload';
import type { DownloadContext } from '../files/binary';
import { readDownloadChoice } from '../files/downloadChoice';
import { downloadResult } from '../files/downloadResult';
import type { Client } from '../transport/client';

/** The last moments before the timeout belong to n8n, which then passes on the pending items instead of these. */
const MARGIN_MS = 10_000;

/**
 * Downloads the files of the tasks that succeeded, if the user wants them. It runs in the call that resumes the
 * execution, because n8n does not run the node again. n8n resumes the execution even if the caller no longer waits.
 * @param options of the node
 * @param endsAt the timeout of the execution, in milliseconds since the epoch
 * @returns every item: where a download failed, with the reason as `download_error` instead of the files
 */
export async function attachResults(
	{ helpers }: IWebhookFunctions,
	client: Client,
	items: INodeExecutionData[],
	options: unknown,
	endsAt: number,
): Promise<INodeExecutionData[]> {
	const choice = readDownloadChoice(options);
	if (!choice) return items;
	const timeout = AbortSignal.timeout(Math.max(0, Math.floor(endsAt - MARGIN_MS - Date.now())));
	const files: DownloadContext = { helpers, getExecutionCancelSignal: () => timeout };
	const attach = async (item: INodeExecutionData) => {
		const { success } = taskSchema.safeParse(item.json);
		if (!success) return item;
		const task = taskOf(item.json);
		if (terminalStatus(task) !== 'success') return item;
		return await attachDownload(item, async () => {
			try {
				timeout.throwIfAborted();
				return await downloadResult(files, client, task, choice);
			} catch (error) {
				throw timeout.aborted ? tooLate(task.task_id) : error;
			}
		});
	};
	return await Promise.all(items.map(attach));
}

function tooLate(taskId: string): Problem {
	return new Problem(
		'The timeout left no time to download the files',
		`Run Task > Download with task ID ${taskId} to get them, or raise Timeout (Minutes) in the options.`,
	);
}
