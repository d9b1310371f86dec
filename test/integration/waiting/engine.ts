import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	type INodeExecutionData,
	type IRun,
	type IRunExecutionData,
} from 'n8n-workflow';
import { buildAdditionalData, type AccountOptions } from '../support';
import { buildWorkflow, type NodeOptions } from '../support/workflow';

export interface EngineOptions extends NodeOptions, AccountOptions {
	items: INodeExecutionData[];
	/** What comes before the execution id in `$execution.resumeUrl`. */
	resumeBaseUrl?: string;
	/** Tries of Retry On Fail, 2 to 5; without it the node is tried once. */
	maxTries?: number;
	executionId?: string;
}

/** Runs the node as a workflow in n8n's own execution engine, which knows Retry On Fail, continue-on-fail and waiting. */
export async function runEngine({
	items,
	maxTries,
	executionId = '77',
	resumeBaseUrl,
	...options
}: EngineOptions): Promise<{
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
