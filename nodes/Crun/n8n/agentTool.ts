import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * Whether the node runs as a tool of an AI agent. A tool answers at once and with text only: it can neither
 * suspend the execution nor take or return files.
 */
export function isAgentTool(context: IExecuteFunctions): boolean {
	return hasToolFields(context) || ('isToolExecution' in context && context.isToolExecution());
}

/** Whether the editor shows the fields that only tools have: n8n gives a tool a node type of its own. */
export function hasToolFields(context: IExecuteFunctions): boolean {
	return context.getNode().type.endsWith('Tool');
}
