import type { IExecuteFunctions } from 'n8n-workflow';
import type { CreateTaskRequest } from '../../crun/contract';
import { Problem } from '../../crun/problem';
import { settle, type Settled } from '../../crun/settle';
import { terminalStatus } from '../../crun/task';
import { openClient, type Client } from '../../transport/client';
import { createOnce, type Creation } from '../../wait/createOnce';
import { openLedger, type Ledger } from '../../wait/ledger';
import { lookOnce, pollTasks, type Awaited, type WaitResult } from '../../wait/poll';
import { park, resumeAddress } from '../../wait/suspend';
import type { ItemResult } from '../operation';
import { presentItems } from '../presentItems';
import { presentTask } from '../presentTask';
import { readOptions, type RunOptions } from './options';
import { deliver, itemResult, pendingJson } from './results';
import { readWaitMode } from './waitMode';

/** Checks one item and says what to send for it. Throws a Problem for what Crun is known not to take. */
export type Prepare = (itemIndex: number) => Promise<CreateTaskRequest>;

/** Everything the steps below need to know about this execution of the node. */
interface Run {
	context: IExecuteFunctions;
	client: Client;
	ledger: Ledger;
	options: RunOptions;
	signal: AbortSignal | undefined;
}

type Created = { itemIndex: number } & Settled<Creation>;

/**
 * Creates a task for every item, then waits as the user asked. Every item is checked before the first task is created.
 * Without "continue on fail", a bad item means that nothing is created, and a failed creation that no further one is
 * started.
 */
export async function createTasks(context: IExecuteFunctions, prepareWith: (client: Client, ledger: Ledger) => Prepare): Promise<ItemResult[]> {
	const options = readOptions(context);
	const waitMode = readWaitMode(context);
	const signal = context.getExecutionCancelSignal();
	const client = await openClient(context, { concurrency: options.concurrency, signal });
	const ledger = openLedger(context);
	const run: Run = { context, client, ledger, options, signal };
	const callbackUrl = waitMode === 'suspend' ? resumeAddress(context, client) : undefined;

	const prepare = prepareWith(client, ledger);
	const indexes = context.getInputData().map((_, itemIndex) => itemIndex);
	const prepared = await Promise.all(indexes.map(async (itemIndex) => await settle(async () => await prepare(itemIndex))));
	const created = await createAll(run, prepared.map((one) => ('value' in one && callbackUrl ? { value: { ...one.value, callback_url: callbackUrl } } : one)));

	const failed = created.some((one) => 'error' in one) && !context.continueOnFail();
	if (failed || waitMode === 'none') return withoutWaiting(run, created);
	if (waitMode === 'poll' || !canBeCalledBack(created, callbackUrl)) return await afterPolling(run, created);
	return await afterSuspension(run, created);
}

/** Side by side, each exactly once. What was called off because another item failed is left out. */
async function createAll({ context, client, ledger, options }: Run, prepared: Array<Settled<CreateTaskRequest>>): Promise<Created[]> {
	const calledOff = new Problem('Not created, because another item failed');
	let stop = !context.continueOnFail() && prepared.some((one) => 'error' in one);
	const hooks = {
		resendUnknown: options.resendUnknown,
		beforeSending: () => {
			if (stop) throw calledOff;
		},
		onFailure: () => {
			stop ||= !context.continueOnFail();
		},
	};
	const created = await Promise.all(
		prepared.map(async (one, itemIndex): Promise<Created> => {
			if ('error' in one) return { itemIndex, error: one.error };
			const creation = await settle(async () => await createOnce(client, ledger, itemIndex, one.value, hooks));
			if ('error' in creation) hooks.onFailure();
			return { itemIndex, ...creation };
		}),
	);
	return created.filter((one) => 'value' in one || one.error !== calledOff);
}

/** Not waiting: what is known of the new task. Also for a node that is about to fail, so that it can name the tasks. */
function withoutWaiting({ context }: Run, created: Created[]): ItemResult[] {
	return created.map((one) => {
		if ('error' in one) return one;
		const { reading } = one.value;
		return { itemIndex: one.itemIndex, taskId: reading.task.task_id, output: [{ json: presentTask(reading, simplifies(context, one.itemIndex)) }] };
	});
}

async function afterPolling({ context, client, options, signal }: Run, created: Created[]): Promise<ItemResult[]> {
	const { timeoutMs, intervalMs } = options;
	const waited = await pollTasks(client, created.flatMap(toAwaited), { deadline: Date.now() + timeoutMs, intervalMs, signal });
	return await merge(created, waited, async (itemIndex, result) => await deliver({ context, client }, itemIndex, result, simplifies(context, itemIndex), options));
}

/** One last look first: callbacks that came while the execution was still running are lost. */
async function afterSuspension({ context, client, options }: Run, created: Created[]): Promise<ItemResult[]> {
	const looked = await lookOnce(client, created.flatMap(toAwaited));
	const parking = looked.some(({ kind }) => kind === 'unfinished');
	// A parked execution must not lose the other items' results to one failed task.
	const onTaskFailure = parking && !context.continueOnFail() ? 'output' : options.onTaskFailure;
	const results = await merge(created, looked, async (itemIndex, result) => {
		const simplify = simplifies(context, itemIndex);
		if (result.kind !== 'unfinished') return itemResult(itemIndex, result, simplify, { ...options, onTaskFailure });
		return { itemIndex, taskId: result.taskId, output: [{ json: pendingJson(result, simplify) }] };
	});
	if (!parking) return results;
	await park(context, presentItems(context, results), new Date(Date.now() + options.timeoutMs));
	// n8n passes on what was parked. What is given out here counts for nothing but Retry On Fail, which must not run a
	// parked node again just because its first item has an error.
	return [];
}

function toAwaited(one: Created): Awaited[] {
	return 'value' in one ? [{ taskId: one.value.reading.task.task_id, reading: one.value.reading, ours: true }] : [];
}

/** Puts the results of waiting beside the items that have no task to wait for. */
async function merge(created: Created[], waited: WaitResult[], toItem: (itemIndex: number, result: WaitResult) => Promise<ItemResult>): Promise<ItemResult[]> {
	const failed = created.flatMap((one): ItemResult[] => ('error' in one ? [one] : []));
	const withTask = created.filter((one) => 'value' in one);
	const done = await Promise.all(waited.map(async (result, index) => (withTask[index] ? [await toItem(withTask[index].itemIndex, result)] : [])));
	return [...failed, ...done.flat()];
}

/** Can every unfinished task call this execution back? One taken up from an earlier execution calls that one. */
function canBeCalledBack(created: Created[], callbackUrl: string | undefined): boolean {
	const path = callbackUrl === undefined ? null : new URL(callbackUrl).pathname;
	return created.every((one) => 'error' in one || terminalStatus(one.value.reading.task) !== null || one.value.callbackPath === path);
}

function simplifies(context: IExecuteFunctions, itemIndex: number): boolean {
	return context.getNodeParameter('simplify', itemIndex, true) === true;
}
