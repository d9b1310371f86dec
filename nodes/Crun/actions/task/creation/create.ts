import { Problem, withTaskId } from '../../../crun/problem';
import { withCredits } from '../../../crun/task';
import { createOnce } from '../../../ledger/createOnce';
import type { CreatedTask } from '../../../ledger/sendOnce';
import type { Client } from '../../../transport/client';
import { withPrice } from '../../../transport/estimate';
import type { Item } from './item';
import type { Run } from './read';
import { creditsOf, recordOrders } from './record';
import type { PlacedOrder } from './upload';

/** The task of one item, and how to present it. */
export interface NewTask extends CreatedTask {
	simplify: boolean;
	/** The name of the template, where it is known. */
	title: string | undefined;
}

/**
 * Creates the tasks side by side, each exactly once. Once one creation has failed, no further task is sent,
 * unless the node continues on fail. Every failed item names the task that an earlier attempt has created for
 * it.
 */
export async function createTasks(
	run: Run,
	items: Array<Item<PlacedOrder>>,
): Promise<Array<Item<NewTask>>> {
	let failed = items.some(({ kind }) => kind !== 'ready');
	const hooks = {
		mayStart: () => !(failed && run.stopsOnError),
		onFailure: () => {
			failed = true;
		},
	};
	try {
		const { isLost, forgetUnsent } = await recordOrders(run, items);
		const confirmed = run.witness.confirm();
		const created = await Promise.all(
			items.map(async (item) =>
				item.kind === 'ready'
					? await createTask(run, item.itemIndex, item.value, { ...hooks, isLost })
					: item,
			),
		);
		await confirmed;
		await forgetUnsent();
		return created.map((item) =>
			item.kind === 'failed'
				? { ...item, error: withTaskId(item.error, run.ledger.taskOf(item.itemIndex)) }
				: item,
		);
	} finally {
		run.ledger.budget.release();
	}
}

interface CreationHooks {
	mayStart: () => boolean;
	onFailure: () => void;
	/** Whether the order of an item may have a task that the ledger does not know. */
	isLost: (itemIndex: number) => boolean;
}

async function createTask(
	{ client, ledger, options, signal }: Run,
	itemIndex: number,
	placed: PlacedOrder,
	{ isLost, ...hooks }: CreationHooks,
): Promise<Item<NewTask>> {
	const { order, purchase, reference, simplify, title } = placed;
	const { resendUnknown } = options;
	const mayBuy = purchase.kind !== 'existing';
	const credits = creditsOf(placed);
	try {
		const lost = isLost(itemIndex);
		const choices = { ...hooks, isLost: lost, resendUnknown, mayBuy, credits, reference, signal };
		const result = await createOnce(client, ledger, itemIndex, order, choices);
		if (result.kind === 'skipped') return { kind: 'skipped', itemIndex };
		const reading = withCredits(result.task.reading, knownPrice(placed));
		return { kind: 'ready', itemIndex, value: { ...result.task, reading, simplify, title } };
	} catch (error) {
		hooks.onFailure();
		return { kind: 'failed', itemIndex, error: await explainCost(client, placed, error) };
	}
}

/** Credits; null where no price was read, or Crun calls it an estimate. */
function knownPrice({ price, purchase }: PlacedOrder): number | null {
	if (price !== null) return price;
	return purchase.kind === 'approved' && !purchase.isEstimate ? purchase.credits : null;
}

/** A refusal for lack of credits also says what the task costs and what the account has. */
async function explainCost(
	client: Client,
	{ order, price }: PlacedOrder,
	error: unknown,
): Promise<unknown> {
	if (!(error instanceof Problem)) return error;
	const { code, foreign } = error.details;
	return code === 402 && !foreign ? await withPrice(client, order.request, price, error) : error;
}
