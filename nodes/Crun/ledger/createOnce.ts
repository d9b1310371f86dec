import { endpoints, recordSchema, taskSchema, type CreateTaskRequest } from '../crun/contract';
import { explainCreation } from '../crun/explain';
import { Problem } from '../crun/problem';
import { terminalStatus } from '../crun/task';
import type { Client } from '../transport/client';
import { isNotFound, readingOf, type TaskReading } from '../transport/readTask';
import type { Ledger, LedgerEntry } from './ledger';

export interface Creation {
	reading: TaskReading;
	/** Path of the callback address this very task was created with. */
	callbackPath: string | null;
}

/** A request, and the fingerprint by which a later try knows it again. */
export interface Order {
	request: CreateTaskRequest;
	fingerprint: string;
}

export interface CreateOnceOptions {
	/** The user has seen that an earlier, unclear creation came to nothing, and wants it sent again. */
	resendUnknown: boolean;
	/** May another task be bought where the earlier one failed? Not when that was found out after prices were held against limits. */
	mayReplace: boolean;
	/** Called just before sending; what it throws calls the sending off. */
	beforeSending: () => void;
	/** Called the moment it is known that the creation failed, before anything else is sent. */
	onFailure: () => void;
}

/**
 * Creates one item's task, unless the ledger shows that an earlier try of the same run did: then that task is taken up.
 * Only where the earlier task failed is a new one created; where nobody knows, nothing is sent.
 * @throws Problem, with the task id where a task exists
 */
export async function createOnce(
	client: Client,
	ledger: Ledger,
	itemIndex: number,
	order: Order,
	options: CreateOnceOptions,
): Promise<Creation> {
	if (isUnclear(ledger, itemIndex, order.fingerprint, options.resendUnknown))
		throw unknownSinceEarlier();
	const entry = ledger.read(itemIndex, order.fingerprint);
	if (entry?.taskId) {
		const reading = await resumeTask(client, entry.taskId, order.request);
		if (terminalStatus(reading.task) !== 'failed')
			return { reading, callbackPath: entry.callbackPath };
		if (!options.mayReplace) throw failedJustNow(entry.taskId);
	}
	return await create(client, ledger, itemIndex, order, entry, options);
}

/** May a task exist that nobody knows of, so that nothing must be sent? Only a person can say that it does not. */
export function isUnclear(
	ledger: Ledger,
	itemIndex: number,
	fingerprint: string,
	resendUnknown: boolean,
): boolean {
	const entry = ledger.read(itemIndex, fingerprint);
	const unclear = entry ? entry.taskId === null : ledger.interrupted;
	return unclear && !(resendUnknown && (!entry || ledger.isFromEarlierExecution(entry)));
}

/**
 * The task exists, that is certain: where Crun does not know it yet, or cannot be asked, it counts as pending.
 * @throws Problem with the task id when Crun refuses the look-up
 */
async function resumeTask(
	client: Client,
	taskId: string,
	request: CreateTaskRequest,
): Promise<TaskReading> {
	const outcome = await client.read(endpoints.taskInfo, { task_id: taskId });
	return isNotFound(outcome) || outcome.kind === 'transient' || outcome.kind === 'unknown'
		? newTask(taskId, request, { task_id: taskId })
		: readingOf(outcome, taskId);
}

async function create(
	client: Client,
	ledger: Ledger,
	itemIndex: number,
	{ request, fingerprint }: Order,
	before: LedgerEntry | undefined,
	{ beforeSending, onFailure }: CreateOnceOptions,
): Promise<Creation> {
	const callbackPath =
		request.callback_url === undefined ? null : new URL(request.callback_url).pathname;
	const note = (taskId: string | null) =>
		ledger.write(itemIndex, { fingerprint, taskId, callbackPath });
	const outcome = await client.createTask(request, {
		beforeSending: () => {
			beforeSending();
			const now = ledger.read(itemIndex, fingerprint);
			if (now && now.taskId !== before?.taskId) throw createdElsewhere(now.taskId);
			note(null); // before it is sent: whatever ends this try now leaves "nobody knows" behind, as far as n8n still saves it
		},
		afterAnswer: (answer) => {
			if (answer.kind === 'ok') note(answer.data.task_id);
			if (answer.kind === 'refused' || answer.kind === 'transient')
				ledger.remove(itemIndex, fingerprint); // no task exists
			if (answer.kind === 'refused' || answer.kind === 'unknown') onFailure();
		},
	});
	if (outcome.kind !== 'ok') throw explainCreation(outcome);
	return { reading: newTask(outcome.data.task_id, request, outcome.raw), callbackPath };
}

/** What is known of a task without asking: the request it was made of. */
function newTask(taskId: string, request: CreateTaskRequest, raw: unknown): TaskReading {
	return {
		task: taskSchema.parse({ task_id: taskId, status: 'pending', param: request }),
		raw: recordSchema.parse(raw),
	};
}

/** An agent may call its tool several times at once. */
function createdElsewhere(taskId: string | null): Problem {
	return new Problem(
		'The same task is being created by another call at this moment, so it is not sent again: call once more to get it',
		undefined,
		{ kind: 'api', taskId: taskId ?? undefined },
	);
}

function failedJustNow(taskId: string): Problem {
	return new Problem(
		`Task ${taskId} failed at Crun after its price was looked at, so no other one was created in its place: run this again to create one within your limits`,
		undefined,
		{ kind: 'api', taskId },
	);
}

function unknownSinceEarlier(): Problem {
	return new Problem(
		'An earlier try to create this task got no clear answer, or n8n stopped before it was saved: the task may exist and may have been charged, so it is not sent again. What to do: look into the task list in Crun’s console. If it is there, go on with Task > Wait and its ID. If it is not, switch on the option "Send Unknown Again" and retry the execution with the currently saved workflow',
		undefined,
		{ kind: 'api' },
	);
}
