import { ExecuteContext } from 'n8n-core';
import {
	createRunExecutionData,
	type IDataObject,
	type IExecuteData,
	type INodeExecutionData,
	type IRunExecutionData,
	type ITaskData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { buildAdditionalData, type AccountOptions } from './additionalData';
import { buildWorkflow, NODE_BEFORE, type NodeOptions } from './workflow';

export interface ExecuteOptions extends NodeOptions, AccountOptions {
	/** Input items; default one empty item. */
	items?: INodeExecutionData[];
	/** That of an earlier execution: runs the node again with the same `getContext('node')`, as n8n's retries do. */
	runData?: IRunExecutionData;
	/** Default 0; 1 is the second iteration of a loop. */
	runIndex?: number;
	/** Stops the execution. */
	signal?: AbortSignal;
	executionId?: string;
	/** The part of `$execution.resumeUrl` before the execution ID: `resumeBaseUrl` of a WebhookServer. */
	resumeBaseUrl?: string;
	/** n8n 2 signs the resume URL with it. Null stands for n8n 1.123, which does not. */
	resumeToken?: string | null;
	/** Default `trigger` (a production execution); `manual` is a click on Execute. */
	mode?: WorkflowExecuteMode;
	/** What `$vars` is in expressions. */
	variables?: IDataObject;
	/**
	 * It is the Retry of an execution in which n8n crashed: the first run of the node before this one is what n8n rebuilt
	 * from its event log.
	 */
	recovered?: boolean;
}

export interface Execution {
	/** The first output; empty when the node threw. */
	items: INodeExecutionData[];
	json: IDataObject[];
	/** What the node threw. */
	error: unknown;
	runData: IRunExecutionData;
	context: ExecuteContext;
	/** Set if the node put the execution to wait. */
	waitTill: Date | undefined;
	/** What n8n would store: `data.main[0]` is returned at the deadline. */
	executeData: IExecuteData;
	executionId: string;
}

/** What n8n gives a node whose event log says that it finished (seen on 1.123.81 and 2.41.1). */
const RECOVERED_ITEM: INodeExecutionData = { json: { isArtificialRecoveredEventItem: true } };

const runOfItems = (items: INodeExecutionData[], executionIndex: number): ITaskData => ({
	startTime: 0,
	executionIndex,
	executionTime: 0,
	source: [null],
	data: { main: [items] },
});

/** Runs a node once, in n8n-core's own context. An error of the node is returned, not thrown. */
export async function executeNode(options: ExecuteOptions): Promise<Execution> {
	const {
		items = [{ json: {} }],
		executionId = '77',
		resumeBaseUrl,
		resumeToken = 'token-of-n8n',
		runIndex = 0,
	} = options;
	const { recovered = false } = options;
	const { workflow, node, type } = buildWorkflow({ ...options, nodeBefore: recovered });
	const runData =
		options.runData ?? createRunExecutionData(resumeToken === null ? {} : { resumeToken });
	runData.waitTill = undefined;
	if (recovered)
		runData.resultData.runData[NODE_BEFORE] = [[RECOVERED_ITEM], items].map(runOfItems);
	const additionalData = buildAdditionalData(options, {
		executionId,
		...(options.variables ? { variables: options.variables } : {}),
		...(resumeBaseUrl ? { webhookWaitingBaseUrl: resumeBaseUrl } : {}),
	});
	const executeData: IExecuteData = {
		data: { main: [items] },
		node,
		source: { main: [{ previousNode: NODE_BEFORE }] },
	};
	const context = new ExecuteContext(
		workflow,
		node,
		additionalData,
		options.mode ?? 'trigger',
		runData,
		runIndex,
		items,
		executeData.data,
		executeData,
		[],
		options.signal ?? new AbortController().signal,
	);
	let output: INodeExecutionData[] = [];
	let error: unknown;
	try {
		const result = await type.execute?.call(context);
		if (!Array.isArray(result)) throw new Error('The node gave no output');
		output = result[0] ?? [];
	} catch (thrown) {
		error = thrown;
	}
	return {
		items: output,
		json: output.map(({ json }) => json),
		error,
		runData,
		context,
		waitTill: runData.waitTill,
		executeData,
		executionId,
	};
}
