import type { IBinaryKeyData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import { taskSchema, type Task } from '../crun/contract';
import { toProblem, wholeText } from '../crun/problem';
import { redactError } from '../crun/redact';
import { settle } from '../crun/settle';

/**
 * Adds the files of a task to its item. The task has been paid for, so its item is returned in any case.
 * @returns the item with the files; where the download failed, with the reason as `download_error` instead
 */
export async function attachDownload(
	item: INodeExecutionData,
	download: () => Promise<IBinaryKeyData>,
): Promise<INodeExecutionData> {
	const downloaded = await settle(download);
	if ('value' in downloaded) return { ...item, binary: downloaded.value };
	const reason = redactError(wholeText(toProblem(downloaded.error)));
	return { ...item, json: { ...item.json, download_error: reason } };
}

/** The task of an item, simplified or as Crun returned it. */
export function taskOf(json: IDataObject): Task {
	const { model, template_id, completed_at: complete_at } = json;
	return taskSchema.parse({ param: { model, input: { template_id } }, complete_at, ...json });
}
