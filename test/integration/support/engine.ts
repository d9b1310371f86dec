import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	type INodeExecutionData,
	type IRun,
	type IRunExecutionData,
} from 'n8n-workflow';
import { buildAdditionalData, type AccountOptions } from '../../../dev/n8n-core/additionalData';
import { buildWorkflow, type NodeOptions } from '../../../dev/n8n-core/workflow';

export interface WorkflowRunOptions extends NodeOptions, AccountOptions {
	items: INodeExecutionData[];
	/** The part of `$execution.resumeUrl` before the execution ID. */
	resumeBaseUrl?: string;
	/** Max. Tries of Retry On Fail, 2 to 5; without it, Retry On Fail is off. */
	maxTries?: number;
	executionId?: string;
}

/** Runs a workflow of one node in n8n's own execution engine, including Retry On Fail, On Error and waiting. */
export async function runWorkflow({
	items,
	maxTries,
	executionId = '77',
	resumeBaseUrl,
	...options
}: WorkflowRunOptions): Promise<{
	run: IRun;
	data: IRunExecutionData;
	output: INodeExecutionData[];
	stored: INodeExecutionData[];
}> {
	const { workflow, node } = buildWorkflow(options);
	if (maxTries !== undefined)
		Object.assign(node, { retryOnFail: true, maxTries, waitBetweenTries: 50 });
	const now = new Date();
	const { id, name = '' } = workflow;
	const workflowData = {
		id,
		name,
		active: true,
		activeVersionId: null,
		isArchived: false,
		nodes: [node],
		connections: {},
		createdAt: now,
		updatedAt: now,
	};
	const hooks = new ExecutionLifecycleHooks('trigger', executionId, workflowData);
	const additionalData = buildAdditionalData(options, {
		executionId,
		hooks,
		...(resumeBaseUrl ? { webhookWaitingBaseUrl: resumeBaseUrl } : {}),
	});
	const stack = [{ node, data: { main: [items] }, source: { main: [{ previousNode: 'Items' }] } }];
	const data = createRunExecutionData({
		resumeToken: 'token-of-n8n',
		executionData: { nodeExecutionStack: stack },
	});
	const run = await new WorkflowExecute(additionalData, 'trigger', data).processRunExecutionData(
		workflow,
	);
	const output = run.data.resultData.runData[node.name]?.[0]?.data?.main?.[0] ?? [];
	const stored = run.data.executionData?.nodeExecutionStack[0]?.data.main?.[0] ?? [];
	return { run, data: run.data, output, stored };
}
