import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Session } from './http';
import {
	executionSchema,
	executionWithDataSchema,
	type Execution,
	type ExecutionWithData,
} from './schemas';

const LOOK_AGAIN_MS = 250;
const ENDED: ReadonlyArray<Execution['status']> = ['success', 'error', 'canceled', 'crashed'];

/** True for an execution nothing will happen to any more. */
export function hasEnded(execution: Execution): boolean {
	return ENDED.includes(execution.status);
}

/** Reads and steers executions. Every method throws RestError when n8n refuses. */
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
	 * One execution with its nodes' data.
	 * @throws Error when there is none with this id.
	 */
	async get(id: string): Promise<ExecutionWithData> {
		const path = `/executions/${id}?includeData=true`;
		const execution = await this.session.send('GET', path, executionWithDataSchema.optional());
		if (!execution) throw new Error(`There is no execution ${id}`); // n8n answers 200 with nothing in it
		return execution;
	}

	/**
	 * Retries a failed execution from where it failed; answers when the retry has ended (or is parked).
	 * @returns the new execution's id.
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
	 * Waits until an execution is as wanted; until it has ended, when nothing else is asked for.
	 * @throws Error after `timeoutMs`, with the status it had then.
	 */
	async waitFor(
		id: string,
		wanted: (execution: Execution) => boolean = hasEnded,
		timeoutMs = 60_000,
	): Promise<ExecutionWithData> {
		const deadline = Date.now() + timeoutMs;
		for (;;) {
			const execution = await this.get(id);
			if (wanted(execution)) return execution;
			if (Date.now() >= deadline) {
				throw new Error(`Execution ${id} is "${execution.status}" after ${timeoutMs / 1000} s`);
			}
			await delay(LOOK_AGAIN_MS); // n8n tells only browsers of changes, over a socket of its own
		}
	}
}
