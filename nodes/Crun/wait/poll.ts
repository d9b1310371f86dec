import { endpoints } from '../crun/contract';
import { explain } from '../crun/explain';
import { Problem, wholeText } from '../crun/problem';
import { nextPollDelay } from '../crun/schedule';
import { settle } from '../crun/settle';
import { terminalStatus } from '../crun/task';
import type { Client } from '../transport/client';
import { abortableSleep } from '../n8n/abortableSleep';
import { isNotFound, readingOf, type TaskReading } from '../transport/readTask';

export interface AwaitedTask {
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
export async function pollTasks(
	client: Client,
	tasks: AwaitedTask[],
	{ deadline, intervalMs, signal }: PollOptions,
): Promise<WaitResult[]> {
	// What was never looked at may be finished already.
	const results = await Promise.all(
		tasks.map(async (task) =>
			task.reading ? resultOf(task.reading) : await look(client, task, null, deadline),
		),
	);
	let delay = intervalMs;
	for (
		let left = deadline - Date.now();
		left > 0 && results.some(({ kind }) => kind === 'unfinished');
		left = deadline - Date.now()
	) {
		const paused = await settle(async () => await abortableSleep(Math.min(delay, left), signal));
		if ('error' in paused)
			return results.map((result) =>
				result.kind === 'unfinished'
					? { kind: 'failed', taskId: result.taskId, error: stoppedProblem(result.taskId) }
					: result,
			);
		await Promise.all(
			tasks.map(async (task, index) => {
				const before = results[index];
				if (before?.kind === 'unfinished')
					results[index] = await look(client, task, before.reading, deadline);
			}),
		);
		delay = nextPollDelay(delay, intervalMs);
	}
	return results;
}

/** One look at each task that is not known to be finished, now. */
export async function lookOnce(client: Client, tasks: AwaitedTask[]): Promise<WaitResult[]> {
	return await Promise.all(
		tasks.map(async (task) =>
			task.reading && terminalStatus(task.reading.task)
				? resultOf(task.reading)
				: await look(client, task, task.reading),
		),
	);
}

function resultOf(reading: TaskReading): WaitResult {
	return terminalStatus(reading.task)
		? { kind: 'finished', reading }
		: { kind: 'unfinished', taskId: reading.task.task_id, reading, trouble: null };
}

/** @param latest milliseconds since the epoch: a break that Crun asks for is not waited for beyond this */
async function look(
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
	if (outcome.kind === 'ok' && outcome.data.task_id !== taskId)
		return missed('Crun answered with another task');
	if (isNotFound(outcome)) {
		if (ours || before) return missed('Crun does not know the task at the moment');
	} else if (outcome.kind === 'transient' || outcome.kind === 'unknown') {
		return missed(wholeText(explain(outcome, `look up task ${taskId}`)));
	}
	const reading = await settle(async () => await Promise.resolve(readingOf(outcome, taskId)));
	return 'value' in reading
		? resultOf(reading.value)
		: { kind: 'failed', taskId, error: reading.error };
}

function stoppedProblem(taskId: string): Problem {
	return new Problem(
		`The execution was stopped while it waited for task ${taskId}. The task goes on at Crun: get its result with Task > Wait`,
		undefined,
		{ kind: 'api', taskId },
	);
}

/** The error of a task that was not finished in time: it goes on at Crun, and nothing is lost. */
export function timeoutProblem({
	taskId,
	reading,
	trouble,
}: Extract<WaitResult, { kind: 'unfinished' }>): Problem {
	const state = trouble ?? `it is still ${reading?.task.status ?? 'pending'}`;
	return new Problem(
		`Task ${taskId} was not finished in time: ${state}. It goes on at Crun and is not lost: wait for it with Task > Wait, or raise the timeout and retry`,
		undefined,
		{ kind: 'api', taskId },
	);
}
