import { terminalStatus, type TaskReading } from '../../../crun/task';
import { downloadEarly } from '../../../files/openDownloads';
import { monotonicMs } from '../../../n8n/monotonic';
import { checkOnce, type AwaitedTask, type WaitResult } from '../../../wait/checkTask';
import { pollTasks } from '../../../wait/poll';
import type { NewTask } from './create';
import type { Item } from './item';
import type { Run } from './read';

/** The task of one item after waiting, or without it. */
export interface WaitedTask {
	simplify: boolean;
	/** The user's own text that the task was created with, if any. */
	reference: string | undefined;
	/** The name of the template, where it is known. */
	title: string | undefined;
	state: WaitResult | { kind: 'new'; task: NewTask };
}

export interface WaitedItems {
	/**
	 * `suspending`: some tasks are unfinished, and Crun calls back for each of them. `checked`: the execution was to be
	 * suspended, but all tasks have finished.
	 */
	kind: 'notWaited' | 'polled' | 'checked' | 'suspending';
	items: Array<Item<WaitedTask>>;
}

/** Waits for the tasks as the user chose; not at all if the node is about to fail, so that it can name the tasks. */
export async function waitForTasks(run: Run, items: Array<Item<NewTask>>): Promise<WaitedItems> {
	const { client, ledger, download, options, waitMode, stopsOnError, signal, resumeUrl } = run;
	const failed = stopsOnError && items.some(({ kind }) => kind === 'failed');
	if (failed || waitMode === 'none') {
		return { kind: 'notWaited', items: withStates(items, (task) => ({ kind: 'new', task })) };
	}
	const created = items.flatMap((item) => (item.kind === 'ready' ? [item.value] : []));
	const tasks = created.map(toAwaited);
	if (waitMode === 'suspend' && canCallBack(items, resumeUrl)) {
		// Callbacks that arrived while the execution was still running are lost.
		const results = await checkOnce(client, tasks);
		const suspending = results.some(({ kind }) => kind === 'unfinished');
		return { kind: suspending ? 'suspending' : 'checked', items: withResults(items, results) };
	}
	const { timeoutMs, intervalMs } = options;
	const deadline = monotonicMs() + timeoutMs;
	const onFinished = (reading: TaskReading, index: number) =>
		downloadEarly(download, reading, created[index]?.title);
	const results = await pollTasks(client, tasks, { deadline, intervalMs, signal, onFinished });
	for (const one of results) if (one.kind === 'finished') ledger.budget.settle(one.reading.task);
	return { kind: 'polled', items: withResults(items, results) };
}

function toAwaited({ reading }: NewTask): AwaitedTask {
	return { taskId: reading.task.task_id, reading, ours: true };
}

/** Whether every unfinished task calls this execution back. One resumed from an earlier execution calls that one. */
function canCallBack(items: Array<Item<NewTask>>, resumeUrl: string | undefined): boolean {
	const path = resumeUrl === undefined ? null : new URL(resumeUrl).pathname;
	return items.every((item) => {
		if (item.kind !== 'ready') return true;
		const { reading, callbackPath } = item.value;
		return terminalStatus(reading.task) !== null || callbackPath === path;
	});
}

/** @param results one for each ready item, in their order */
function withResults(items: Array<Item<NewTask>>, results: WaitResult[]): Array<Item<WaitedTask>> {
	const remaining = results.values();
	return withStates(items, (task) => remaining.next().value ?? { kind: 'new', task });
}

function withStates(
	items: Array<Item<NewTask>>,
	toState: (task: NewTask) => WaitedTask['state'],
): Array<Item<WaitedTask>> {
	return items.map((item) => {
		if (item.kind !== 'ready') return item;
		const { simplify, reference, title } = item.value;
		return { ...item, value: { simplify, reference, title, state: toState(item.value) } };
	});
}
