import type { IDataObject } from 'n8n-workflow';
import { endpoints, type CreateTaskRequest } from '../../../crun/contract';
import { checkItemPrice, checkRunPrice, sumCredits } from '../../../crun/price';
import { Problem, wholeText } from '../../../crun/problem';
import { settle, type Settled } from '../../../crun/settle';
import { terminalStatus } from '../../../crun/task';
import type { Client } from '../../../transport/client';
import { estimate, readBalance } from '../../../transport/estimate';
import { isUnclear } from '../../../ledger/createOnce';
import type { ItemResult } from '../../operation';
import type { Approved, Plan, Run } from './index';
import { readMaxCredits } from '../fields/options';

/**
 * Holds the prices against the user's limits, before anything is created. Without a limit nothing is asked. A price
 * that cannot be had counts as too high. Files are uploaded only where it cannot be told without. A task that exists is
 * not bought again unless it has failed, and one that nobody knows of is not sent anyhow: both are left alone.
 * @returns the plans that may be carried out; the others with their reasons
 */
export async function checkPrices(
	{ context, client, ledger, options }: Run,
	prepared: Array<Settled<Plan>>,
): Promise<Array<Settled<Approved>>> {
	const { maxCreditsPerRun, resendUnknown } = options;
	const prices = new Map<number, number>();
	const checked = await Promise.all(
		prepared.map(async (one, itemIndex): Promise<Settled<Approved>> => {
			if ('error' in one) return one;
			return await settle(async () => {
				const exists = { ...one.value, approved: null };
				const maxCredits = readMaxCredits(context, itemIndex);
				if (maxCredits === undefined && maxCreditsPerRun === undefined)
					return { ...one.value, approved: 0 };
				const { price: known, order } = one.value;
				if (!ledger.isNew(itemIndex)) {
					const { fingerprint } = await order();
					if (isUnclear(ledger, itemIndex, fingerprint, resendUnknown)) return exists;
					const taskId = ledger.read(itemIndex, fingerprint)?.taskId;
					if (taskId && !(await hasFailed(client, taskId))) return exists;
				}
				const price = known ?? (await estimateForLimit(client, (await order()).request));
				checkItemPrice(price, maxCredits);
				prices.set(itemIndex, price);
				return { ...one.value, approved: price };
			});
		}),
	);
	const bought = [...prices.values()];
	const run = await settle(
		async () => await Promise.resolve(checkRunPrice([ledger.spent(), ...bought], maxCreditsPerRun)),
	);
	if ('value' in run) ledger.spend(sumCredits(bought));
	return 'value' in run
		? checked
		: checked.map((one, itemIndex) => (prices.has(itemIndex) ? run : one));
}

async function hasFailed(client: Client, taskId: string): Promise<boolean> {
	const outcome = await client.read(endpoints.taskInfo, { task_id: taskId });
	return outcome.kind === 'ok' && terminalStatus(outcome.data) === 'failed';
}

/** @throws Problem that says why the price was needed, and how to do without it */
async function estimateForLimit(client: Client, request: CreateTaskRequest): Promise<number> {
	const price = await settle(async () => await estimate(client, request));
	if ('value' in price) return price.value;
	const reason = wholeText(price.error);
	throw new Problem(
		`${reason}. Nothing was created, because Max Credits is set and the price is not known: try again later, or remove the limit to create the task without knowing its price`,
		undefined,
		price.error instanceof Problem ? price.error.details : undefined,
	);
}

/** What each item would cost, and whether the balance is enough: creates nothing. */
export async function dryRun(
	{ client }: Run,
	prepared: Array<Settled<Plan>>,
): Promise<ItemResult[]> {
	const balance = await settle(async () => await readBalance(client));
	const priced = await Promise.all(
		prepared.map(async (one) =>
			'error' in one
				? one
				: await settle(
						async () =>
							one.value.price ?? (await estimate(client, (await one.value.order()).request)),
					),
		),
	);
	const total = sumCredits(priced.flatMap((one) => ('value' in one ? [one.value] : [])));
	return priced.map((one, itemIndex): ItemResult => {
		const plan = prepared[itemIndex];
		if ('error' in one) return { itemIndex, error: one.error };
		if ('error' in balance) return { itemIndex, error: balance.error };
		const json: IDataObject = {
			dry_run: true,
			model: plan && 'value' in plan ? plan.value.model : null,
			estimated_credits: one.value,
			balance: balance.value,
			affordable: one.value <= balance.value,
			run_estimated_credits: total,
			run_affordable: total <= balance.value,
		};
		return { itemIndex, output: [{ json }] };
	});
}
