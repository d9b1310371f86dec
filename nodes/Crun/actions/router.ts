import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { taskIdOf, toNodeError } from '../errors';
import type { ItemResult, Operation } from './operation';
import * as task from './task';
import * as template from './template';

const operations: Record<string, Record<string, Operation>> = { task: task.operations, template: template.operations };

/** Runs the chosen operation, and alone decides what an item's failure means for the node. */
export async function route(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const resource = context.getNodeParameter('resource', 0);
	const operation = context.getNodeParameter('operation', 0);
	const chosen = operations[resource]?.[operation];
	if (!chosen) throw toNodeError(context.getNode(), new Error(`The operation "${operation}" of "${resource}" is not known`));
	return [present(context, await attempt(context, chosen))];
}

/** A failure of the whole node (no usable credential, say) is every item's failure. */
async function attempt(context: IExecuteFunctions, operation: Operation): Promise<ItemResult[]> {
	try {
		return await operation.execute(context);
	} catch (error) {
		return context.getInputData().map((_, itemIndex) => ({ itemIndex, error }));
	}
}

function present(context: IExecuteFunctions, results: ItemResult[]): INodeExecutionData[] {
	const ordered = [...results].sort((left, right) => left.itemIndex - right.itemIndex);
	const failed = ordered.find((result) => 'error' in result);
	if (failed && 'error' in failed && !context.continueOnFail()) {
		const fault = toNodeError(context.getNode(), failed.error, failed.itemIndex);
		const others = ordered.filter(({ itemIndex, taskId }) => taskId !== undefined && itemIndex !== failed.itemIndex);
		if (others.length > 0) {
			const list = others.map(({ itemIndex, taskId }) => `item ${itemIndex}: ${taskId}`).join(', ');
			fault.description = `Tasks of other items exist already and are not lost, a retry of this execution takes them up: ${list}`;
		}
		throw fault;
	}
	return ordered.flatMap((result) => {
		const pairedItem = { item: result.itemIndex };
		if ('output' in result) return result.output.map((one) => ({ ...one, pairedItem }));
		const error = toNodeError(context.getNode(), result.error, result.itemIndex);
		const taskId = result.taskId ?? taskIdOf(result.error);
		return [{ json: { error: error.message, ...(taskId === undefined ? {} : { task_id: taskId }) }, error, pairedItem }];
	});
}
