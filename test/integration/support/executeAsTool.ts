import { ExecuteContext, SupplyDataContext } from 'n8n-core';
import {
	createRunExecutionData,
	NodeConnectionTypes,
	type IExecuteData,
	type INodeExecutionData,
	type INodeParameters,
	type IRunExecutionData,
} from 'n8n-workflow';
import { buildAdditionalData, type AccountOptions } from '../../../dev/n8n-core/additionalData';
import { buildWorkflow } from '../../../dev/n8n-core/workflow';

export interface ToolOptions extends AccountOptions {
	parameters: INodeParameters;
	items: INodeExecutionData[];
	resumeBaseUrl?: string;
	/** That of an earlier call in the same execution. */
	runData?: IRunExecutionData;
	runIndex?: number;
	/** Default `77`. */
	executionId?: string;
	/** Stops the execution. */
	signal?: AbortSignal;
}

/**
 * Runs the node as a tool of an AI agent, in one of the two ways that n8n has: as a node of the type `crunTool`
 * in the usual context, or in the context that supplies data to the agent.
 *
 * An error is thrown as it is. n8n tells the agent its `message`; only in the second way also its `description`.
 */
export async function executeAsTool(
	way: 'tool node' | 'supplied tool',
	{ parameters, items, resumeBaseUrl, runIndex = 0, ...more }: ToolOptions,
) {
	const { workflow, node, type } = buildWorkflow({
		node: way === 'tool node' ? 'crunTool' : 'crun',
		parameters,
	});
	const runData = more.runData ?? createRunExecutionData({ resumeToken: 'token-of-n8n' });
	const additionalData = buildAdditionalData(more, {
		executionId: more.executionId ?? '77',
		...(resumeBaseUrl ? { webhookWaitingBaseUrl: resumeBaseUrl } : {}),
	});
	const executeData: IExecuteData = { data: { main: [items] }, node, source: null };
	const signal = more.signal ?? new AbortController().signal;
	const supplied = () => {
		const context = new SupplyDataContext(
			workflow,
			node,
			additionalData,
			'trigger',
			runData,
			runIndex,
			items,
			{},
			NodeConnectionTypes.AiTool,
			executeData,
			[],
			signal,
		);
		context.addInputData(NodeConnectionTypes.AiTool, [items]); // this is how n8n passes the agent's arguments
		return context;
	};
	const usual = () =>
		new ExecuteContext(
			workflow,
			node,
			additionalData,
			'trigger',
			runData,
			runIndex,
			items,
			executeData.data,
			executeData,
			[],
			signal,
		);
	const context = way === 'tool node' ? usual() : supplied();
	const execute: unknown = Reflect.get(type, 'execute'); // it is not typed for the second context
	const output: unknown =
		execute instanceof Function ? await Reflect.apply(execute, context, []) : undefined;
	return { output, waitTill: runData.waitTill };
}
