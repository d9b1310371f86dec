import type { IExecuteFunctions } from 'n8n-workflow';
import { terminalStatus } from '../../../crun/task';
import { lookOnce, pollTasks, type AwaitedTask, type WaitResult } from '../../../wait/poll';
import { park } from '../../../wait/suspend';
import type { ItemResult } from '../../operation';
import { presentItems } from '../../presentItems';
import { presentTask } from '../../presentTask';
import type { Created, Run } from './index';
import { deliver, itemResult, pendingJson } from '../results';

/** Not waiting: what is known of the new task. Also for a node that is about to fail, so that it can name the tasks. */
export function withoutWaiting({ context }: Run, created: Created[]): ItemResult[] {
	return created.map((one) => {
		if ('error' in one) return one;
		const { reading } = one.value;
		return {
			itemIndex: one.itemIndex,
			taskId: reading.task.task_id,
			output: [{ json: presentTask(reading, simplifies(context, one.itemIndex)) }],
		};
	});
}

/** Keeps the execution running until the tasks are finished, or the time is up. */
export async function afterPolling(
	{ context, client, options, signal }: Run,
	created: Created[],
): Promise<ItemResult[]> {
	const { timeoutMs, intervalMs } = options;
	const waited = await pollTasks(client, created.flatMap(toAwaited), {
		deadline: Date.now() + timeoutMs,
		intervalMs,
		signal,
	});
	return await merge(
		created,
		waited,
		async (itemIndex, result) =>
			await deliver(
				{ context, client },
				itemIndex,
				result,
				simplifies(context, itemIndex),
				options,
			),
	);
}

/** One last look first: callbacks that came while the execution was still running are lost. */
export async function afterSuspension(
	{ context, client, options }: Run,
	created: Created[],
): Promise<ItemResult[]> {
	const looked = await lookOnce(client, created.flatMap(toAwaited));
	const parking = looked.some(({ kind }) => kind === 'unfinished');
	// A parked execution must not lose the other items' results to one failed task.
	const onTaskFailure = parking && !context.continueOnFail() ? 'output' : options.onTaskFailure;
	const results = await merge(created, looked, async (itemIndex, result) => {
		const simplify = simplifies(context, itemIndex);
		if (result.kind !== 'unfinished')
			return itemResult(itemIndex, result, simplify, { ...options, onTaskFailure });
		return { itemIndex, taskId: result.taskId, output: [{ json: pendingJson(result, simplify) }] };
	});
	if (!parking) return results;
	await park(context, presentItems(context, results), new Date(Date.now() + options.timeoutMs));
	// n8n passes on what was parked. What is given out here counts for nothing but Retry On Fail, which must not run a
	// parked node again just because its first item has an error.
	return [];
}

function toAwaited(one: Created): AwaitedTask[] {
	return 'value' in one
		? [{ taskId: one.value.reading.task.task_id, reading: one.value.reading, ours: true }]
		: [];
}

/** Puts the results of waiting beside the items that have no task to wait for. */
async function merge(
	created: Created[],
	waited: WaitResult[],
	toItem: (itemIndex: number, result: WaitResult) => Promise<ItemResult>,
): Promise<ItemResult[]> {
	const failed = created.flatMap((one): ItemResult[] => ('error' in one ? [one] : []));
	const withTask = created.filter((one) => 'value' in one);
	const done = await Promise.all(
		waited.map(async (result, index) =>
			withTask[index] ? [await toItem(withTask[index].itemIndex, result)] : [],
		),
	);
	return [...failed, ...done.flat()];
}

/** Can every unfinished task call this execution back? One taken up from an earlier execution calls that one. */
export function canBeCalledBack(created: Created[], callbackUrl: string | undefined): boolean {
	const path = callbackUrl === undefined ? null : new URL(callbackUrl).pathname;
	return created.every(
		(one) =>
			'error' in one ||
			terminalStatus(one.value.reading.task) !== null ||
			one.value.callbackPath === path,
	);
}

function simplifies(context: IExecuteFunctions, itemIndex: number): boolean {
	return context.getNodeParameter('simplify', itemIndex, true) === true;
}
