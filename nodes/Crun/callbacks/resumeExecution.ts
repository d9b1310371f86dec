import type { INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { hasSignature, signedAt, STILL_RUNNING } from '../crun/callback';
import { isAheadOf, readCallbackBody, reportsFinished, type Report } from '../crun/callbackBody';
import { DEFAULT_TIMEOUT_MINUTES, MAX_TIMEOUT_MINUTES } from '../crun/schedule';
import { presentTask, terminalStatus, type TaskReading } from '../crun/task';
import { openClient, type Client } from '../transport/client';
import { attachResults } from './attachResults';
import { checkTasks } from './checkTasks';
import { confirmTask } from './confirmTask';
import { suspendedExecution, type SuspendedExecution } from './suspendedExecutions';
import { verifyCaller } from './verifyCaller';
import { tryAgain, unauthorized, type WebhookReply } from './webhookReply';

/** An execution is suspended for a day at most (the timeout's limit); the other day is for clocks and queues. */
const MAX_AGE_SECONDS = 2 * 86_400;

const isItem = (value: unknown) => z.object({ json: z.object({}) }).safeParse(value).success;
const itemsSchema = z.array(z.custom<INodeExecutionData>(isItem));

/**
 * How many tasks are checked at once, unless the user has set Concurrency: more than while polling, because the caller
 * waits. With 500 tasks and 0.1 seconds for each check, five at once would take longer than callers commonly wait.
 */
const CHECKS_AT_ONCE = 10;
const optionsSchema = z
	.object({
		concurrency: z.number().int().min(1).max(20).catch(CHECKS_AT_ONCE),
		timeoutMinutes: z.coerce.number().max(MAX_TIMEOUT_MINUTES).catch(DEFAULT_TIMEOUT_MINUTES),
	})
	.catch({ concurrency: CHECKS_AT_ONCE, timeoutMinutes: DEFAULT_TIMEOUT_MINUTES });

/**
 * Decides what a callback to a suspended execution means. Only its signature counts; whether a task is finished is read
 * from TaskInfo: first the task that the callback reports, then the others, up to one that is not finished. So a
 * callback costs about two checks, and N callbacks a small multiple of N.
 * @param now seconds since the epoch
 * @returns the items once all tasks are finished
 */
export async function resumeExecution(
	context: IWebhookFunctions,
	now: number,
): Promise<WebhookReply> {
	if (!hasSignature(context.getQueryData())) return unauthorized('missing');
	const options: unknown = context.getNodeParameter('options', {});
	const { concurrency, timeoutMinutes } = optionsSchema.parse(options);
	const client = await openClient(context, { concurrency });
	const age = { now, maxAgeSeconds: MAX_AGE_SECONDS };
	const publicUrl = context.evaluateExpression('{{ $execution.resumeUrl }}');
	const verdict = verifyCaller(context, publicUrl, client.account.apiKey, age);
	if (verdict !== 'valid') return unauthorized(verdict);

	const stored = itemsSchema.parse(context.evaluateExpression('{{ $input.all() }}'));
	const pending = stored.map(pendingTaskOf).filter((taskId) => taskId !== null);
	const execution = suspendedExecution(String(context.getExecutionId()), pending);
	const reported = readCallbackBody(context.getBodyData());
	if (reported && reportsFinished(reported) && pending.includes(reported.taskId)) {
		const refusal = await confirmReported(client, execution, reported);
		if (refusal) return refusal;
	}
	const reply = await execution.inTurn(async (): Promise<WebhookReply> => {
		if (execution.isResuming)
			return { status: 200, message: 'Received, the execution is resuming' };
		const unknown = pending.filter((taskId) => !execution.finished.has(taskId));
		const state = await checkTasks(client, unknown, execution, concurrency);
		if (state === 'unknown') return tryAgain('A task could not be checked');
		if (state === 'unfinished') return { status: 200, message: STILL_RUNNING };
		const items = stored.map((item) => withResult(item, execution.finished));
		execution.startResuming();
		return { status: 200, message: 'Received, all tasks are finished', items };
	});
	const { items } = reply;
	if (!items) return reply;
	// Not in turn: callbacks that arrive in the meantime need not wait for the files.
	return await execution.finishResuming(async () => {
		const endsAt = (signedAt(context.getQueryData()) + timeoutMinutes * 60) * 1000;
		return { ...reply, items: await attachResults(context, client, items, options, endsAt) };
	});
}

/** Asks about the task that the callback reports as finished. @returns the reply where it is not known to be */
async function confirmReported(
	client: Client,
	execution: SuspendedExecution,
	report: Report,
): Promise<WebhookReply | null> {
	const { taskId } = report;
	if (execution.finished.has(taskId)) return null;
	const confirmation = await execution.ask(
		taskId,
		async () => await confirmTask(client, taskId, report),
	);
	if (confirmation.kind !== 'confirmed') return tryAgain('The task could not be checked');
	const { reading } = confirmation;
	if (isAheadOf(report, reading.task)) {
		return tryAgain('TaskInfo does not show this task as finished yet');
	}
	if (terminalStatus(reading.task) !== null) execution.finished.set(taskId, reading);
	return null;
}

const pendingSchema = z.object({
	timed_out: z.literal(true),
	/** With Simplify off it is Crun's own value, which may be a number. */
	task_id: z.union([z.string(), z.number()]).transform(String),
});

/** A stored item that waits for a task says so in the way in which it is passed on at the deadline. */
function pendingTaskOf({ json }: INodeExecutionData): string | null {
	return pendingSchema.safeParse(json).data?.task_id ?? null;
}

/**
 * A stored item with the result of its task. Whether to simplify was decided for each item before the execution was
 * suspended, and shows in the item's shape.
 */
function withResult(
	item: INodeExecutionData,
	finished: Map<string, TaskReading>,
): INodeExecutionData {
	const reading = finished.get(pendingTaskOf(item) ?? '');
	if (!reading) return item;
	const { reference } = item.json;
	const known = typeof reference === 'string' ? reference : undefined;
	return { ...item, json: { ...presentTask(reading, 'media_urls' in item.json, known) } };
}
