import type { IDataObject } from 'n8n-workflow';
import { checkItemPrice, checkRunPrice, sumCredits } from '../../crun/price';
import { settle, type Settled } from '../../crun/settle';
import { estimate, readBalance } from '../../transport/estimate';
import { fingerprintOf } from '../../wait/ledger';
import type { ItemResult } from '../operation';
import type { Plan, Run } from './creation';

/**
 * Holds the prices against the user's limits, before anything is created. Without a limit nothing is asked. A price
 * that cannot be had counts as too high. A task that exists already is not bought again, so it is left alone.
 */
export async function checkPrices({ client, ledger, options }: Run, prepared: Array<Settled<Plan>>): Promise<Array<Settled<Plan>>> {
	const { budget } = options;
	if (budget.maxCredits === undefined && budget.maxCreditsPerRun === undefined) return prepared;
	const prices: number[] = [];
	const checked = await Promise.all(
		prepared.map(async (one, itemIndex) => {
			if ('error' in one || ledger.read(itemIndex, fingerprintOf(one.value.request))?.taskId) return one;
			return await settle(async () => {
				const price = one.value.price ?? (await estimate(client, one.value.request));
				checkItemPrice(price, budget);
				prices.push(price);
				return one.value;
			});
		}),
	);
	const run = await settle(async () => await Promise.resolve(checkRunPrice(prices, budget)));
	if ('value' in run) return checked;
	return checked.map((one, itemIndex) => ('value' in one && !ledger.read(itemIndex, fingerprintOf(one.value.request))?.taskId ? run : one));
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
