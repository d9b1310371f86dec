import { recordSchema, type CreateTaskRequest } from '../crun/contract';
import { explainCreation } from '../crun/explain';
import type { TaskReading } from '../crun/task';
import type { Client } from '../transport/client';
import type { LedgerEntry } from './entry';
import type { Ledger } from './ledger';

/** A request, and the fingerprint by which a later attempt recognizes it. */
export interface Order {
	request: CreateTaskRequest;
	fingerprint: string;
}

/** The task of an order. */
export interface CreatedTask {
	reading: TaskReading;
	/** Path of the callback URL that this very task was created with. */
	callbackPath: string | null;
	/** The user's own text that this very task was created with, if any. */
	reference?: string | undefined;
}

/** How an attempt to create a task ended, unless with an error. */
export type CreationResult = { kind: 'created'; task: CreatedTask } | { kind: 'skipped' };

export interface SendOptions {
	/** Approved for the task; 0 where the user set no limit. */
	credits: number;
	/** The user's own text, if any. Another one does not make another order. */
	reference?: string | undefined;
	/** Asked just before sending: false skips the creation. */
	mayStart: () => boolean;
	/** Called the moment it is known that the creation failed, before anything else is sent. */
	onFailure: () => void;
}

/**
 * Sends CreateTask for one order and keeps the ledger true: the entry is there before the request leaves, and
 * has the task ID the moment it is known. Where Crun refuses the request, the ledger is as if it had not been sent.
 * @param before the entry on which the decision to send was made. `createOrJoin` sees to it that it is not changed
 * by another call in the meantime.
 * @throws Problem, with the task ID where a task exists
 */
export async function sendOnce(
	client: Client,
	ledger: Ledger,
	itemIndex: number,
	{ request, fingerprint }: Order,
	before: LedgerEntry | undefined,
	{ credits, reference, mayStart, onFailure }: SendOptions,
): Promise<CreationResult> {
	const callbackPath = callbackPathOf(request);
	const record = (taskId: string | null) =>
		ledger.write(itemIndex, { fingerprint, taskId, callbackPath, reference, credits });
	// An unconfirmed task of an earlier execution is still unconfirmed; one that failed is of no use any longer.
	const takeBack = () =>
		ledger.restore(itemIndex, fingerprint, before?.taskId === null ? before : undefined);

	const outcome = await client.createTask(request, {
		maySend: () => {
			if (!mayStart()) return false;
			// Before it is sent: whatever ends this attempt leaves an unconfirmed task behind, if n8n can still save it.
			record(null);
			return true;
		},
		onAnswer: (answer) => {
			if (answer.kind === 'ok') record(answer.data.task_id);
			else if (answer.kind !== 'unknown') takeBack(); // no task was created
			if (answer.kind === 'refused' || answer.kind === 'unknown') onFailure();
		},
	});
	if (outcome.kind === 'notSent') return { kind: 'skipped' };
	if (outcome.kind !== 'ok') throw explainCreation(outcome);
	const reading = newTask(outcome.data.task_id, request, outcome.raw, Date.now());
	return { kind: 'created', task: { reading, callbackPath, reference } };
}

/** The path of the callback URL that Crun is given, if any. */
export function callbackPathOf({ callback_url: callbackUrl }: CreateTaskRequest): string | null {
	return callbackUrl === undefined ? null : new URL(callbackUrl).pathname;
}

/**
 * What is known of a task without asking: the request that it was made of, and when.
 * @param createdMs when Crun confirmed it, if this very call created it
 */
export function newTask(
	taskId: string,
	request: CreateTaskRequest,
	raw: unknown,
	createdMs?: number,
): TaskReading {
	const created = createdMs === undefined ? {} : { create_at: Math.floor(createdMs / 1000) };
	const task = { task_id: taskId, status: 'pending', param: request, ...created };
	return { task, raw: recordSchema.parse(raw) };
}
