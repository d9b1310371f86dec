import { Problem } from '../crun/problem';
import { describeStatus } from '../crun/task';
import type { UnfinishedTask } from './checkTask';

/** The error for a task that did not finish in time: it is still running at Crun, and nothing is lost. */
export function timeoutProblem({ taskId, reading, trouble }: UnfinishedTask): Problem {
	const state = trouble ?? describeStatus(reading?.task);
	return new Problem(
		'The task did not finish in time',
		`Task ${taskId} is still running at Crun. ${state} Nothing is lost. To wait longer, raise the timeout.`,
		{ kind: 'api', taskId },
	);
}

/** The error for a task that was running when the execution was stopped. */
export function stoppedProblem(taskId: string): Problem {
	return new Problem(
		'The execution was stopped while it waited for a task',
		`Task ${taskId} is still running at Crun: get its result with Task > Wait.`,
		{ kind: 'api', taskId },
	);
}
