import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import {
	deduplicationTable,
	executeNode,
	openDeduplicationTable,
	type ExecuteOptions,
	type Execution,
} from '../../dev/n8n-core';
import type { Sim } from '../simulator/jobs';

let nextExecution = 1;

/** Forgets what earlier executions left in n8n's deduplication table, which is in memory here. */
export async function clearTable(): Promise<void> {
	await openDeduplicationTable();
	deduplicationTable.reset();
}

/**
 * Runs the Crun node once, in a workflow of its own: as if a while had passed since the last execution.
 * @throws what the node throws
 */
export async function runCrun(
	sim: Sim,
	parameters: INodeParameters,
	items: INodeExecutionData[] = [{ json: {} }],
	more: Partial<ExecuteOptions> = {},
): Promise<Execution> {
	const executionId = String(nextExecution++);
	const workflowId = `workflow ${executionId}`;
	const options = { sim, parameters, items, executionId, workflowId, ...more };
	const execution = await executeNode(options);
	if (execution.error instanceof Error) throw execution.error;
	return execution;
}
