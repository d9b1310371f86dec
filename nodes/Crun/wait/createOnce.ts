import { taskSchema, recordSchema, type CreateTaskRequest } from '../crun/contract';
import { explainCreation } from '../crun/explain';
import { Problem } from '../crun/problem';
import { terminalStatus } from '../crun/task';
import type { Client } from '../transport/client';
import { readTask, type TaskReading } from '../transport/readTask';
import { fingerprintOf, type Ledger } from './ledger';

export interface Creation {
	reading: TaskReading;
	/** Path of the callback address this very task was created with. */
	callbackPath: string | null;
}

export interface CreateOnceOptions {
	/** The user has seen that an earlier, unclear creation came to nothing, and wants it sent again. */
	resendUnknown: boolean;
	/** Called just before sending; what it throws calls the sending off. */
	beforeSending: () => void;
}

/**
 * Creates one item's task, unless the ledger shows that an earlier try of the same run did: then that task is taken up.
 * Only where the earlier task failed is a new one created; where nobody knows, nothing is sent.
 * @throws Problem, with the task id where a task exists
 */
export async function createOnce(client: Client, ledger: Ledger, itemIndex: number, request: CreateTaskRequest, options: CreateOnceOptions): Promise<Creation> {
	const fingerprint = fingerprintOf(request);
	const entry = ledger.read(itemIndex);
	if (entry?.fingerprint === fingerprint) {
		if (entry.taskId === null) {
			if (!options.resendUnknown || !ledger.isFromEarlierExecution(entry)) throw unknownSinceEarlier();
		} else {
			const reading = await readTask(client, entry.taskId);
			if (terminalStatus(reading.task) !== 'failed') return { reading, callbackPath: entry.callbackPath };
		}
	}
	return await create(client, ledger, itemIndex, request, options.beforeSending);
}

async function create(client: Client, ledger: Ledger, itemIndex: number, request: CreateTaskRequest, beforeSending: () => void): Promise<Creation> {
	const fingerprint = fingerprintOf(request);
	const callbackPath = request.callback_url === undefined ? null : new URL(request.callback_url).pathname;
	let outcome: Awaited<ReturnType<Client['createTask']>> | undefined;
	try {
		outcome = await client.createTask(request, () => {
			beforeSending();
			// Written before it is sent: if this process dies now, the entry says "unknown" and nothing is sent again.
			ledger.write(itemIndex, { fingerprint, taskId: null, callbackPath });
		});
	} finally {
		// Called off, or stopped, while nothing was under way; refused; or not now: no task exists.
		if (outcome === undefined || outcome.kind === 'refused' || outcome.kind === 'transient') ledger.remove(itemIndex);
	}
	if (outcome.kind !== 'ok') throw explainCreation(outcome, client.account.apiKey);
	const { task_id: taskId } = outcome.data;
	ledger.write(itemIndex, { fingerprint, taskId, callbackPath });
	const task = taskSchema.parse({ task_id: taskId, status: 'pending', param: request });
	return { reading: { task, raw: recordSchema.parse(outcome.raw) }, callbackPath };
}

function unknownSinceEarlier(): Problem {
	return new Problem(
		'An earlier try to create this task got no clear answer: it may exist and may have been charged, so it is not sent again. What to do: look into the task list in Crun’s console. If it is there, go on with Task > Wait and its ID. If it is not, switch on the option "Send Unknown Again" and retry the execution with the currently saved workflow',
		{ kind: 'api' },
	);
}
