import { endpoints, recordSchema, taskSchema, type CreateTaskRequest } from '../crun/contract';
import { explainCreation } from '../crun/explain';
import { Problem } from '../crun/problem';
import { terminalStatus, type TaskReading } from '../crun/task';
import type { Client } from '../transport/client';
import { isNotFound, toReading } from '../transport/readTask';
import type { Ledger, LedgerEntry } from './ledger';

/** A request, and the fingerprint by which a later attempt recognises it. */
export interface Order {
	request: CreateTaskRequest;
	fingerprint: string;
}

/** The task of an order. */
export interface CreatedTask {
	reading: TaskReading;
	/** Path of the callback URL that this very task was created with. */
	callbackPath: string | null;
}

/** How an attempt to create a task ended, unless with an error. */
export type CreationResult = { kind: 'created'; task: CreatedTask } | { kind: 'skipped' };

export interface CreateOnceOptions {
	/** The user has checked that an unconfirmed task does not exist, and wants it sent again. */
	resendUnknown: boolean;
	/** Whether another task may be bought where the earlier one failed. Not if it failed after the prices were checked. */
	mayReplace: boolean;
	/** Asked just before sending: false skips the creation. */
	mayStart: () => boolean;
	/** Called the moment it is known that the creation failed, before anything else is sent. */
	onFailure: () => void;
}

/**
 * Creates the task of one item, unless the ledger shows that an earlier attempt of the same run did: then that task is
 * resumed. A new task is created only where the earlier one failed; an unconfirmed one is never sent again by itself.
 * @throws Problem, with the task ID where a task exists
 */
export async function createOnce(
	client: Client,
	ledger: Ledger,
	itemIndex: number,
	order: Order,
	options: CreateOnceOptions,
): Promise<CreationResult> {
	if (isUnconfirmed(ledger, itemIndex, order.fingerprint, options.resendUnknown)) {
		throw unconfirmedEarlier();
	}
	const entry = ledger.read(itemIndex, order.fingerprint);
	if (entry?.taskId) {
		const reading = await resumeTask(client, entry.taskId, order.request);
		const { callbackPath } = entry;
		if (terminalStatus(reading.task) !== 'failed') {
			return { kind: 'created', task: { reading, callbackPath } };
		}
		if (!options.mayReplace) throw failedAfterPriceCheck(entry.taskId);
	}
	return await create(client, ledger, itemIndex, order, entry, options);
}

/** Whether a task may exist that the ledger does not know, so that nothing must be sent. Only a person can rule that out. */
export function isUnconfirmed(
	ledger: Ledger,
	itemIndex: number,
	fingerprint: string,
	resendUnknown: boolean,
): boolean {
	const entry = ledger.read(itemIndex, fingerprint);
	const unconfirmed = entry ? entry.taskId === null : ledger.lostByCrash;
	const mayResend = resendUnknown && (!entry || ledger.isFromEarlierExecution(entry));
	return unconfirmed && !mayResend;
}

/**
 * The task certainly exists: if Crun does not know it yet, or cannot be asked, it counts as pending.
 * @throws Problem with the task ID when Crun refuses the look-up
 */
async function resumeTask(
	client: Client,
	taskId: string,
	request: CreateTaskRequest,
): Promise<TaskReading> {
	const outcome = await client.read(endpoints.taskInfo, { task_id: taskId });
	const isUnseen =
		isNotFound(outcome) || outcome.kind === 'transient' || outcome.kind === 'unknown';
	return isUnseen ? newTask(taskId, request, { task_id: taskId }) : toReading(outcome, taskId);
}

async function create(
	client: Client,
	ledger: Ledger,
	itemIndex: number,
	{ request, fingerprint }: Order,
	before: LedgerEntry | undefined,
	{ mayStart, onFailure }: CreateOnceOptions,
): Promise<CreationResult> {
	const { callback_url: callbackUrl } = request;
	const callbackPath = callbackUrl === undefined ? null : new URL(callbackUrl).pathname;
	const record = (taskId: string | null) =>
		ledger.write(itemIndex, { fingerprint, taskId, callbackPath });
	let rival: LedgerEntry | undefined; // an agent may call its tool several times at once

	const outcome = await client.createTask(request, {
		maySend: () => {
			if (!mayStart()) return false;
			const now = ledger.read(itemIndex, fingerprint);
			if (now && now.taskId !== before?.taskId) rival = now;
			if (rival) return false;
			record(null); // before it is sent: whatever ends this attempt leaves an unconfirmed task behind, if n8n can still save
			return true;
		},
		onAnswer: (answer) => {
			if (answer.kind === 'ok') record(answer.data.task_id);
			else if (answer.kind !== 'unknown') ledger.remove(itemIndex, fingerprint); // no task exists
			if (answer.kind === 'refused' || answer.kind === 'unknown') onFailure();
		},
	});
	if (rival) throw createdElsewhere(rival.taskId);
	if (outcome.kind === 'notSent') return { kind: 'skipped' };
	if (outcome.kind !== 'ok') throw explainCreation(outcome);
	const reading = newTask(outcome.data.task_id, request, outcome.raw);
	return { kind: 'created', task: { reading, callbackPath } };
}

/** What is known of a task without asking: the request that it was made of. */
function newTask(taskId: string, request: CreateTaskRequest, raw: unknown): TaskReading {
	const task = taskSchema.parse({ task_id: taskId, status: 'pending', param: request });
	return { task, raw: recordSchema.parse(raw) };
}

function createdElsewhere(taskId: string | null): Problem {
	return new Problem(
		'Another call is creating the same task at this moment',
		'The task is not created twice. Call again to get its result.',
		{ kind: 'api', taskId: taskId ?? undefined },
	);
}

function failedAfterPriceCheck(taskId: string): Problem {
	return new Problem(
		'The task failed at Crun after its price was checked',
		`Task ${taskId} failed, and no other task was created in its place. Run this again to create one within your limits.`,
		{ kind: 'api', taskId },
	);
}

function unconfirmedEarlier(): Problem {
	return new Problem(
		'An earlier attempt to create this task was not confirmed',
		'Crun did not give a clear answer, or n8n stopped before it was saved. The task may exist and may have been charged, so the request is not sent again. Check the task list in the Crun console. If the task is there, continue with Task > Wait and its ID. If it is not, turn on the option Resend Unconfirmed Tasks and retry the execution with the currently saved workflow.',
		{ kind: 'api' },
	);
}
