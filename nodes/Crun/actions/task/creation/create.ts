import { Problem, withTaskId } from '../../../crun/problem';
import { createOnce } from '../../../ledger/createOnce';
import { callbackPathOf, type CreatedTask } from '../../../ledger/sendOnce';
import type { Client } from '../../../transport/client';
import { withPrice } from '../../../transport/estimate';
import type { Item } from './item';
import type { Run } from './read';
import type { PlacedOrder } from './upload';

/** The task of one item, and how to present it. */
export interface NewTask extends CreatedTask {
	simplify: boolean;
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
		await noteLostTasks(run, items);
		const confirmed = run.witness.confirm();
		const created = await Promise.all(
			items.map(async (item) =>
				item.kind === 'ready' ? await createTask(run, item.itemIndex, item.value, hooks) : item,
			),
		);
		await confirmed;
		return created.map((item) =>
			item.kind === 'failed'
				? { ...item, error: withTaskId(item.error, run.ledger.taskOf(item.itemIndex)) }
				: item,
		);
	} finally {
		run.ledger.budget.release();
	}
}

/**
 * If an earlier process was interrupted in this run, each order may have a task that nobody knows. It is noted as
 * unconfirmed, so that nothing is sent now, nor by a Retry unless the user asks for it.
 */
async function noteLostTasks(
	{ ledger, witness, options }: Run,
	items: Array<Item<PlacedOrder>>,
): Promise<void> {
	const placed = items.filter((item) => item.kind === 'ready');
	if (placed.length === 0) return;
	const fingerprints = placed.map(({ value }) => value.order.fingerprint);
	if (!(await witness.wasInterrupted(fingerprints))) return;
	if (ledger.isRetry && options.resendUnknown) return;
	for (const { itemIndex, value } of placed) {
		const { fingerprint, request } = value.order;
		if (ledger.read(itemIndex, fingerprint)) continue;
		const callbackPath = callbackPathOf(request);
		ledger.write(itemIndex, { fingerprint, taskId: null, callbackPath, credits: creditsOf(value) });
	}
}

function creditsOf({ purchase }: PlacedOrder): number {
	return purchase.kind === 'approved' ? purchase.credits : 0;
}

async function createTask(
	{ client, ledger, options, signal }: Run,
	itemIndex: number,
	placed: PlacedOrder,
	hooks: { mayStart: () => boolean; onFailure: () => void },
): Promise<Item<NewTask>> {
	const { order, purchase, simplify } = placed;
	const { resendUnknown } = options;
	const mayBuy = purchase.kind !== 'existing';
	const credits = creditsOf(placed);
	try {
		const choices = { ...hooks, resendUnknown, mayBuy, credits, signal };
		const result = await createOnce(client, ledger, itemIndex, order, choices);
		if (result.kind === 'skipped') return { kind: 'skipped', itemIndex };
		return { kind: 'ready', itemIndex, value: { ...result.task, simplify } };
	} catch (error) {
		hooks.onFailure();
		return { kind: 'failed', itemIndex, error: await explainCost(client, placed, error) };
	}
}

/** A refusal for lack of credits also says what the task costs and what the account has. */
async function explainCost(
	client: Client,
	{ order, price }: PlacedOrder,
	error: unknown,
): Promise<unknown> {
	const lacksCredits = error instanceof Problem && error.details.code === 402;
	return lacksCredits ? await withPrice(client, order.request, price, error) : error;
}
