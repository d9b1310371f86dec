import { endpoints } from '../../../crun/contract';
import { checkItemPrice } from '../../../crun/price';
import { Problem, toProblem, wholeText } from '../../../crun/problem';
import { terminalStatus } from '../../../crun/task';
import { isUnconfirmed } from '../../../ledger/createOnce';
import { estimate, type Price } from '../../../transport/estimate';
import type { Plan } from './check';
import { limitsOf } from './limits';
import { forEachReady, skipOthers, type Item } from './item';
import type { Run } from './read';
import { checkRunLimits } from './runLimits';
import { approvalOf, type PricedPlan, type Purchase } from './purchase';

/**
 * Checks the prices against the user's limits, before anything is created. Without a limit, Crun is not asked.
 * A price that cannot be known counts as too high. Files are uploaded here only where the price cannot be known
 * without them. A task that exists is not bought again unless it failed, and an unconfirmed one is not sent
 * anyway: both are left as they are.
 */
export async function priceItems(
	run: Run,
	items: Array<Item<Plan>>,
): Promise<Array<Item<PricedPlan>>> {
	const priced = await forEachReady(items, async (plan, itemIndex) => ({
		...plan,
		purchase: await decidePurchase(run, plan, itemIndex),
	}));
	const allowed = skipOthers(run, await checkRunLimits(run, priced));
	if (allowed.some((item) => approvalOf(item)?.isEstimate)) run.hint(ESTIMATED);
	return allowed;
}

const ESTIMATED =
	'Max Credits was compared with a price that Crun calls an estimate: the final charge can differ.';

async function decidePurchase(run: Run, plan: Plan, itemIndex: number): Promise<Purchase> {
	const { ledger, isTool } = run;
	const { maxCredits, price, placeOrder } = plan;
	if (limitsOf(run, plan).length === 0) return { kind: 'unlimited' };
	if (
		!ledger.isNew(itemIndex) &&
		(await mayHaveTask(run, (await placeOrder()).fingerprint, itemIndex))
	) {
		return { kind: 'existing' };
	}
	const { credits, isEstimate } =
		price === null ? await estimateForLimit(run, plan) : { credits: price, isEstimate: false };
	checkItemPrice(credits, maxCredits, isEstimate);
	// Two equal calls of an agent are one order; two equal items of a run are two.
	const order = isTool ? (await placeOrder()).fingerprint : `item ${itemIndex}`;
	return { kind: 'approved', order, credits, isEstimate };
}

/** Whether an earlier attempt has, or may have, created a task that has not failed. */
export async function mayHaveTask(
	{ client, ledger, options }: Run,
	fingerprint: string,
	itemIndex: number,
): Promise<boolean> {
	if (isUnconfirmed(ledger, itemIndex, fingerprint, options.resendUnknown)) return true;
	const taskId = ledger.read(itemIndex, fingerprint)?.taskId;
	if (!taskId) return false;
	const outcome = await client.read(endpoints.taskInfo, { task_id: taskId });
	if (outcome.kind !== 'ok' || outcome.data.task_id !== taskId) return true;
	ledger.budget.settle(outcome.data);
	return terminalStatus(outcome.data) !== 'failed';
}

/** @throws Problem that says why the price is needed, and how to do without it */
async function estimateForLimit({ client, options }: Run, plan: Plan): Promise<Price> {
	const { request } = await plan.placeOrder();
	const isMax = plan.maxCredits !== undefined || options.maxCreditsPerRun !== undefined;
	try {
		return await estimate(client, request);
	} catch (error) {
		throw priceUnknown(error, isMax ? 'Max Credits' : 'Keep At Least');
	}
}

function priceUnknown(reason: unknown, limit: string): Problem {
	return new Problem(
		'The price is not known, so nothing was created',
		`${limit} is set, and the price could not be read. ${wholeText(reason)} Try again later, or remove the limit to create the task without knowing its price.`,
		toProblem(reason).details,
	);
}
