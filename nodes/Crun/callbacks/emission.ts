import type { IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';

/** A task's state that starts a workflow. */
export interface Emission {
	taskId: string;
	event: string;
	verified: boolean;
}

/**
 * What identifies a start of a workflow: the trigger, the task and its state. A start by an unverified callback is
 * another one, so that it never stands in the way of a verified one.
 */
export function emissionKey(
	context: IExecuteFunctions | IWebhookFunctions,
	{ taskId, event, verified }: Emission,
): string {
	const trigger = `${context.getWorkflow().id} ${context.getNode().id}`;
	return [trigger, taskId, event, ...(verified ? [] : ['unverified'])].join(' ');
}
