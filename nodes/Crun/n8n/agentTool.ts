import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * Whether the node runs as a tool of an AI agent. A tool answers at once and with text only: it can neither
 * suspend the execution nor take or return files.
 */
export function isAgentTool(context: IExecuteFunctions): boolean {
	const { type } = context.getNode();
	return type.endsWith('Tool') || ('isToolExecution' in context && context.isToolExecution());
}
