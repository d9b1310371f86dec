import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';
import { Problem } from './crun/problem';

export type NodeFault = NodeApiError | NodeOperationError;

/**
 * Makes the error that n8n shows, the only place that does. What already is one of n8n's keeps its own words.
 * @param itemIndex which input item it is about, from 0
 */
export function toNodeError(node: INode, error: unknown, itemIndex?: number): NodeFault {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	const position = itemIndex === undefined ? {} : { itemIndex };
	if (!(error instanceof Problem))
		return new NodeOperationError(node, error instanceof Error ? error : String(error), position);
	const { message, details } = error;
	if (details.kind === 'input') return new NodeOperationError(node, message, position);
	const httpCode = details.code === undefined ? {} : { httpCode: String(details.code) };
	const fault = new NodeApiError(node, { message }, { ...position, ...httpCode, message });
	fault.message = message; // the constructor swaps a text that mentions a network code for a general one
	return fault;
}

/** The task an error is about, if one exists. */
export function taskIdOf(error: unknown): string | undefined {
	return error instanceof Problem ? error.details.taskId : undefined;
}
