import type { IDataObject } from 'n8n-workflow';
import type { CreateTaskRequest } from '../../crun/contract';
import { checkItemPrice, checkRunPrice, sumCredits } from '../../crun/price';
import { Problem } from '../../crun/problem';
import { settle, type Settled } from '../../crun/settle';
import type { Client } from '../../transport/client';
import { estimate, readBalance } from '../../transport/estimate';
import { isUnclear } from '../../wait/createOnce';
import { fingerprintOf } from '../../wait/ledger';
import type { ItemResult } from '../operation';
import type { Plan, Run } from './creation';
import { readMaxCredits } from './options';

export interface Prices {
	/** The plans that may be carried out; the others with their reasons. */
	plans: Array<Settled<Plan>>;
	/** Asks for one more purchase of the run, after the others were approved. Throws a Problem when it is too much. */
	approve: (itemIndex: number, plan: Plan) => Promise<void>;
}

/**
 * Holds the prices against the user's limits, before anything is created. Without a limit nothing is asked. A price
 * that cannot be had counts as too high. A task that exists already is not bought again, and one that nobody knows of is
 * not sent anyhow, so both are left alone.
 */
export async function checkPrices({ context, client, ledger, options }: Run, prepared: Array<Settled<Plan>>): Promise<Prices> {
	const { maxCreditsPerRun, resendUnknown } = options;
	const prices: number[] = [];
	const check = async (itemIndex: number, { request, price: known }: Plan): Promise<void> => {
		const maxCredits = readMaxCredits(context, itemIndex);
		if (maxCredits === undefined && maxCreditsPerRun === undefined) return;
		const price = known ?? (await estimateForLimit(client, request));
		checkItemPrice(price, maxCredits);
		prices.push(price);
	};
	const checked = await Promise.all(
		prepared.map(async (one, itemIndex): Promise<Settled<Plan> & { bought?: boolean }> => {
			if ('error' in one) return one;
			const { request } = one.value;
			const left = ledger.read(itemIndex, fingerprintOf(request))?.taskId || isUnclear(ledger, itemIndex, request, resendUnknown);
			if (left) return one;
			const approved = await settle(async () => await check(itemIndex, one.value));
			return 'error' in approved ? approved : { ...one, bought: true };
		}),
	);
	const run = await settle(async () => await Promise.resolve(checkRunPrice(prices, maxCreditsPerRun)));
	const plans = checked.map((one): Settled<Plan> => ('error' in run && 'value' in one && one.bought ? run : one));
	const approve = async (itemIndex: number, plan: Plan) => {
		await check(itemIndex, plan);
		checkRunPrice(prices, maxCreditsPerRun);
	};
	return { plans, approve };
}

/** @throws Problem that says why the price was needed, and how to do without it */
async function estimateForLimit(client: Client, request: CreateTaskRequest): Promise<number> {
	const price = await settle(async () => await estimate(client, request));
	if ('value' in price) return price.value;
	const reason = price.error instanceof Error ? price.error.message : String(price.error);
	throw new Problem(`${reason}. Nothing was created, because Max Credits is set and the price is not known: try again later, or remove the limit to create the task without knowing its price`, price.error instanceof Problem ? price.error.details : undefined);
}

/** What each item would cost, and whether the balance is enough: creates nothing. */
export async function dryRun({ client }: Run, prepared: Array<Settled<Plan>>): Promise<ItemResult[]> {
	const balance = await settle(async () => await readBalance(client));
	const priced = await Promise.all(prepared.map(async (one) => ('error' in one ? one : await settle(async () => one.value.price ?? (await estimate(client, one.value.request))))));
	const total = sumCredits(priced.flatMap((one) => ('value' in one ? [one.value] : [])));
	return priced.map((one, itemIndex): ItemResult => {
		const plan = prepared[itemIndex];
		if ('error' in one) return { itemIndex, error: one.error };
		if ('error' in balance) return { itemIndex, error: balance.error };
		const json: IDataObject = {
			dry_run: true,
			model: plan && 'value' in plan ? plan.value.request.model : null,
			estimated_credits: one.value,
			balance: balance.value,
			affordable: one.value <= balance.value,
			run_estimated_credits: total,
			run_affordable: total <= balance.value,
		};
		return { itemIndex, output: [{ json }] };
	});
}
