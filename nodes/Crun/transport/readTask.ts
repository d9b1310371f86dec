import { endpoints, recordSchema, type Task } from '../crun/contract';
import { explain } from '../crun/explain';
import type { Outcome } from '../crun/outcome';
import { Problem, withSentence } from '../crun/problem';
import { saysSomething, type TaskReading } from '../crun/task';
import type { Client } from './client';

/**
 * Reads a task, with as many attempts as an answer takes.
 * @throws Problem with the task ID: not found, refused, or Crun cannot be reached
 */
export async function readTask(client: Client, taskId: string): Promise<TaskReading> {
	return toReading(await client.read(endpoints.taskInfo, { task_id: taskId }), taskId);
}

/** Crun has three ways to say that there is no such task: HTTP 404, code 404 in an HTTP 200, and `data: null`. */
export function isNotFound(outcome: Outcome<Task>): boolean {
	return (
		(outcome.kind === 'refused' && outcome.code === 404) ||
		(outcome.kind === 'unknown' && outcome.raw === null)
	);
}

/** @throws Problem unless the outcome is the task that was asked for */
export function toReading(outcome: Outcome<Task>, taskId: string): TaskReading {
	if (isNotFound(outcome)) {
		throw new Problem(
			'Crun does not know this task',
			`Crun has no task ${taskId} in this account. Check the ID, and that the credential is the one that the task was created with.`,
			{ kind: 'api', code: 404, taskId },
		);
	}
	if (outcome.kind !== 'ok') {
		const problem = withSentence(explain(outcome, 'look up the task'), `The task ID is ${taskId}.`);
		const { message, description, details } = problem;
		throw new Problem(message, description, { ...details, taskId });
	}
	if (outcome.data.task_id !== taskId) {
		throw new Problem(
			'Crun returned another task',
			`Crun was asked for task ${taskId} and returned another one. Try again, and report it to Crun if it persists.`,
			{ kind: 'api', taskId },
		);
	}
	const { data, message } = outcome;
	const task = saysSomething(data.message) ? data : { ...data, message };
	return { task, raw: recordSchema.parse(outcome.raw) };
}
