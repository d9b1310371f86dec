import type { IDataObject, IExecuteContextData, INodeExecutionData } from 'n8n-workflow';
import { z } from 'zod';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../../dev/simulator';
import { executeNode, type ExecuteOptions, type Execution } from '../../../dev/n8n-core/execute';
import { createFromPhotos } from './parameters';
import { openWebhook, type WebhookServer } from './webhook';

/** A simulator, and an n8n instance whose executions can be suspended. */
export interface SuspendSetup {
	sim: Simulator;
	n8n: WebhookServer;
	/** Runs the node with Wait For Result set to Suspend, and stores the execution if the node put it to wait. */
	run(options: Partial<ExecuteOptions>): Promise<Execution>;
	/** The number of requests to TaskInfo. */
	statusChecks(): number;
	/** The callback URL that a task was created with. */
	callbackUrl(taskId: string | undefined): string;
	/** Finishes the task and sends its callback. @returns the HTTP status of the response */
	finish(taskId: string | undefined, status?: 'success' | 'failed'): Promise<number | null>;
	stop(): Promise<void>;
}

/** Only the test changes the status of a task and sends callbacks. */
export async function openSuspendSetup(
	node: Partial<ExecuteOptions> = {},
	simulator: SimulatorOptions = {},
): Promise<SuspendSetup> {
	const sim = await startSimulator({ taskTimings: 'manual', callbacks: false, ...simulator });
	const common = { sim, parameters: createFromPhotos('suspend'), ...node };
	const n8n = await openWebhook({ node: 'crun', ...common });
	return {
		sim,
		n8n,
		async run(options) {
			const execution = await executeNode({
				...common,
				resumeBaseUrl: n8n.resumeBaseUrl,
				...options,
			});
			if (execution.waitTill) n8n.putToWait(execution);
			return execution;
		},
		statusChecks: () => sim.requestsTo('TaskInfo').length,
		callbackUrl: (taskId = '') => sim.tasks.get(taskId)?.param.callback_url ?? 'no callback URL',
		async finish(taskId = '', status = 'success') {
			sim.tasks.finish(taskId, status);
			return (await sim.tasks.sendCallback(taskId)).status;
		},
		async stop() {
			await n8n.stop();
			await sim.stop();
		},
	};
}

/** The items that a suspended execution returns if nothing resumes it before its deadline. */
export const storedItems = ({ executeData }: Execution): INodeExecutionData[] =>
	executeData.data.main?.[0] ?? [];

/** The context data of an execution, read from the JSON in n8n's database. */
export const parseContextData = (json: string): IExecuteContextData =>
	z.record(z.custom<IDataObject>((value) => typeof value === 'object')).parse(JSON.parse(json));
