import { ExecuteContext, SupplyDataContext } from 'n8n-core';
import {
	createRunExecutionData,
	NodeConnectionTypes,
	Workflow,
	type IExecuteData,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeTypes,
	type IRunExecutionData,
} from 'n8n-workflow';
import { Crun } from '../../../nodes/Crun/Crun.node';
import { buildAdditionalData, type AccountOptions } from '../support';

export interface ToolOptions extends AccountOptions {
	parameters: INodeParameters;
	items: INodeExecutionData[];
	resumeBaseUrl?: string;
	/** Of an earlier call in the same execution. */
	runData?: IRunExecutionData;
	runIndex?: number;
}

/**
 * Runs the node as an AI agent's tool, in both ways n8n has: as a node of the type `…Tool` in the usual context, and
 * inside the context that supplies data to the agent.
 */
export async function executeAsTool(
	way: 'tool node' | 'supplied tool',
	{ parameters, items, resumeBaseUrl, runIndex = 0, ...more }: ToolOptions,
) {
	const crun = new Crun();
	const type = way === 'tool node' ? 'n8n-nodes-crun.crunTool' : 'n8n-nodes-crun.crun';
	const described: INode = {
		id: 'n',
		name: 'Crun',
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: { crunApi: { id: 'c1', name: 'Crun account' } },
	};
	const nodeTypes: INodeTypes = {
		getByName: () => crun,
		getByNameAndVersion: () => crun,
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({
		id: 'w1',
		nodes: [described],
		connections: {},
		active: true,
		nodeTypes,
	});
	const node = workflow.getNode('Crun');
	if (!node) throw new Error('The workflow lost its node');
	const runData = more.runData ?? createRunExecutionData({ resumeToken: 'token-of-n8n' });
	const additionalData = buildAdditionalData(more, {
		executionId: '77',
		...(resumeBaseUrl ? { webhookWaitingBaseUrl: resumeBaseUrl } : {}),
	});
	const executeData: IExecuteData = { data: { main: [items] }, node, source: null };
	const signal = new AbortController().signal;
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
		context.addInputData(NodeConnectionTypes.AiTool, [items]); // n8n hands an agent's arguments over like this
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
	const run: unknown = Reflect.get(crun, 'execute');
	const output: unknown =
		run instanceof Function ? await Reflect.apply(run, context, []) : undefined;
	return { output, waitTill: runData.waitTill };
}
