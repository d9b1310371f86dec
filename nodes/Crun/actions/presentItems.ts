import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isAgentTool } from '../n8n/agentTool';
import { inOneText, taskIdOf, toNodeError } from '../n8n/errors';
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
		if (result.kind === 'output') return result.output.map((one) => ({ ...one, pairedItem }));
		const error = inOneText(toNodeError(context.getNode(), result.error, result.itemIndex));
		const taskId = taskOf(result);
		const json = { error: error.message, ...(taskId === undefined ? {} : { task_id: taskId }) };
		return [{ json, error, pairedItem }];
	});
}

/** The node fails as a whole, but the tasks of the other items exist and may be paid: the error names their IDs. */
function throwFirstError(context: IExecuteFunctions, ordered: ItemResult[]): void {
	const failed = ordered.find((result) => result.kind === 'error');
	if (failed?.kind !== 'error') return;
	const fault = toNodeError(context.getNode(), failed.error, failed.itemIndex);
	const others = ordered.filter((one) => one !== failed && taskOf(one) !== undefined);
	if (others.length > 0) {
		const list = others.map((one) => `item ${one.itemIndex}: ${taskOf(one)}`).join(', ');
		const sentence = `The tasks of other items exist and are not lost: a Retry of this execution resumes them (${list}).`;
		fault.description = fault.description ? `${fault.description} ${sentence}` : sentence;
	}
	throw isAgentTool(context) ? inOneText(fault) : fault;
}

function taskOf(result: ItemResult): string | undefined {
	return result.taskId ?? (result.kind === 'error' ? taskIdOf(result.error) : undefined);
}
