import { endpoints, type CreateTaskRequest } from '../crun/contract';
import { Problem } from '../crun/problem';
import { terminalStatus, type TaskReading } from '../crun/task';
import type { Client } from '../transport/client';
import { isNotFound, toReading } from '../transport/readTask';
import { createOrJoin } from './inFlight';
import type { Ledger } from './ledger';
import { newTask, sendOnce, type CreationResult, type Order, type SendOptions } from './sendOnce';

export interface CreateOnceOptions extends SendOptions {
	/** The user has checked that an unconfirmed task does not exist, and wants it sent again. */
	resendUnknown: boolean;
	/** A task may exist that the ledger does not know, even where the one that it knows has failed. */
	isLost: boolean;
	/** Whether a task may be bought. Not where there was one, or may have been, when the prices were checked. */
	mayBuy: boolean;
	/** Stops the wait for another call that is creating the same task. */
	signal: AbortSignal | undefined;
}

/**
 * Creates the task of one item, unless the ledger shows that an earlier attempt of the same run did: then that
 * task is resumed. A new task is created only where the earlier one failed; an unconfirmed one is never sent
 * again by itself. Where an agent's other call is creating the same task at this moment, its task is returned.
 * @throws Problem, with the task ID where a task exists
 */
export async function createOnce(
	client: Client,
	ledger: Ledger,
	itemIndex: number,
	order: Order,
	options: CreateOnceOptions,
): Promise<CreationResult> {
	const { fingerprint } = order;
	return await createOrJoin(ledger, itemIndex, fingerprint, options.signal, async () => {
		if (isUnconfirmed(ledger, itemIndex, fingerprint, options.resendUnknown)) {
			throw unconfirmedEarlier();
		}
		const entry = ledger.read(itemIndex, fingerprint);
		if (entry?.taskId) {
			const reading = await resumeTask(client, entry.taskId, order.request);
			ledger.budget.settle(reading.task);
			const { callbackPath, reference } = entry;
			if (terminalStatus(reading.task) !== 'failed') {
				return { kind: 'created', task: { reading, callbackPath, reference } };
			}
		}
		if (entry?.taskId && options.isLost) {
			ledger.write(itemIndex, { ...entry, taskId: null });
			throw unconfirmedEarlier();
		}
		if (!options.mayBuy)
			throw entry?.taskId ? failedAfterPriceCheck(entry.taskId) : priceNotChecked();
		return await sendOnce(client, ledger, itemIndex, order, entry, options);
	});
}

/**
 * Whether a task may exist that the ledger does not know, so that nothing must be sent. Only a person can rule
 * that out.
 */
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

function failedAfterPriceCheck(taskId: string): Problem {
	return new Problem(
		'The task failed at Crun after its price was checked',
		`Task ${taskId} failed, and no other task was created in its place.`,
		{ kind: 'api', taskId, taskEnded: true },
	);
}

function priceNotChecked(): Problem {
	return new Problem(
		'The task was not created because its price was not checked',
		'Another call was already creating the same task, but Crun refused it. Call again to create the task within your limits.',
		{ kind: 'api' },
	);
}

function unconfirmedEarlier(): Problem {
	return new Problem(
		'An earlier attempt to create this task was not confirmed',
		'Crun did not give a clear answer, or n8n stopped before it was saved. The task may exist and may have been charged, so the request is not sent again. Check the task list in the Crun console. If the task is there, continue with Task > Wait and its ID. If it is not, turn on the option Resend Unconfirmed Tasks and retry the execution with the currently saved workflow.',
		{ kind: 'api' },
	);
}
