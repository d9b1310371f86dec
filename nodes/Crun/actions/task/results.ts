import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { oneLine } from '../../crun/redact';
import { Problem } from '../../crun/problem';
import { failureOf, terminalStatus } from '../../crun/task';
import type { Client } from '../../transport/client';
import { timeoutProblem, type WaitResult } from '../../wait/poll';
import { downloadResult } from '../../files/downloadResult';
import type { ItemResult } from '../operation';
import { presentTask } from '../presentTask';
import type { RunOptions } from './fields/options';

/** Turns the end of waiting for one task into what its item gets, as On Timeout and On Task Failure say. */
export function itemResult(
	itemIndex: number,
	result: WaitResult,
	simplify: boolean,
	options: Pick<RunOptions, 'onTimeout' | 'onTaskFailure'>,
): ItemResult {
	if (result.kind === 'failed') return { itemIndex, taskId: result.taskId, error: result.error };
	if (result.kind === 'unfinished') {
		if (options.onTimeout === 'error')
			return { itemIndex, taskId: result.taskId, error: timeoutProblem(result) };
		return { itemIndex, taskId: result.taskId, output: [{ json: pendingJson(result, simplify) }] };
	}
	const { reading } = result;
	const { task_id: taskId } = reading.task;
	if (terminalStatus(reading.task) === 'failed' && options.onTaskFailure === 'error') {
		const { code, message } = failureOf(reading.task);
		const paid = reading.task.credits
			? `${reading.task.credits} credits were charged`
			: 'Nothing was charged';
		const error = new Problem(
			`Task ${taskId} failed at Crun: ${oneLine(message)}${code === null ? '' : ` (${code})`}. ${paid}. Running this again creates a new task`,
			undefined,
			{ kind: 'api', taskId },
		);
		return { itemIndex, taskId, error };
	}
	return { itemIndex, taskId, output: [{ json: presentTask(reading, simplify) }] };
}

/** The same, with the task's files as binary data where the user asked for them. */
export async function deliver(
	{ context, client }: { context: IExecuteFunctions; client: Client },
	itemIndex: number,
	result: WaitResult,
	simplify: boolean,
	options: Pick<RunOptions, 'onTimeout' | 'onTaskFailure' | 'download'>,
): Promise<ItemResult> {
	const item = itemResult(itemIndex, result, simplify, options);
	if (
		!options.download ||
		result.kind !== 'finished' ||
		terminalStatus(result.reading.task) !== 'success' ||
		!('output' in item)
	)
		return item;
	try {
		const binary = await downloadResult(context, client, result.reading.task, options.download);
		return { ...item, output: item.output.map((one) => ({ ...one, binary })) };
	} catch (error) {
		return { itemIndex, taskId: item.taskId, error };
	}
}

/** A task that is not finished when the time is up. */
export function pendingJson(
	{ taskId, reading }: Extract<WaitResult, { kind: 'unfinished' }>,
	simplify: boolean,
): IDataObject {
	const known = reading ? presentTask(reading, simplify) : { task_id: taskId };
	return { ...known, status: 'pending', timed_out: true };
}
