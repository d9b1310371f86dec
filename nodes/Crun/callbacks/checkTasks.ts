import { terminalStatus } from '../crun/task';
import type { Client } from '../transport/client';
import { confirmTask } from './confirmTask';
import type { SuspendedExecution } from './suspendedExecutions';

/**
 * `finished`: all tasks are. `unfinished`: at least one is not. `unknown`: one could not be checked.
 */
export type TasksState = 'finished' | 'unfinished' | 'unknown';

/** Usually the first check finds a task that is not finished. */
const FIRST_CHECKS = [1, 2, 4];

/**
 * Checks the tasks of a suspended execution until one is found that is not finished: a few at first, then side by side.
 * Tasks that another callback asks about at this moment come last.
 * @param width how many tasks are checked at once
 */
export async function checkTasks(
	client: Client,
	taskIds: string[],
	execution: SuspendedExecution,
	width: number,
): Promise<TasksState> {
	const { finished } = execution;
	const isAsking = (taskId: string) => Number(execution.isAsking(taskId));
	const queue = [...taskIds].sort((one, other) => isAsking(one) - isAsking(other));
	let state: TasksState = 'finished';
	const checkNext = async () => {
		const taskId = queue.shift();
		if (state !== 'finished' || taskId === undefined || finished.has(taskId)) return;
		const ask = async () => await confirmTask(client, taskId, null);
		const confirmation = await execution.ask(taskId, ask);
		if (confirmation.kind !== 'confirmed') state = 'unknown';
		else if (terminalStatus(confirmation.reading.task) === null) state = 'unfinished';
		else finished.set(taskId, confirmation.reading);
	};
	for (const count of FIRST_CHECKS) await Promise.all(Array.from({ length: count }, checkNext));
	const checkOn = async () => {
		while (queue.length > 0) await checkNext();
	};
	await Promise.all(Array.from({ length: width }, checkOn));
	return state;
}
