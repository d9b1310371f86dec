import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { messageOf } from '../crun/problem';
import { redactSignatures } from '../crun/redact';
import { backgroundSleep } from '../n8n/abortableSleep';
import type { Client } from '../transport/client';
import { checkTask } from './checkTask';

/** n8n needs a moment to store the execution; on a busy machine, a longer one. */
const PAUSES_MS = [2500, 5000, 10_000];

const OK = 200;
const CONFLICT = 409;

const responseSchema = z.object({ statusCode: z.number() });

/** What an execution waits for once it is suspended. */
export interface SuspendedTasks {
	client: Client;
	taskIds: string[];
	/** Signed. */
	resumeUrl: string;
}

/**
 * Makes up for a callback that arrived between the last check and the moment at which n8n had stored the execution:
 * such a callback is lost. If the first task has finished, the execution is called as Crun would call it, and then
 * checks all its tasks. If it has not, its own callback is still to come, and will do the same. One call is not enough:
 * n8n may take it and then fail to resume the execution.
 *
 * Never throws, since nobody waits for it.
 */
export async function checkAfterSuspending(
	context: IExecuteFunctions,
	{ client, taskIds, resumeUrl }: SuspendedTasks,
): Promise<void> {
	const [taskId] = taskIds;
	if (taskId === undefined) return;
	try {
		let isTaken = false;
		for (const pause of PAUSES_MS) {
			await backgroundSleep(pause);
			const result = await checkTask(
				client,
				{ taskId, reading: null, ours: true },
				{ reading: null },
			);
			if (result.kind === 'unfinished' && result.trouble === null) return;
			if (result.kind !== 'finished') continue;
			const status = await call(context, resumeUrl, taskId);
			if (isTaken && status === CONFLICT) return; // it runs, or has ended
			isTaken ||= status === OK;
		}
	} catch (error) {
		const reason = redactSignatures(messageOf(error));
		context.logger.warn(`Crun: a suspended execution could not be checked once more. ${reason}`);
	}
}

/** Calls the execution as Crun does. @returns the HTTP status of the answer */
async function call(
	context: IExecuteFunctions,
	resumeUrl: string,
	taskId: string,
): Promise<number> {
	const response: unknown = await context.helpers.httpRequest({
		method: 'POST',
		url: resumeUrl,
		body: { task_id: taskId, status: 'success' }, // what it really is, the execution asks Crun
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
	});
	return responseSchema.parse(response).statusCode;
}
