import { Problem } from '../crun/problem';
import { describeStatus } from '../crun/task';
import type { Client } from '../transport/client';
import {
	checkTask,
	resultOf,
	type AwaitedTask,
	type UnfinishedTask,
	type WaitResult,
} from './checkTask';
import { checkInRounds, type PollOptions } from './rounds';

/**
 * Waits for all tasks in one loop. Each round checks every unfinished task, side by side within the client's
 * concurrency; a failed check costs only that check. At the deadline all unfinished tasks are checked one last
 * time. Stopping the execution ends the loop at once.
 * @returns one result for each task, in the given order
 */
export async function pollTasks(
	client: Client,
	tasks: AwaitedTask[],
	options: PollOptions,
): Promise<WaitResult[]> {
	// A task that was never checked may be finished already.
	const results = await Promise.all(
		tasks.map(async (task) =>
			task.reading ? resultOf(task.reading) : await checkTask(client, task, task, options.deadline),
		),
	);
	const isUnfinished = () => results.some(({ kind }) => kind === 'unfinished');
	const round = async () =>
		await Promise.all(
			tasks.map(async (task, index) => {
				const before = results[index];
				if (before?.kind !== 'unfinished') return;
				results[index] = await checkTask(client, task, before, options.deadline);
			}),
		);
	const isStopped = await checkInRounds(isUnfinished, round, options);
	return isStopped ? results.map(stopped) : results;
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
	const state = trouble ?? describeStatus(reading?.task);
	return new Problem(
		'The task did not finish in time',
		`Task ${taskId} is still running at Crun. ${state} Nothing is lost. To wait longer, raise the timeout.`,
		{ kind: 'api', taskId },
	);
}
