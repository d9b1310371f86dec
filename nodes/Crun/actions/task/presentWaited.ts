import { Problem } from '../../crun/problem';
import { oneLine } from '../../crun/redact';
import { failureOf, presentTask, terminalStatus, type TaskReading } from '../../crun/task';
import { attachDownload } from '../../files/attachDownload';
import type { Download } from '../../files/openDownloads';
import type { UnfinishedTask, WaitResult } from '../../wait/checkTask';
import { timeoutProblem } from '../../wait/problems';
import type { ItemResult, Output } from '../operation';
import type { WaitOptions } from './readers/options';

export interface PresentOptions extends Pick<WaitOptions, 'onTimeout' | 'onTaskFailure'> {
	/** Null: URLs only. */
	download: Download | null;
	/** Whether an item without its files is returned with the reason, rather than fails. */
	toleratesNoFiles?: boolean;
}

/** How to present the task of one item. */
interface ItemOptions extends PresentOptions {
	simplify: boolean;
	/** The user's own text that the task was created with, if any; undefined: read it from the callback URL. */
	reference?: string | null;
	/** The name of the template, where it is known. */
	title?: string | undefined;
}

/**
 * Turns the end of waiting for one task into what the node returns for its item, with the task's files if asked
 * for.
 */
export async function presentWaited(
	itemIndex: number,
	result: WaitResult,
	options: ItemOptions,
): Promise<ItemResult> {
	const taskId = result.kind === 'finished' ? result.reading.task.task_id : result.taskId;
	try {
		const output = await outputOf(result, options);
		return { kind: 'output', itemIndex, taskId, output: [output] };
	} catch (error) {
		return { kind: 'error', itemIndex, taskId, error };
	}
}

/** @throws Problem where the item is to fail */
async function outputOf(result: WaitResult, options: ItemOptions): Promise<Output> {
	const { simplify, reference, title, onTimeout, onTaskFailure, download } = options;
	if (result.kind === 'failed') throw result.error;
	if (result.kind === 'unfinished') {
		if (onTimeout === 'error') throw timeoutProblem(result);
		return { json: presentPending(result, simplify, reference) };
	}
	const { reading } = result;
	const json = { ...presentTask(reading, simplify, reference) };
	if (terminalStatus(reading.task) === 'failed') {
		if (onTaskFailure === 'error') throw taskFailed(reading);
		return { json };
	}
	if (!download) return { json };
	const files = async () => await download(reading.task, title);
	return options.toleratesNoFiles
		? await attachDownload({ json }, files)
		: { json, binary: await files() };
}

/** A task that did not finish in time. */
function presentPending(
	{ taskId, reading }: UnfinishedTask,
	simplify: boolean,
	reference: string | null | undefined,
): Output['json'] {
	const known = reading ? presentTask(reading, simplify, reference) : { task_id: taskId };
	return { ...known, status: 'pending', timed_out: true };
}

function taskFailed({ task }: TaskReading): Problem {
	const { task_id: taskId, credits } = task;
	const { code, message } = failureOf(task);
	const reason = `${oneLine(message).replace(/\.$/, '')}${code === null ? '' : ` (${code})`}`;
	const charge = credits ? `${credits} credits were charged.` : 'Nothing was charged.';
	return new Problem('The task failed at Crun', `Task ${taskId}: ${reason}. ${charge}`, {
		kind: 'api',
		taskId,
		taskEnded: true,
	});
}
