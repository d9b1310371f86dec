import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';
import { joinTexts, Problem } from '../crun/problem';
import { redactError } from '../crun/redact';

export type NodeFault = NodeApiError | NodeOperationError;

/**
 * Makes the error that n8n shows; the only place that does. An error that already is one of n8n's keeps its own
 * words. Passwords, queries of URLs and signatures are redacted; the API key was, where an answer arrived.
 * @param itemIndex the input item that it is about, from 0
 */
export function toNodeError(node: INode, error: unknown, itemIndex?: number): NodeFault {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	const position = itemIndex === undefined ? {} : { itemIndex };
	if (!(error instanceof Problem)) {
		return new NodeOperationError(node, error instanceof Error ? error : String(error), position);
	}
	const { details } = error;
	const message = redactError(error.message);
	const texts = {
		message,
		...(error.description === undefined ? {} : { description: redactError(error.description) }),
	};
	if (details.kind === 'input') {
		return new NodeOperationError(node, message, { ...position, ...texts });
	}
	const httpCode = details.code === undefined ? {} : { httpCode: String(details.code) };
	const fault = new NodeApiError(node, { message }, { ...position, ...httpCode, ...texts });
	fault.message = message; // the constructor replaces a text that mentions a network code with a general one
	return fault;
}

/**
 * Moves the description into the message, for the places where n8n passes on the message alone: the JSON of an
 * error item, which it rebuilds from the error, the answer to an AI agent, a dropdown that cannot be loaded,
 * and the activation of a trigger.
 */
export function inOneText(fault: NodeFault): NodeFault {
	fault.message = joinTexts(fault.message, fault.description);
	fault.description = undefined;
	return fault;
}

/** The task that an error is about, if one exists. */
export function taskIdOf(error: unknown): string | undefined {
	return error instanceof Problem ? error.details.taskId : undefined;
}
