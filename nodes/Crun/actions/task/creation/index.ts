import type { IExecuteFunctions } from 'n8n-workflow';
import type { JsonObject } from '../../../crun/contract';
import { withTaskId, Problem } from '../../../crun/problem';
import { settle, type Settled } from '../../../crun/settle';
import { openClient, type Client } from '../../../transport/client';
import { withPrice } from '../../../transport/estimate';
import { Pool } from '../../../transport/pool';
import { createOnce, type Creation, type Order } from '../../../ledger/createOnce';
import { fingerprintOf, openLedger, type Ledger } from '../../../ledger/ledger';
import { signedResumeUrl } from '../../../wait/suspend';
import type { ItemResult } from '../../operation';
import { afterPolling, afterSuspension, canBeCalledBack, withoutWaiting } from './wait';
import { readOptions, type RunOptions } from '../fields/options';
import { checkPrices, dryRun } from './price';
import { readWaitMode } from '../fields/waitMode';

/** One item's task, checked. Nothing was sent for it so far. */
export interface Plan {
	model: string;
	/** Credits; null where the catalogue is not exact about it. */
	price: number | null;
	/** Uploads the item's files, if it has any, and says what to send. */
	order: () => Promise<Order>;
}

/**
 * What to send. A callback address that is not set is left out.
 * @param given what the user gave, by which a later try knows the request again
 */
export function orderOf(
	model: string,
	input: JsonObject,
	callbackUrl: string | undefined,
	given: unknown = input,
): Order {
	return {
		request: { model, input, ...(callbackUrl === undefined ? {} : { callback_url: callbackUrl }) },
		fingerprint: fingerprintOf(model, given),
	};
}

/** Checks one item. Throws a Problem for what Crun is known not to take. */
export type Prepare = (itemIndex: number) => Promise<Plan>;

/** Everything the steps of a creation need to know about this execution of the node. */
export interface Run {
	context: IExecuteFunctions;
	client: Client;
	ledger: Ledger;
	options: RunOptions;
	signal: AbortSignal | undefined;
}

/** A plan that is within the user's limits. */
export interface Approved extends Plan {
	/**
	 * Credits that count against the limit of the run, 0 where there is none. Null for a task that exists already: none may
	 * be bought in its place.
	 */
	approved: number | null;
}

/** What is to be sent for one item, and what is known of its price. */
type PricedOrder = Order & Pick<Approved, 'price' | 'approved'>;

export type Created = { itemIndex: number } & Settled<Creation>;

/** Why an item has no task, where it is another item's fault: not reported, because that one is. */
const CALLED_OFF = new Problem('Not created, because another item failed');

/**
 * Creates a task for every item, then waits as the user asked. Every item is checked, and its price where there is a
 * limit, before the first file is uploaded; all files are uploaded before the first task is created. Without "continue on
 * fail", a bad item means that nothing is created, and a failed creation that no further one is started.
 */
export async function createTasks(
	context: IExecuteFunctions,
	prepareWith: (client: Client, ledger: Ledger) => Prepare,
): Promise<ItemResult[]> {
	const options = readOptions(context);
	const waitMode = readWaitMode(context);
	const signal = context.getExecutionCancelSignal();
	const client = await openClient(context, { concurrency: options.concurrency, signal });
	const run: Run = { context, client, ledger: openLedger(context), options, signal };
	const callbackUrl =
		waitMode === 'suspend' && !options.dryRun ? signedResumeUrl(context, client) : undefined;

	const prepare = prepareWith(client, run.ledger);
	const indexes = context.getInputData().map((_, itemIndex) => itemIndex);
	const prepared = callOff(
		run,
		await Promise.all(
			indexes.map(async (itemIndex) => await settle(async () => await prepare(itemIndex))),
		),
	);
	if (options.dryRun)
		return (await dryRun(run, prepared)).filter(
			(one) => 'output' in one || one.error !== CALLED_OFF,
		);

	const orders = await orderAll(run, callOff(run, await checkPrices(run, prepared)));
	const created = await createAll(
		run,
		orders.map((one) =>
			'value' in one && callbackUrl ? { value: withCallback(one.value, callbackUrl) } : one,
		),
	);
	const failed = created.some((one) => 'error' in one) && !context.continueOnFail();
	if (failed || waitMode === 'none') return withoutWaiting(run, created);
	if (waitMode === 'poll' || !canBeCalledBack(created, callbackUrl))
		return await afterPolling(run, created);
	return await afterSuspension(run, created);
}

/** Where an item is bad, the others end too, but for those that may have a task already: that one is to be named. */
function callOff<P extends Plan>(
	{ context, ledger }: Run,
	plans: Array<Settled<P>>,
): Array<Settled<P>> {
	if (context.continueOnFail() || !plans.some((one) => 'error' in one)) return plans;
	return plans.map((one, itemIndex) =>
		'value' in one && ledger.isNew(itemIndex) ? { error: CALLED_OFF } : one,
	);
}

async function orderAll(
	{ context, ledger, options, signal }: Run,
	plans: Array<Settled<Approved>>,
): Promise<Array<Settled<PricedOrder>>> {
	const turns = new Pool(options.concurrency, signal); // so that a failed upload can call off the later ones
	let stop = false;
	return await Promise.all(
		plans.map(async (one, itemIndex) => {
			if ('error' in one) return one;
			const { price, approved, order } = one.value;
			return await turns.run(async () => {
				if (stop && ledger.isNew(itemIndex)) return { error: CALLED_OFF };
				const ordered = await settle(async () => ({ ...(await order()), price, approved }));
				stop ||= 'error' in ordered && !context.continueOnFail();
				return ordered;
			});
		}),
	);
}

function withCallback(order: PricedOrder, callbackUrl: string): PricedOrder {
	return { ...order, request: { ...order.request, callback_url: callbackUrl } };
}

/** Side by side, each exactly once. What was called off because another item failed is left out. */
async function createAll(
	{ context, client, ledger, options }: Run,
	orders: Array<Settled<PricedOrder>>,
): Promise<Created[]> {
	let stop = !context.continueOnFail() && orders.some((one) => 'error' in one);
	const hooks = {
		resendUnknown: options.resendUnknown,
		beforeSending: () => {
			if (stop) throw CALLED_OFF;
		},
		onFailure: () => {
			stop ||= !context.continueOnFail();
		},
	};
	const created = await Promise.all(
		orders.map(async (one, itemIndex): Promise<Created> => {
			if ('error' in one) return { itemIndex, error: one.error };
			const { request, fingerprint, price, approved } = one.value;
			const creation = await settle(
				async () =>
					await createOnce(client, ledger, itemIndex, one.value, {
						...hooks,
						mayReplace: approved !== null,
					}),
			);
			if ('value' in creation) return { itemIndex, ...creation };
			hooks.onFailure();
			if (approved !== null && !ledger.read(itemIndex, fingerprint)) ledger.spend(-approved); // nothing was bought
			const { error } = creation;
			const broke = error instanceof Problem && error.details.code === 402;
			return { itemIndex, error: broke ? await withPrice(client, request, price, error) : error };
		}),
	);
	return created.flatMap((one): Created[] => {
		if ('value' in one) return [one];
		return one.error === CALLED_OFF
			? []
			: [{ ...one, error: withTaskId(one.error, ledger.taskOf(one.itemIndex)) }];
	});
}
