import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { hasToolFields, isAgentTool } from '../n8n/agentTool';
import { inOneText, taskIdOf, toNodeError } from '../n8n/errors';
import { forAgent } from './agentOutput';
import type { ItemResult } from './operation';
import { parametersOf } from './parameters';
import { describeOthers, withWayOut } from './wayOut';

/**
 * The node's output: in the order of the input items, each with its pairedItem, failed ones as error items.
 * @param creates whether the operation creates tasks
 * @throws NodeApiError | NodeOperationError of the first failed item, unless the node continues on fail
 */
export function presentItems(
	context: IExecuteFunctions,
	results: ItemResult[],
	creates: boolean,
): INodeExecutionData[] {
	const isTool = isAgentTool(context);
	const ordered = results
		.map((one) => (creates && one.kind === 'error' ? toContinue(one, isTool) : one))
		.sort((left, right) => left.itemIndex - right.itemIndex);
	if (!context.continueOnFail()) throwFirstError(context, ordered, creates);
	return ordered.flatMap((result) => {
		const pairedItem = { item: result.itemIndex };
		if (result.kind === 'output') {
			const shape = (json: IDataObject) =>
				hasToolFields(context) ? forAgent(json, parametersOf(context, result.itemIndex)) : json;
			return result.output.map((one) => ({ ...one, json: shape(one.json), pairedItem }));
		}
		const error = inOneText(toNodeError(context.getNode(), result.error, result.itemIndex));
		const taskId = taskOf(result);
		const json = { error: error.message, ...(taskId === undefined ? {} : { task_id: taskId }) };
		return [{ json, error, pairedItem }];
	});
}

const toContinue = (
	result: Extract<ItemResult, { kind: 'error' }>,
	isTool: boolean,
): ItemResult => ({
	...result,
	error: withWayOut(result.error, isTool),
});

/** The node fails as a whole, but the tasks of the other items exist and may be paid: the error names their IDs. */
function throwFirstError(
	context: IExecuteFunctions,
	ordered: ItemResult[],
	creates: boolean,
): void {
	const isTool = isAgentTool(context);
	const failed = ordered.find((result) => result.kind === 'error');
	if (failed?.kind !== 'error') return;
	const fault = toNodeError(context.getNode(), failed.error, failed.itemIndex);
	const others = ordered.flatMap((one) => {
		const taskId = one === failed ? undefined : taskOf(one);
		return taskId === undefined ? [] : [{ itemIndex: one.itemIndex, taskId }];
	});
	if (creates && others.length > 0) {
		const sentences = describeOthers(others, isTool);
		fault.description = fault.description ? `${fault.description} ${sentences}` : sentences;
	}
	throw isTool ? inOneText(fault) : fault;
}

function taskOf(result: ItemResult): string | undefined {
	return result.taskId ?? (result.kind === 'error' ? taskIdOf(result.error) : undefined);
}
