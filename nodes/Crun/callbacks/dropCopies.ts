import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { z } from 'zod';
import { claim, isStartedElsewhere, type Start } from './claimStart';
import { emissionKey } from './emission';
import { isClaimedHere } from './emittedHere';

const itemSchema = z.object({
	json: z.object({
		task_id: z.union([z.string(), z.number()]).transform(String),
		event: z.string(),
		verified: z.boolean(),
	}),
});

/**
 * Drops a copy of a callback that another process of n8n has taken for the first one, or this one before a restart. It
 * runs where the execution runs, because only executions can use n8n's deduplication table.
 * @returns the items to start the workflow with: none for a copy
 */
export async function dropCopies(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	// In the editor a callback may be repeated, and a person who retries an execution wants it to run.
	if (['manual', 'retry'].includes(context.getMode())) return items;
	const copies = await Promise.all(items.map(async (item) => await isCopy(context, item)));
	return items.filter((_, index) => copies[index] !== true);
}

async function isCopy(context: IExecuteFunctions, item: INodeExecutionData): Promise<boolean> {
	const parsed = itemSchema.safeParse(item);
	if (!parsed.success) return false;
	const { task_id: taskId, event, verified } = parsed.data.json;
	const key = emissionKey(context, { taskId, event, verified });
	const start: Start = {
		key,
		executionId: String(context.getExecutionId()),
		ruledOut: verified ? [emissionKey(context, { taskId, event, verified: false })] : [],
	};
	// Where this process took the call itself, it has dropped all copies but those of before a restart.
	return isClaimedHere(key)
		? (await claim(context, start, 0)) === 'copy'
		: await isStartedElsewhere(context, start);
}
