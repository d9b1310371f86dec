import { endpoints, recordSchema, type JsonObject, type Task } from '../crun/contract';
import { explain } from '../crun/explain';
import type { Outcome } from '../crun/outcome';
import { Problem } from '../crun/problem';
import type { Client } from './client';

/** A task as TaskInfo gave it: parsed, and whole. */
export interface TaskReading {
	task: Task;
	raw: JsonObject;
}

/**
 * Looks a task up, as often as it takes to get an answer.
 * @throws Problem with the task id: not found, refused, or Crun cannot be asked
 */
export async function readTask(client: Client, taskId: string): Promise<TaskReading> {
	return readingOf(await client.read(endpoints.taskInfo, { task_id: taskId }), taskId);
}

/** Crun has three ways of saying that there is no such task: HTTP 404, code 404 in an HTTP 200, and `data: null`. */
export function isNotFound(outcome: Outcome<Task>): boolean {
	return (
		(outcome.kind === 'refused' && outcome.code === 404) ||
		(outcome.kind === 'unknown' && outcome.raw === null)
	);
}

/** @throws Problem unless the outcome is the task that was asked for */
export function readingOf(outcome: Outcome<Task>, taskId: string): TaskReading {
	if (isNotFound(outcome)) {
		throw new Problem(
			`Crun knows no task ${taskId} of this account: check the ID, and that the credential is the one the task was created with`,
			undefined,
			{ kind: 'api', code: 404, taskId },
		);
	}
	if (outcome.kind !== 'ok') {
		const { message, description, details } = explain(outcome, `look up task ${taskId}`);
		throw new Problem(message, description, { ...details, taskId });
	}
	if (outcome.data.task_id !== taskId)
		throw new Problem(
			`Crun answered with another task than ${taskId}: try again, and tell Crun if it stays so`,
			undefined,
			{ kind: 'api', taskId },
		);
	return { task: outcome.data, raw: recordSchema.parse(outcome.raw) };
}
