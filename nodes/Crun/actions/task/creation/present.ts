import { presentTask, terminalStatus } from '../../../crun/task';
import type { ItemResult, OperationResult } from '../../operation';
import { presentWaited, type PresentOptions } from '../presentWaited';
import type { Item } from './item';
import type { Run } from './read';
import type { WaitedItems, WaitedTask } from './wait';

/** Turns every item into what the node returns for it. Skipped items are left out. */
export async function presentTasks(
	run: Run,
	{ kind, items }: WaitedItems,
): Promise<OperationResult> {
	const options = presentOptions(run, kind);
	const results = await Promise.all(items.map(async (item) => await presentItem(item, options)));
	if (kind === 'notWaited' && items.some(isSilent)) run.hint(HOW_TO_GET_RESULTS);
	if (kind !== 'suspending') return { kind: 'done', items: results.flat() };
	const deadline = new Date(Date.now() + run.options.timeoutMs);
	const { resumeUrl = '' } = run;
	return { kind: 'suspend', items: results.flat(), deadline, resumeUrl };
}

const HOW_TO_GET_RESULTS =
	'The tasks were created, and are still running at Crun. To get the results, set Wait For Result to Poll before you create tasks, or pass the task_id to a Crun node with the operation Task > Wait.';

/** Whether a task is unfinished, and nothing announces its result. */
function isSilent(item: Item<WaitedTask>): boolean {
	if (item.kind !== 'ready') return false;
	const { state } = item.value;
	if (state.kind !== 'new' || terminalStatus(state.task.reading.task) !== null) return false;
	return state.task.callbackPath === null;
}

/**
 * One failed task must not keep a suspended execution from returning the other results. Its files are downloaded when
 * it resumes: as long as it runs, callbacks are lost.
 */
function presentOptions(
	{ options, download, stopsOnError, waitMode }: Run,
	kind: WaitedItems['kind'],
): PresentOptions {
	if (kind !== 'suspending') {
		return { ...options, download, toleratesNoFiles: waitMode === 'suspend' };
	}
	const onTaskFailure = stopsOnError ? 'output' : options.onTaskFailure;
	return { onTaskFailure, onTimeout: 'pending', download: null };
}

async function presentItem(item: Item<WaitedTask>, options: PresentOptions): Promise<ItemResult[]> {
	const { kind, itemIndex } = item;
	if (kind === 'skipped') return [];
	if (kind === 'failed') return [{ kind: 'error', itemIndex, error: item.error }];
	const { state, simplify, title } = item.value;
	const reference = item.value.reference ?? null;
	if (state.kind !== 'new') {
		return [await presentWaited(itemIndex, state, { ...options, simplify, reference, title })];
	}
	const { reading } = state.task;
	const json = { ...presentTask(reading, simplify, reference) };
	return [{ kind: 'output', itemIndex, taskId: reading.task.task_id, output: [{ json }] }];
}
