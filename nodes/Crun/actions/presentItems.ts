import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { taskIdOf, toNodeError } from '../n8n/errors';
import { joinTexts } from '../crun/problem';
import type { ItemResult } from './operation';

/**
 * The node's output: in the order of the input items, each with its pairedItem, failed ones as error items.
 * @throws NodeApiError | NodeOperationError of the first failed item, unless the node continues on fail
 */
export function presentItems(
	context: IExecuteFunctions,
	results: ItemResult[],
): INodeExecutionData[] {
	const ordered = [...results].sort((left, right) => left.itemIndex - right.itemIndex);
	if (!context.continueOnFail()) throwFirstError(context, ordered);
	return ordered.flatMap((result) => {
		const pairedItem = { item: result.itemIndex };
		if ('output' in result) return result.output.map((one) => ({ ...one, pairedItem }));
		const error = toNodeError(context.getNode(), result.error, result.itemIndex);
		const taskId = idOfTask(result);
		return [
			{
				json: {
					error: joinTexts(error.message, error.description),
					...(taskId === undefined ? {} : { task_id: taskId }),
				},
				error,
				pairedItem,
			},
		];
	});
}

/** The node fails as a whole, but the other items' tasks exist and may be paid: their ids go into the error. */
function throwFirstError(context: IExecuteFunctions, ordered: ItemResult[]): void {
	for (const result of ordered) {
		if ('output' in result) continue;
		const fault = toNodeError(context.getNode(), result.error, result.itemIndex);
		const others = ordered.filter((one) => one !== result && idOfTask(one) !== undefined);
		if (others.length > 0) {
			const list = others.map((one) => `item ${one.itemIndex}: ${idOfTask(one)}`).join(', ');
			const note = `The tasks of other items exist and are not lost, a Retry of this execution takes them up again: ${list}`;
			fault.description = fault.description ? `${fault.description} ${note}` : note;
		}
		throw fault;
	}
}

function idOfTask(result: ItemResult): string | undefined {
	return result.taskId ?? ('error' in result ? taskIdOf(result.error) : undefined);
}
