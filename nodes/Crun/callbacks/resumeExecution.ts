import type { INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { readCallbackBody } from '../crun/callback';
import { presentTask, terminalStatus, type TaskReading } from '../crun/task';
import { openClient, type Client } from '../transport/client';
import { confirmTask } from './confirmTask';
import { runExclusively } from './runExclusively';
import { verifyCaller } from './verifyCaller';
import type { WebhookReply } from './webhookReply';

/** An execution is suspended for a day at most (the timeout's limit); the other day is for clocks and queues. */
const MAX_AGE_SECONDS = 2 * 86_400;

const isItem = (value: unknown) => z.object({ json: z.object({}) }).safeParse(value).success;
const itemsSchema = z.array(z.custom<INodeExecutionData>(isItem));

/**
 * Decides what a callback to a suspended execution means. Only its signature counts; whether a task is finished
 * is read from TaskInfo, in the order of the items and up to the first unfinished one. So each callback costs
 * one check more than the tasks that it finds finished, and N callbacks a small multiple of N.
 * @param now seconds since the epoch
 * @returns the items once all tasks are finished
 */
export async function resumeExecution(
	context: IWebhookFunctions,
	now: number,
): Promise<WebhookReply> {
	const client = await openClient(context);
	const age = { now, maxAgeSeconds: MAX_AGE_SECONDS };
	const publicUrl = context.evaluateExpression('{{ $execution.resumeUrl }}');
	const verdict = verifyCaller(context, publicUrl, client.account.apiKey, age);
	if (verdict !== 'valid') {
		return { status: 401, message: `The signature of this callback is ${verdict}` };
	}
	const reported = readCallbackBody(context.getBodyData());
	const reportedFinished = reported && terminalStatus(reported.task) ? reported.task.task_id : null;
	const stored = itemsSchema.parse(context.evaluateExpression('{{ $input.all() }}'));
	return await runExclusively(
		String(context.getExecutionId()),
		now,
		async (finished) => await finishItems(client, stored, finished, reportedFinished),
	);
}

async function finishItems(
	client: Client,
	stored: INodeExecutionData[],
	finished: Map<string, TaskReading>,
	reportedFinished: string | null,
): Promise<WebhookReply> {
	const items: INodeExecutionData[] = [];
	for (const item of stored) {
		const taskId = pendingTaskOf(item);
		if (taskId === null) {
			items.push(item);
			continue;
		}
		const isReported = taskId === reportedFinished;
		const reading = finished.get(taskId) ?? (await confirmedReading(client, taskId, isReported));
		if (reading === null) {
			return { status: 503, message: 'A task could not be checked, send this again later' };
		}
		if (terminalStatus(reading.task) === null) {
			return isReported
				? {
						status: 503,
						message: 'TaskInfo does not show this task as finished yet, send this again later',
					}
				: { status: 200, message: 'Received, other tasks are not finished yet' };
		}
		finished.set(taskId, reading);
		items.push({ ...item, json: { ...presentTask(reading, isSimplified(item)) } });
	}
	return { status: 200, message: 'Received, all tasks are finished', items };
}

/**
 * Whether to simplify was decided for each item before the execution was suspended, and shows in the item's
 * shape.
 */
function isSimplified({ json }: INodeExecutionData): boolean {
	return 'media_urls' in json;
}

async function confirmedReading(
	client: Client,
	taskId: string,
	reportedFinished: boolean,
): Promise<TaskReading | null> {
	const confirmation = await confirmTask(client, taskId, reportedFinished);
	return confirmation.kind === 'confirmed' ? confirmation.reading : null;
}

/** A stored item that waits for a task says so in the way in which it is passed on at the deadline. */
function pendingTaskOf({ json }: INodeExecutionData): string | null {
	if (json.timed_out !== true) return null;
	const { task_id: taskId } = json;
	// With Simplify off it is Crun's own value, which may be a number.
	return typeof taskId === 'string' || typeof taskId === 'number' ? String(taskId) : null;
}
