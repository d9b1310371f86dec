import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { presentTask } from '../actions/presentTask';
import { readCallbackBody } from '../crun/callback';
import { terminalStatus } from '../crun/task';
import { openClient } from '../transport/client';
import { confirmTask } from './confirmTask';
import { verifyCaller } from './verifyCaller';
import { markEmitted } from './markEmitted';
import type { TriggerSettings } from '../trigger/fields';

/** The answer to Crun, and the item to start the workflow with, if any. */
export interface WebhookReply {
	status: 200 | 400 | 401 | 503;
	message: string;
	item?: IDataObject;
}

const DAY_SECONDS = 86_400;

/**
 * Decides what a call to the trigger's webhook is: only the task id is taken from the body, everything else from TaskInfo.
 * @param now seconds since the epoch
 */
export async function receive(
	context: IWebhookFunctions,
	settings: TriggerSettings,
	now: number,
): Promise<WebhookReply> {
	const client = await openClient(context);
	const maxAgeSeconds = settings.maxAgeDays * DAY_SECONDS;
	const verdict = verifyCaller(
		context,
		context.getNodeWebhookUrl('default'),
		client.account.apiKey,
		{ now, maxAgeSeconds },
	);
	const signed = verdict === 'valid';
	if (!signed && !settings.acceptUnsigned)
		return { status: 401, message: `The signature of this callback is ${verdict}` };

	const told = readCallbackBody(context.getBodyData());
	if (!told) return { status: 400, message: 'No Crun task in the body' };

	const looked = await confirmTask(client, told.task.task_id, terminalStatus(told.task) !== null);
	if (looked === 'foreign') return { status: 200, message: 'Ignored: not a task of this account' };
	if (looked === 'unreachable' && !signed)
		return { status: 503, message: 'The task could not be verified, send this again later' };
	const verified = looked !== 'unreachable';
	const reading = verified ? looked : told;

	const status = terminalStatus(reading.task);
	if (status === null) {
		const lagging = verified && terminalStatus(told.task) !== null;
		return lagging
			? {
					status: 503,
					message: 'TaskInfo does not know this task as finished yet, send this again later',
				}
			: { status: 200, message: 'Ignored: not finished yet' };
	}
	const { task } = reading;
	if (!settings.events.includes(status))
		return { status: 200, message: `Ignored: this trigger does not listen to ${status}` };
	if (settings.models.length > 0 && !settings.models.includes(task.param?.model ?? ''))
		return { status: 200, message: 'Ignored: this trigger does not listen to the model' };
	if (!signed && (task.complete_at ?? now) < now - maxAgeSeconds)
		return { status: 200, message: 'Ignored: finished too long ago' };
	const { id } = context.getWorkflow();
	const memory = {
		owner: `${id} ${context.getNode().id}`,
		staticData: context.getWorkflowStaticData('node'),
		now,
		keepSeconds: maxAgeSeconds + DAY_SECONDS,
	};
	const listeningForTest = context.getMode() === 'manual'; // there the same callback may be replayed at will
	if (!listeningForTest && !markEmitted(`${task.task_id} ${status}`, memory))
		return { status: 200, message: 'Already received' };
	return {
		status: 200,
		message: 'Received',
		item: { event: `task.${status}`, verified, ...presentTask(reading, settings.simplify) },
	};
}
