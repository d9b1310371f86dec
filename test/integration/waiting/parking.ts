import { startSimulator, type Simulator, type SimulatorOptions } from '../../../dev/simulator';
import {
	executeNode,
	openWebhook,
	type Execution,
	type ExecuteOptions,
	type WebhookServer,
} from '../support';
import { battles } from './tools';

/** A simulator, and an n8n in which an execution can be parked. */
export interface Parking {
	sim: Simulator;
	n8n: WebhookServer;
	/** Runs the node in suspend mode; ends with the execution stored, if it wants to wait. */
	run(options: Partial<ExecuteOptions>): Promise<Execution>;
	/** How often TaskInfo was asked. */
	looks(): number;
	/** The callback address that a task was created with. */
	callbackUrl(taskId: string | undefined): string;
	/** Finishes the task and posts its callback. @returns the HTTP status of the answer */
	finish(taskId: string | undefined, status?: 'success' | 'failed'): Promise<number | null>;
	stop(): Promise<void>;
}

/** Tasks move only by the test's hand, and callbacks are posted only by it. */
export async function openParking(
	node: Partial<ExecuteOptions> = {},
	simulator: SimulatorOptions = {},
): Promise<Parking> {
	const sim = await startSimulator({ taskTimings: 'manual', callbacks: false, ...simulator });
	const common = { sim, parameters: battles('suspend'), ...node };
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
			if (execution.waitTill) n8n.park(execution);
			return execution;
		},
		looks: () => sim.requestsTo('TaskInfo').length,
		callbackUrl: (taskId = '') =>
			sim.tasks.get(taskId)?.param.callback_url ?? 'no callback address',
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
