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
import { buildWorkflow, type NodeOptions } from './workflow';

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
	/** The items of each run of the node before, which the workflow lacks otherwise. */
	previousRuns?: INodeExecutionData[][];
	/** Default `trigger` (a production execution); `manual` is a click on Execute. */
	mode?: WorkflowExecuteMode;
	/** What `$vars` is in expressions. */
	variables?: IDataObject;
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

/** Runs a node once, in n8n-core's own context. An error of the node is returned, not thrown. */
export async function executeNode(options: ExecuteOptions): Promise<Execution> {
	const {
		items = [{ json: {} }],
		executionId = '77',
		resumeBaseUrl,
		resumeToken = 'token-of-n8n',
		runIndex = 0,
	} = options;
	const { previousNode = 'Items' } = options;
	const { previousRuns } = options;
	const { workflow, node, type } = buildWorkflow({
		...options,
		...(previousRuns ? { previousNode } : {}),
	});
	const runData =
		options.runData ?? createRunExecutionData(resumeToken === null ? {} : { resumeToken });
	runData.waitTill = undefined;
	if (previousRuns) runData.resultData.runData[previousNode] = previousRuns.map(taskData);
	const additionalData = buildAdditionalData(options, {
		executionId,
		...(options.variables ? { variables: options.variables } : {}),
		...(resumeBaseUrl ? { webhookWaitingBaseUrl: resumeBaseUrl } : {}),
	});
	const executeData: IExecuteData = {
		data: { main: [items] },
		node,
		source: { main: [{ previousNode }] },
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

function taskData(items: INodeExecutionData[], executionIndex: number): ITaskData {
	const times = { startTime: Date.now(), executionTime: 1, executionIndex };
	return { ...times, executionStatus: 'success', source: [], data: { main: [items] } };
}
