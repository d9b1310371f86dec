import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Session } from './http';
import {
	executionSchema,
	executionWithDataSchema,
	type Execution,
	type ExecutionWithData,
} from './schemas';

const CHECK_INTERVAL_MS = 250;
const ENDED: ReadonlyArray<Execution['status']> = ['success', 'error', 'canceled', 'crashed'];

/** True for an execution that has reached a final status. */
export function hasEnded(execution: Execution): boolean {
	return ENDED.includes(execution.status);
}

/** Reads and controls executions. Every method throws RestError if n8n refuses. */
export class Executions {
	constructor(private readonly session: Session) {}

	/** A workflow's executions, newest first, up to 100. */
	async list(workflowId: string): Promise<Execution[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const schema = z.object({ results: z.array(executionSchema) });
		return (await this.session.send('GET', `/executions?limit=100&filter=${filter}`, schema))
			.results;
	}

	/**
	 * Reads an execution with the data of its nodes.
	 * @throws Error if there is no execution with this ID
	 */
	async get(id: string): Promise<ExecutionWithData> {
		const path = `/executions/${id}?includeData=true`;
		const execution = await this.session.send('GET', path, executionWithDataSchema.optional());
		if (!execution) throw new Error(`There is no execution ${id}`); // n8n answers 200 without data
		return execution;
	}

	/**
	 * Retries a failed execution from the node that failed. Returns when the retry has ended or is waiting.
	 * @returns the new execution's ID
	 */
	async retry(id: string, loadWorkflow = false): Promise<string> {
		const schema = z.object({ id: z.string() });
		return (await this.session.send('POST', `/executions/${id}/retry`, schema, { loadWorkflow }))
			.id;
	}

	/** Stops a running or waiting execution. */
	async stop(id: string): Promise<void> {
		await this.session.send('POST', `/executions/${id}/stop`, z.unknown());
	}

	/**
	 * Waits until an execution meets a condition; by default, until it has ended.
	 * @throws Error after `timeoutMs`, with the status at that time
	 */
	async waitFor(
		id: string,
		condition: (execution: Execution) => boolean = hasEnded,
		timeoutMs = 60_000,
	): Promise<ExecutionWithData> {
		const deadline = Date.now() + timeoutMs;
		for (;;) {
			const execution = await this.get(id);
			if (condition(execution)) return execution;
			if (Date.now() >= deadline) {
				throw new Error(
					`Execution ${id} is still "${execution.status}" after ${timeoutMs / 1000} s`,
				);
			}
			await delay(CHECK_INTERVAL_MS); // n8n reports changes only to browsers, over a push connection
		}
	}
}
