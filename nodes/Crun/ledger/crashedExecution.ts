import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';

const recoveredItemsSchema = z
	.array(z.object({ json: z.object({ isArtificialRecoveredEventItem: z.literal(true) }) }))
	.min(1);

/**
 * Whether this execution is the Retry of one in which n8n itself crashed. Such a Retry starts from the
 * beginning, and n8n marks it: the first run of the node before ours holds an item that n8n rebuilt from its
 * event log (seen on 1.123.81 and 2.41.1).
 */
export function isRetryAfterCrash(context: IExecuteFunctions): boolean {
	if (context.getMode() !== 'retry') return false;
	try {
		const { previousNode } = context.getInputSourceData();
		const name = JSON.stringify(previousNode).replaceAll('}', '\\u007d'); // }} would end the expression
		const firstRun = `{{ $(${name}).all(0, 0) }}`;
		return recoveredItemsSchema.safeParse(context.evaluateExpression(firstRun, 0)).success;
	} catch {
		return false; // no node before ours, or no first run of it: nothing was rebuilt
	}
}
