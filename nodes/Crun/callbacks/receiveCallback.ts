import type { IWebhookFunctions } from 'n8n-workflow';
import { hasSignature, isCallbackOf } from '../crun/callback';
import { isAheadOf, readCallbackBody, reportsFinished, type Report } from '../crun/callbackBody';
import { taskSchema } from '../crun/contract';
import { referenceIn, referenceOf } from '../crun/reference';
import { presentTask, terminalStatus, type TaskReading, type TerminalStatus } from '../crun/task';
import { openClient } from '../transport/client';
import { confirmTask, type Confirmation } from './confirmTask';
import { emissionKey, type Emission } from './emission';
import { claimHere, isClaimedHere } from './emittedHere';
import { mayLookUp, rememberRefused, wasRefused } from './unsignedCalls';
import { verifyCaller } from './verifyCaller';
import { tryAgain, unauthorized, type WebhookReply } from './webhookReply';

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

/** Task IDs are opaque; Crun's are UUIDs. What is longer or looks otherwise is not worth a request. */
const TASK_ID = /^[\w.:-]{1,100}$/;

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
	if (!settings.acceptUnsigned && !hasSignature(context.getQueryData())) {
		return unauthorized('missing');
	}
	const client = await openClient(context);
	const age = { now, maxAgeSeconds: settings.maxAgeDays * DAY_SECONDS };
	const publicUrl = context.getNodeWebhookUrl('default');
	const verdict = verifyCaller(context, publicUrl, client.account.apiKey, age);
	const signed = verdict === 'valid';
	if (!signed && !settings.acceptUnsigned) return unauthorized(verdict);
	const reported = readCallbackBody(context.getBodyData());
	if (!reported) return { status: 400, message: 'The body contains no Crun task' };

	const { taskId } = reported;
	if (!TASK_ID.test(taskId)) return foreign();
	const owner = ownerOf(context);
	if (!signed && wasRefused(`${owner} ${taskId}`)) return foreign();
	const mayAsk = signed ? undefined : mayLookUp;
	const confirmation = await confirmTask(client, taskId, reported, mayAsk);
	const { kind } = confirmation;
	if (kind === 'foreign') {
		if (!signed) rememberRefused(`${owner} ${taskId}`);
		return foreign();
	}
	if (kind === 'unconfirmed' || (kind === 'unreachable' && !signed)) {
		return tryAgain('The task could not be verified');
	}
	const reading = readingOf(confirmation, reported);
	const status = terminalStatus(reading.task);
	if (status === null) {
		if (kind === 'confirmed' && isAheadOf(reported, reading.task)) {
			return tryAgain('TaskInfo does not show this task as finished yet');
		}
		return kind === 'unreachable' && reportsFinished(reported)
			? tryAgain('The task could not be verified')
			: ignored('not finished yet');
	}
	// Without an answer from Crun, the callback itself has to say which model it is about.
	const model = kind === 'confirmed' ? reading.task.param?.model : reported.model;
	const mismatch = mismatchOf(model, status, settings);
	if (mismatch) return ignored(mismatch);
	if (signed && !isCallbackOf(reading.task.param?.callback_url, context.getQueryData())) {
		return ignored('the task was not created with this callback URL');
	}
	const finishedAt = reading.task.complete_at ?? now;
	if (finishedAt < now - age.maxAgeSeconds) return ignored('finished too long ago');
	const verified = kind === 'confirmed';
	const event = `task.${status}`;
	if (!(await isFirst(context, { taskId: reading.task.task_id, event, verified }))) {
		return { status: 200, message: 'Already received' };
	}
	const echoed = referenceOf(reading.task.param?.callback_url);
	const reference = echoed ?? (signed ? referenceIn(context.getQueryData()) : null);
	const json = { event, verified, ...presentTask(reading, settings.simplify, reference) };
	return { status: 200, message: 'Received', items: [{ json }] };
}

/**
 * While TaskInfo cannot be reached, a signed callback counts for the ID and the status that it reports.
 * Everything else in it may come from somebody who has seen the URL.
 */
function readingOf(confirmation: Confirmation, { taskId, status }: Report): TaskReading {
	if (confirmation.kind === 'confirmed') return confirmation.reading;
	const raw = { task_id: taskId, status: status ?? 'unknown' };
	return { task: taskSchema.parse(raw), raw };
}

/** Why the user's settings leave this task out; null when they do not. */
function mismatchOf(
	model: string | null | undefined,
	status: TerminalStatus,
	{ events, models }: TriggerSettings,
): string | null {
	if (!events.includes(status)) return `this trigger does not listen to ${status}`;
	const isWanted = models.length === 0 || models.some((one) => one === model);
	return isWanted ? null : 'this trigger does not listen to the model';
}

/**
 * Whether this process has not started the workflow with this before. When n8n listens for a test event, a callback may
 * be repeated.
 */
async function isFirst(context: IWebhookFunctions, emission: Emission): Promise<boolean> {
	if (context.getMode() === 'manual') return true;
	const verifiedKey = emissionKey(context, { ...emission, verified: true });
	if (!emission.verified && isClaimedHere(verifiedKey)) return false;
	return await claimHere(emissionKey(context, emission), isAnswered(context));
}

/** Whether the call is answered with success, as n8n 2 does once it has stored the execution. */
async function isAnswered(context: IWebhookFunctions): Promise<boolean> {
	const response = context.getResponseObject();
	if (response.closed) return false; // the caller has left, so `close` does not come again
	return await new Promise((resolve) => {
		response.once('close', () => resolve(response.writableFinished && response.statusCode < 300));
	});
}

/** Which trigger: workflow and node. */
function ownerOf(context: IWebhookFunctions): string {
	return `${context.getWorkflow().id} ${context.getNode().id}`;
}

function foreign(): WebhookReply {
	return ignored('not a task of this account');
}

function ignored(reason: string): WebhookReply {
	return { status: 200, message: `Ignored: ${reason}` };
}
