import type { IExecuteFunctions } from 'n8n-workflow';
import { Problem } from '../../crun/problem';
import { settle, type Settled } from '../../crun/settle';
import { openClient, type Client } from '../../transport/client';
import { withPrice } from '../../transport/estimate';
import { createOnce, type Creation, type Order } from '../../wait/createOnce';
import { openLedger, type Ledger } from '../../wait/ledger';
import { resumeAddress } from '../../wait/suspend';
import type { ItemResult } from '../operation';
import { afterPolling, afterSuspension, canBeCalledBack, withoutWaiting } from './finish';
import { readOptions, type RunOptions } from './options';
import { checkPrices, dryRun } from './pricing';
import { readWaitMode } from './waitMode';

/** What is to be sent for one item, and its price in credits where the catalogue is exact about it. */
export interface Plan extends Order {
	price: number | null;
}

/** Checks one item and says what to send for it. Throws a Problem for what Crun is known not to take. */
export type Prepare = (itemIndex: number) => Promise<Plan>;

/** Everything the steps of a creation need to know about this execution of the node. */
export interface Run {
	context: IExecuteFunctions;
	client: Client;
	ledger: Ledger;
	options: RunOptions;
	signal: AbortSignal | undefined;
}

export type Created = { itemIndex: number } & Settled<Creation>;

/**
 * Creates a task for every item, then waits as the user asked. Every item is checked, and its price where there is a
 * limit, before the first task is created. Without "continue on fail", a bad item means that nothing is created, and a
 * failed creation that no further one is started.
 */
export async function createTasks(context: IExecuteFunctions, prepareWith: (client: Client, ledger: Ledger) => Prepare): Promise<ItemResult[]> {
	const options = readOptions(context);
	const waitMode = readWaitMode(context);
	const signal = context.getExecutionCancelSignal();
	const client = await openClient(context, { concurrency: options.concurrency, signal });
	const run: Run = { context, client, ledger: openLedger(context), options, signal };
	const callbackUrl = waitMode === 'suspend' && !options.dryRun ? resumeAddress(context, client) : undefined;

	const prepare = prepareWith(client, run.ledger);
	const indexes = context.getInputData().map((_, itemIndex) => itemIndex);
	const prepared = await Promise.all(indexes.map(async (itemIndex) => await settle(async () => await prepare(itemIndex))));
	if (options.dryRun) return await dryRun(run, prepared);

	const plans = await checkPrices(run, prepared);
	const created = await createAll(run, plans.map((one) => ('value' in one && callbackUrl ? { value: withCallback(one.value, callbackUrl) } : one)));
	const failed = created.some((one) => 'error' in one) && !context.continueOnFail();
	if (failed || waitMode === 'none') return withoutWaiting(run, created);
	if (waitMode === 'poll' || !canBeCalledBack(created, callbackUrl)) return await afterPolling(run, created);
	return await afterSuspension(run, created);
}

function withCallback(plan: Plan, callbackUrl: string): Plan {
	return { ...plan, request: { ...plan.request, callback_url: callbackUrl } };
}

/** Side by side, each exactly once. What was called off because another item failed is left out. */
async function createAll({ context, client, ledger, options }: Run, prepared: Array<Settled<Plan>>): Promise<Created[]> {
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
			const { request, price } = one.value;
			const creation = await settle(async () => await createOnce(client, ledger, itemIndex, one.value, hooks));
			if ('value' in creation) return { itemIndex, ...creation };
			hooks.onFailure();
			const { error } = creation;
			const broke = error instanceof Problem && error.details.code === 402;
			return { itemIndex, error: broke ? await withPrice(client, request, price, error) : error };
		}),
	);
	return created.filter((one) => 'value' in one || one.error !== calledOff);
}
