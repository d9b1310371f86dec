import type { INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { presentTask } from '../actions/presentTask';
import { readCallbackBody } from '../crun/callback';
import { terminalStatus } from '../crun/task';
import { openClient, type Client } from '../transport/client';
import { confirmTask } from './confirmTask';
import { verifyCaller } from './verifyCaller';
import type { TaskReading } from '../transport/readTask';
import { runExclusively } from './runExclusively';

/** The answer to Crun, and the items the execution goes on with, once all tasks are finished. */
export interface WebhookReply {
	status: 200 | 401 | 503;
	message: string;
	items?: INodeExecutionData[];
}

/** An execution is parked for a day at most (the timeout's limit); the other one is for clocks and queues. */
const MAX_AGE_SECONDS = 2 * 86_400;

const isItem = (value: unknown) => z.object({ json: z.object({}) }).safeParse(value).success;
const itemsSchema = z.array(z.custom<INodeExecutionData>(isItem));

/**
 * Decides what a callback to a parked execution means. Only its signature is taken from it; whether a task is finished
 * is asked of TaskInfo, in the order of the items and up to the first unfinished one. So each callback costs one look
 * more than tasks it finds finished, and N callbacks a small multiple of N.
 * @param now seconds since the epoch
 */
export async function resume(context: IWebhookFunctions, now: number): Promise<WebhookReply> {
	const client = await openClient(context);
	const publicUrl = context.evaluateExpression('{{ $execution.resumeUrl }}');
	const verdict = verifyCaller(context, publicUrl, client.account.apiKey, {
		now,
		maxAgeSeconds: MAX_AGE_SECONDS,
	});
	if (verdict !== 'valid')
		return { status: 401, message: `The signature of this callback is ${verdict}` };

	const told = readCallbackBody(context.getBodyData());
	const toldFinished = told && terminalStatus(told.task) ? told.task.task_id : null;
	const stored = itemsSchema.parse(context.evaluateExpression('{{ $input.all() }}'));
	return await runExclusively(
		String(context.getExecutionId()),
		now,
		async (finished) => await check(client, stored, finished, toldFinished),
	);
}

async function check(
	client: Client,
	stored: INodeExecutionData[],
	finished: Map<string, TaskReading>,
	toldFinished: string | null,
): Promise<WebhookReply> {
	const items: INodeExecutionData[] = [];
	for (const item of stored) {
		const taskId = pendingTaskOf(item);
		if (taskId === null) {
			items.push(item);
			continue;
		}
		const reading =
			finished.get(taskId) ?? (await confirm(client, taskId, taskId === toldFinished));
		if (reading === null)
			return { status: 503, message: 'A task could not be looked up, send this again later' };
		if (terminalStatus(reading.task) === null) {
			return taskId === toldFinished
				? {
						status: 503,
						message: 'TaskInfo does not know this task as finished yet, send this again later',
					}
				: { status: 200, message: 'Received, other tasks are not finished yet' };
		}
		finished.set(taskId, reading);
		items.push({ ...item, json: presentTask(reading, isSimple(item)) });
	}
	return { status: 200, message: 'Received, all tasks are finished', items };
}

/** Whether to simplify was decided for each item when it was parked, and shows in its shape. */
function isSimple({ json }: INodeExecutionData): boolean {
	return 'media_urls' in json;
}

async function confirm(
	client: Client,
	taskId: string,
	saidFinished: boolean,
): Promise<TaskReading | null> {
	const reading = await confirmTask(client, taskId, saidFinished);
	return typeof reading === 'string' ? null : reading;
}

/** Parked items that wait for a task say so in the way they will be passed on at the deadline. */
function pendingTaskOf({ json }: INodeExecutionData): string | null {
	return json.timed_out === true && typeof json.task_id === 'string' ? json.task_id : null;
}
