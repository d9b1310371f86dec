import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { z } from 'zod';
import { attachDownload, taskOf } from '../files/attachDownload';
import { readDownloadChoice, type DownloadChoice } from '../files/downloadChoice';
import { downloadResult } from '../files/downloadResult';
import { openClient } from '../transport/client';
import { readTask } from '../transport/readTask';

/** What `webhook()` returned for a task that succeeded. */
const succeededSchema = z.object({ event: z.literal('task.success'), verified: z.boolean() });

/**
 * Downloads the files of the tasks that start the workflow, if the user wants them. It runs where the execution runs,
 * because Crun waits for the answer of the webhook.
 * @returns every item: where a download failed, with the reason as `download_error` instead of the files
 */
export async function attachFiles(
	context: IExecuteFunctions,
	items: INodeExecutionData[],
): Promise<INodeExecutionData[]> {
	const choice = readDownloadChoice(context.getNodeParameter('options', 0, {}));
	if (!choice) return items;
	return await Promise.all(items.map(async (item) => await attach(context, item, choice)));
}

async function attach(
	context: IExecuteFunctions,
	item: INodeExecutionData,
	choice: DownloadChoice,
): Promise<INodeExecutionData> {
	const { success, data } = succeededSchema.safeParse(item.json);
	if (!success) return item;
	return await attachDownload(item, async () => {
		const client = await openClient(context, { signal: context.getExecutionCancelSignal() });
		const task = taskOf(item.json);
		// Of a callback that could not be verified, nothing but the ID is known.
		const known = data.verified ? task : (await readTask(client, task.task_id)).task;
		return await downloadResult(context, client, known, choice);
	});
}
