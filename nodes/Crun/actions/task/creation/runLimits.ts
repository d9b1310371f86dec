import { checkBalance, checkRunPrice } from '../../../crun/price';
import { Problem, toProblem, wholeText } from '../../../crun/problem';
import type { Client } from '../../../transport/client';
import { readBalance } from '../../../transport/estimate';
import type { Item } from './item';
import { approvalOf, type PricedPlan } from './purchase';
import type { Run } from './read';

/**
 * Checks all tasks that are to be bought against the limits for the run: all of them are within the limits, or none of
 * them is bought. The balance is read only where the user wants to keep credits.
 */
export async function checkRunLimits(
	{ client, ledger: { budget }, options }: Run,
	items: Array<Item<PricedPlan>>,
): Promise<Array<Item<PricedPlan>>> {
	const approvals = items.flatMap((item) => approvalOf(item) ?? []);
	const isEstimate = approvals.some((approval) => approval.isEstimate);
	const { maxCreditsPerRun, keepAtLeast } = options;
	try {
		checkRunPrice([budget.totalWith(approvals)], maxCreditsPerRun, isEstimate);
		// From here on, an agent's other calls count these orders. This one counts only those that came before it.
		budget.approve(approvals);
		const held = budget.heldCredits();
		if (keepAtLeast !== undefined && approvals.length > 0) {
			checkBalance(await balanceForLimit(client), held, keepAtLeast, isEstimate);
		}
	} catch (error) {
		budget.release();
		return items.map((item) =>
			approvalOf(item) ? { kind: 'failed', itemIndex: item.itemIndex, error } : item,
		);
	}
	return items;
}

/** @throws Problem that says why the balance is needed */
async function balanceForLimit(client: Client): Promise<number> {
	try {
		return await readBalance(client);
	} catch (error) {
		throw balanceUnknown(error);
	}
}

function balanceUnknown(reason: unknown): Problem {
	return new Problem(
		'The balance is not known, so nothing was created',
		`Keep At Least is set, and the balance could not be read. ${wholeText(reason)} Try again later, or remove the limit.`,
		toProblem(reason).details,
	);
}
