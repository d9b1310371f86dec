import { endpoints } from '../crun/contract';
import { explain } from '../crun/explain';
import { wholeText } from '../crun/problem';
import { settle } from '../crun/settle';
import { terminalStatus, type TaskReading } from '../crun/task';
import type { Client } from '../transport/client';
import { isNotFound, toReading } from '../transport/readTask';

/** A task to wait for. */
export interface AwaitedTask {
	taskId: string;
	/** What is known of it so far. */
	reading: TaskReading | null;
	/** Whether this very run created it: then "not found" can only mean "not visible yet". */
	ours: boolean;
}

/** How waiting for a task ended. */
export type WaitResult =
	| { kind: 'finished'; reading: TaskReading }
	| UnfinishedTask
	| { kind: 'failed'; taskId: string; error: unknown };

export interface UnfinishedTask {
	kind: 'unfinished';
	taskId: string;
	reading: TaskReading | null;
	/** Why the last status check failed, if it did. */
	trouble: string | null;
	/** Crun rejected the API key at the last check. One such answer can be a mistake; a second one ends the wait. */
	rejected?: boolean;
}

/** Checks each task that is not known to be finished, once and now. */
export async function checkOnce(client: Client, tasks: AwaitedTask[]): Promise<WaitResult[]> {
	return await Promise.all(
		tasks.map(async (task) =>
			task.reading && terminalStatus(task.reading.task)
				? resultOf(task.reading)
				: await checkTask(client, task, task),
		),
	);
}

export function resultOf(reading: TaskReading): WaitResult {
	if (terminalStatus(reading.task)) return { kind: 'finished', reading };
	return { kind: 'unfinished', taskId: reading.task.task_id, reading, trouble: null };
}

/**
 * Checks the status of one task, with one request.
 * @param before what is known of it so far, and of the last check
 * @param latest a time of monotonicMs(): a break that Crun asks for is not waited out beyond this
 */
export async function checkTask(
	client: Client,
	{ taskId, ours }: AwaitedTask,
	before: Pick<UnfinishedTask, 'reading' | 'rejected'>,
	latest?: number,
): Promise<WaitResult> {
	const missed = (trouble: string): UnfinishedTask => ({
		kind: 'unfinished',
		taskId,
		reading: before.reading,
		trouble,
	});
	const asked = await settle(
		async () => await client.read(endpoints.taskInfo, { task_id: taskId }, { attempts: 1, latest }),
	);
	if ('error' in asked) return missed(wholeText(asked.error)); // stopped, or no time left
	const outcome = asked.value;
	if (outcome.kind === 'ok' && outcome.data.task_id !== taskId) {
		return missed('Crun returned another task.');
	}
	if (isNotFound(outcome)) {
		if (ours || before.reading) return missed('Crun does not know the task at the moment.');
	} else if (outcome.kind === 'transient' || outcome.kind === 'unknown') {
		return missed(wholeText(explain(outcome, 'check its status')));
	} else if (outcome.kind === 'refused' && isRejection(outcome.code) && !before.rejected) {
		return { ...missed(wholeText(explain(outcome, 'check its status'))), rejected: true };
	}
	try {
		return resultOf(toReading(outcome, taskId));
	} catch (error) {
		return { kind: 'failed', taskId, error };
	}
}

/** Whether Crun rejected the API key. */
export function isRejection(code: number | null): boolean {
	return code === 401 || code === 403;
}
