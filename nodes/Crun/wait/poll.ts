import { endpoints } from '../crun/contract';
import { explain } from '../crun/explain';
import { Problem, wholeText } from '../crun/problem';
import { nextPollDelay } from '../crun/schedule';
import { settle } from '../crun/settle';
import { terminalStatus, type TaskReading } from '../crun/task';
import { abortableSleep } from '../n8n/abortableSleep';
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
}

export interface PollOptions {
	/** Milliseconds since the epoch. */
	deadline: number;
	intervalMs: number;
	signal: AbortSignal | undefined;
}

/**
 * Waits for all tasks in one loop. Each round checks every unfinished task, side by side within the client's concurrency;
 * a failed check costs only that check. At the deadline all unfinished tasks are checked one last time. Stopping the
 * execution ends the loop at once.
 * @returns one result for each task, in the given order
 */
export async function pollTasks(
	client: Client,
	tasks: AwaitedTask[],
	{ deadline, intervalMs, signal }: PollOptions,
): Promise<WaitResult[]> {
	// A task that was never checked may be finished already.
	const results = await Promise.all(
		tasks.map(async (task) =>
			task.reading ? resultOf(task.reading) : await check(client, task, null, deadline),
		),
	);
	const isUnfinished = () => results.some(({ kind }) => kind === 'unfinished');
	const timeLeft = () => deadline - Date.now();
	for (let delay = intervalMs; timeLeft() > 0 && isUnfinished(); ) {
		const pause = Math.min(delay, timeLeft());
		const slept = await settle(async () => await abortableSleep(pause, signal));
		if ('error' in slept) return results.map(stopped);
		await Promise.all(
			tasks.map(async (task, index) => {
				const before = results[index];
				if (before?.kind !== 'unfinished') return;
				results[index] = await check(client, task, before.reading, deadline);
			}),
		);
		delay = nextPollDelay(delay, intervalMs);
	}
	return results;
}

/** Checks each task that is not known to be finished, once and now. */
export async function checkOnce(client: Client, tasks: AwaitedTask[]): Promise<WaitResult[]> {
	return await Promise.all(
		tasks.map(async (task) =>
			task.reading && terminalStatus(task.reading.task)
				? resultOf(task.reading)
				: await check(client, task, task.reading),
		),
	);
}

function resultOf(reading: TaskReading): WaitResult {
	if (terminalStatus(reading.task)) return { kind: 'finished', reading };
	return { kind: 'unfinished', taskId: reading.task.task_id, reading, trouble: null };
}

/** @param latest milliseconds since the epoch: a break that Crun asks for is not waited out beyond this */
async function check(
	client: Client,
	{ taskId, ours }: AwaitedTask,
	before: TaskReading | null,
	latest?: number,
): Promise<WaitResult> {
	const missed = (trouble: string): WaitResult => ({
		kind: 'unfinished',
		taskId,
		reading: before,
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
		if (ours || before) return missed('Crun does not know the task at the moment.');
	} else if (outcome.kind === 'transient' || outcome.kind === 'unknown') {
		return missed(wholeText(explain(outcome, 'check its status')));
	}
	try {
		return resultOf(toReading(outcome, taskId));
	} catch (error) {
		return { kind: 'failed', taskId, error };
	}
}

function stopped(result: WaitResult): WaitResult {
	if (result.kind !== 'unfinished') return result;
	const { taskId } = result;
	const error = new Problem(
		'The execution was stopped while it waited for a task',
		`Task ${taskId} is still running at Crun: get its result with Task > Wait.`,
		{ kind: 'api', taskId },
	);
	return { kind: 'failed', taskId, error };
}

/** The error for a task that did not finish in time: it is still running at Crun, and nothing is lost. */
export function timeoutProblem({ taskId, reading, trouble }: UnfinishedTask): Problem {
	const state = trouble ?? `Its status is ${reading?.task.status ?? 'pending'}.`;
	return new Problem(
		'The task did not finish in time',
		`Task ${taskId} is still running at Crun. ${state} Nothing is lost: wait for it with Task > Wait, or raise the timeout and retry.`,
		{ kind: 'api', taskId },
	);
}
