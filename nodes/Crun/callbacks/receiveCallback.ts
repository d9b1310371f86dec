import type { IWebhookFunctions } from 'n8n-workflow';
import { readCallbackBody } from '../crun/callback';
import { presentTask, terminalStatus, type TaskReading, type TerminalStatus } from '../crun/task';
import { openClient } from '../transport/client';
import { confirmTask, type Confirmation } from './confirmTask';
import { markEmitted } from './markEmitted';
import { verifyCaller } from './verifyCaller';
import type { WebhookReply } from './webhookReply';

/** What the user set in the Crun Trigger. */
export interface TriggerSettings {
	events: TerminalStatus[];
	/** Empty: every model. */
	models: string[];
	simplify: boolean;
	acceptUnsigned: boolean;
	maxAgeDays: number;
}

const DAY_SECONDS = 86_400;

/**
 * Decides what a call to the trigger's webhook means. Only the task ID is taken from the body, everything else
 * is read from TaskInfo.
 * @param now seconds since the epoch
 * @returns one item when the workflow is to start
 */
export async function receiveCallback(
	context: IWebhookFunctions,
	settings: TriggerSettings,
	now: number,
): Promise<WebhookReply> {
	const client = await openClient(context);
	const age = { now, maxAgeSeconds: settings.maxAgeDays * DAY_SECONDS };
	const publicUrl = context.getNodeWebhookUrl('default');
	const verdict = verifyCaller(context, publicUrl, client.account.apiKey, age);
	const signed = verdict === 'valid';
	if (!signed && !settings.acceptUnsigned) {
		return { status: 401, message: `The signature of this callback is ${verdict}` };
	}
	const reported = readCallbackBody(context.getBodyData());
	if (!reported) return { status: 400, message: 'The body contains no Crun task' };

	const reportedFinished = terminalStatus(reported.task) !== null;
	const confirmation = await confirmTask(client, reported.task.task_id, reportedFinished);
	const { kind } = confirmation;
	if (kind === 'foreign') return ignored('not a task of this account');
	if (kind === 'unreachable' && !signed) {
		return { status: 503, message: 'The task could not be verified, send this again later' };
	}
	const reading = readingOf(confirmation, reported);
	const status = terminalStatus(reading.task);
	if (status === null) {
		const lagging = kind === 'confirmed' && reportedFinished;
		return lagging
			? {
					status: 503,
					message: 'TaskInfo does not show this task as finished yet, send this again later',
				}
			: ignored('not finished yet');
	}
	const mismatch = mismatchOf(reading, status, settings);
	if (mismatch) return ignored(mismatch);
	const finishedAt = reading.task.complete_at ?? now;
	if (!signed && finishedAt < now - age.maxAgeSeconds) return ignored('finished too long ago');
	if (!isFirst(context, `${reading.task.task_id} ${status}`, age)) {
		return { status: 200, message: 'Already received' };
	}
	const json = {
		event: `task.${status}`,
		verified: kind === 'confirmed',
		...presentTask(reading, settings.simplify),
	};
	return { status: 200, message: 'Received', items: [{ json }] };
}

/** A signed callback counts by itself when TaskInfo cannot be reached. */
function readingOf(confirmation: Confirmation, reported: TaskReading): TaskReading {
	return confirmation.kind === 'confirmed' ? confirmation.reading : reported;
}

/** Why the user's settings leave this task out; null when they do not. */
function mismatchOf(
	{ task }: TaskReading,
	status: TerminalStatus,
	{ events, models }: TriggerSettings,
): string | null {
	if (!events.includes(status)) return `this trigger does not listen to ${status}`;
	const isWanted = models.length === 0 || models.includes(task.param?.model ?? '');
	return isWanted ? null : 'this trigger does not listen to the model';
}

/**
 * Whether this task's state was never emitted before. When n8n listens for a test event, a callback may be
 * repeated.
 */
function isFirst(
	context: IWebhookFunctions,
	key: string,
	{ now, maxAgeSeconds }: { now: number; maxAgeSeconds: number },
): boolean {
	if (context.getMode() === 'manual') return true;
	return markEmitted(key, {
		owner: `${context.getWorkflow().id} ${context.getNode().id}`,
		staticData: context.getWorkflowStaticData('node'),
		now,
		keepSeconds: maxAgeSeconds + DAY_SECONDS,
	});
}

function ignored(reason: string): WebhookReply {
	return { status: 200, message: `Ignored: ${reason}` };
}
