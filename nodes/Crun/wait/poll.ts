import { endpoints } from '../crun/contract';
import { explain } from '../crun/explain';
import { Problem } from '../crun/problem';
import { nextPollDelay } from '../crun/schedule';
import { settle } from '../crun/settle';
import { terminalStatus } from '../crun/task';
import type { Client } from '../transport/client';
import { pause } from '../transport/pause';
import { isNotFound, readingOf, type TaskReading } from '../transport/readTask';

export interface Awaited {
	taskId: string;
	/** What is known of it so far. */
	reading: TaskReading | null;
	/** Created by this very run: then "not found" can only mean "not yet to be seen". */
	ours: boolean;
}

export type WaitResult =
	| { kind: 'finished'; reading: TaskReading }
	/** `trouble`: why the last look brought nothing, if it did not. */
	| { kind: 'unfinished'; taskId: string; reading: TaskReading | null; trouble: string | null }
	| { kind: 'failed'; taskId: string; error: unknown };

export interface PollOptions {
	/** Milliseconds since the epoch. */
	deadline: number;
	intervalMs: number;
	signal: AbortSignal | undefined;
}

/**
 * Waits for all tasks in one loop: a round looks at every unfinished one, side by side within the client's concurrency.
 * A look that fails costs that look only. At the deadline everything unfinished is looked at once more.
 * When the execution is stopped, it ends at once.
 * @returns one result a task, in the given order
 */
export async function pollTasks(client: Client, tasks: Awaited[], { deadline, intervalMs, signal }: PollOptions): Promise<WaitResult[]> {
	// What was never looked at may be finished already.
	const results = await Promise.all(tasks.map(async (task) => (task.reading ? resultOf(task.reading) : await look(client, task, null))));
	let delay = intervalMs;
	for (let left = deadline - Date.now(); left > 0 && results.some(({ kind }) => kind === 'unfinished'); left = deadline - Date.now()) {
		const paused = await settle(async () => await pause(Math.min(delay, left), signal));
		if ('error' in paused) return results.map((result) => (result.kind === 'unfinished' ? { kind: 'failed', taskId: result.taskId, error: stoppedProblem(result.taskId) } : result));
		await Promise.all(
			tasks.map(async (task, index) => {
				const before = results[index];
				if (before?.kind === 'unfinished') results[index] = await look(client, task, before.reading);
			}),
		);
		delay = nextPollDelay(delay, intervalMs);
	}
	return results;
}

/** One look at each task that is not known to be finished, now. */
export async function lookOnce(client: Client, tasks: Awaited[]): Promise<WaitResult[]> {
	return await Promise.all(tasks.map(async (task) => (task.reading && terminalStatus(task.reading.task) ? resultOf(task.reading) : await look(client, task, task.reading))));
}

function resultOf(reading: TaskReading): WaitResult {
	return terminalStatus(reading.task) ? { kind: 'finished', reading } : { kind: 'unfinished', taskId: reading.task.task_id, reading, trouble: null };
}

async function look(client: Client, { taskId, ours }: Awaited, before: TaskReading | null): Promise<WaitResult> {
	const outcome = await client.read(endpoints.taskInfo, { task_id: taskId }, 1);
	const missed = (trouble: string): WaitResult => ({ kind: 'unfinished', taskId, reading: before, trouble });
	if (isNotFound(outcome) && ours) return missed('Crun does not know the task yet');
	if (outcome.kind === 'transient' || (outcome.kind === 'unknown' && !isNotFound(outcome))) {
		return missed(explain(outcome, `look up task ${taskId}`, client.account.apiKey).message);
	}
	try {
		return resultOf(readingOf(outcome, taskId, client.account.apiKey));
	} catch (error) {
		return { kind: 'failed', taskId, error };
	}
}

function stoppedProblem(taskId: string): Problem {
	return new Problem(`The execution was stopped while it waited for task ${taskId}. The task goes on at Crun: get its result with Task > Wait`, { kind: 'api', taskId });
}

/** The error of a task that was not finished in time: it goes on at Crun, and nothing is lost. */
export function timeoutProblem({ taskId, reading, trouble }: Extract<WaitResult, { kind: 'unfinished' }>): Problem {
	const state = trouble ?? `it is still ${reading?.task.status ?? 'pending'}`;
	return new Problem(`Task ${taskId} was not finished in time: ${state}. It goes on at Crun and is not lost: wait for it with Task > Wait, or raise the timeout and retry`, { kind: 'api', taskId });
}
