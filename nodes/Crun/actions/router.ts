import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { Problem } from '../crun/problem';
import { toNodeError } from '../n8n/errors';
import { callAfterSuspending } from '../wait/callAfterSuspending';
import { suspend } from '../wait/suspend';
import { resources } from './index';
import type { Operation, OperationResult } from './operation';
import { presentItems } from './presentItems';

const operations: Record<string, Record<string, Operation>> = resources;

/** Runs the chosen operation, and suspends the execution where the operation asks for it. */
export async function route(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const resource = context.getNodeParameter('resource', 0);
	const operation = context.getNodeParameter('operation', 0);
	const chosen = operations[resource]?.[operation];
	if (!chosen) {
		const description = `There is no operation "${operation}" of the resource "${resource}".`;
		throw toNodeError(context.getNode(), new Problem('The operation is not known', description));
	}
	const result = await attempt(context, chosen);
	const items = presentItems(context, result.items, chosen.creates === true);
	if (result.kind === 'done') return [items];
	await suspend(context, items, result.deadline);
	void callAfterSuspending(context, result.resumeUrl); // when n8n has stored the execution
	// n8n passes on the stored items. What is returned here counts only for Retry On Fail, which must not run a
	// suspended node again because its first item holds an error.
	return [[]];
}

/** A failure of the whole node (no usable credential, say) is every item's failure. */
async function attempt(context: IExecuteFunctions, operation: Operation): Promise<OperationResult> {
	try {
		return await operation.execute(context);
	} catch (error) {
		const items = context
			.getInputData()
			.map((_, itemIndex) => ({ kind: 'error' as const, itemIndex, error }));
		return { kind: 'done', items };
	}
}
