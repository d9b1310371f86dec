import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { toNodeError } from '../n8n/errors';
import type { ItemResult, Operation } from './operation';
import { presentItems } from './presentItems';
import * as account from './account';
import * as file from './file';
import * as task from './task';
import * as template from './template';

const operations: Record<string, Record<string, Operation>> = {
	account: account.operations,
	file: file.operations,
	task: task.operations,
	template: template.operations,
};

/** Runs the chosen operation. */
export async function route(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const resource = context.getNodeParameter('resource', 0);
	const operation = context.getNodeParameter('operation', 0);
	const chosen = operations[resource]?.[operation];
	if (!chosen)
		throw toNodeError(
			context.getNode(),
			new Error(`The operation "${operation}" of "${resource}" is not known`),
		);
	return [presentItems(context, await attempt(context, chosen))];
}

/** A failure of the whole node (no usable credential, say) is every item's failure. */
async function attempt(context: IExecuteFunctions, operation: Operation): Promise<ItemResult[]> {
	try {
		return await operation.execute(context);
	} catch (error) {
		return context.getInputData().map((_, itemIndex) => ({ itemIndex, error }));
	}
}
