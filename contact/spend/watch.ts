import { setTimeout as sleep } from 'node:timers/promises';
import { endpoints, type Task } from '../../nodes/Crun/crun/contract';
import { saysSomething, terminalStatus } from '../../nodes/Crun/crun/task';
import { dataOf, type Contact } from '../contact';
import type { Probe } from '../probe';
import { call } from '../crun/call';
import { describeOutcome, ok } from '../crun/expectation';

const STATUSES = ['pending', 'running', 'success', 'failed'];
/** Those of the published schema that `taskSchema` does not require. */
const REQUIRED = ['provider', 'model_version', 'param', 'create_at', 'source'] as const;

export interface WatchTiming {
	/** Milliseconds between two checks. */
	pollMs: number;
	/** Milliseconds after which an unfinished task is left alone. */
	taskTimeoutMs: number;
}

/** Polls a task, and records each state that it passes through. @returns the finished task, or undefined */
export async function watch(
	contact: Contact,
	taskId: string,
	callbackUrl: string | undefined,
	{ pollMs, taskTimeoutMs }: WatchTiming,
): Promise<Task | undefined> {
	const deadline = performance.now() + taskTimeoutMs;
	const section = 'the task';
	let known = '';
	while (performance.now() < deadline) {
		const request = { endpoint: endpoints.taskInfo, query: { task_id: taskId } };
		const exchange = await call(contact.caller, request);
		const task = dataOf(exchange.outcome);
		const state = task?.status ?? describeOutcome(exchange.outcome);
		if (state !== known) {
			const name = task ? `while its status is ${task.status}` : 'without a readable status';
			const examine: Probe<typeof endpoints.taskInfo>['examine'] = (one) =>
				differencesOf(one, taskId, callbackUrl);
			contact.record({ section, name, ...request, expect: ok, examine }, exchange);
			known = state;
		}
		if (task && terminalStatus(task) !== null) return task;
		await sleep(pollMs);
	}
	contact.addUnchecked({ section, name: 'its end' }, 'it has not finished in time');
	return undefined;
}

function differencesOf(
	task: Task,
	taskId: string,
	callbackUrl: string | undefined,
): Array<string | null> {
	const { status, result, param, message } = task;
	const isMissing = (value: unknown) => value === null || value === undefined;
	return [
		task.task_id === taskId ? null : 'Another task was returned',
		STATUSES.includes(status) ? null : `The status is not documented: ${status}`,
		...REQUIRED.map((name) => (isMissing(task[name]) ? `There is no readable ${name}` : null)),
		isMissing(task.credits) ? 'There is no readable credits' : null,
		callbackUrl !== undefined && param?.callback_url !== callbackUrl
			? 'The callback URL in param is not the one that was sent'
			: null,
		status === 'success' && !result?.media_urls?.length
			? 'The task has succeeded without media_urls'
			: null,
		status === 'failed' && ![result?.message, result?.error, message].some(saysSomething)
			? 'The task has failed without a reason'
			: null,
		terminalStatus(task) !== null && isMissing(task.complete_at)
			? 'The task has finished without complete_at'
			: null,
	];
}
