import { callbackPathOf } from '../../../ledger/sendOnce';
import type { Item } from './item';
import type { Run } from './read';
import type { PlacedOrder } from './upload';

/** What n8n's deduplication table says about the orders of this run. */
export interface RecordedOrders {
	/** Whether an order may have a task that the ledger does not know. */
	isLost: (fingerprint: string) => boolean;
	/** Takes back the record of the orders for which no task was bought, so that another Retry may buy them. */
	forgetUnsent: () => Promise<void>;
}

/**
 * Records the orders before the first one is sent. Where an earlier process was interrupted in this run, or another
 * Retry has placed an order, a task may exist that nobody knows. It is noted as unconfirmed, so that nothing is sent
 * now, nor by a Retry unless the user asks for it.
 */
export async function recordOrders(
	{ ledger, witness, options }: Run,
	items: Array<Item<PlacedOrder>>,
): Promise<RecordedOrders> {
	const orders = items.flatMap((item) => {
		if (item.kind !== 'ready') return [];
		const { itemIndex, value } = item;
		const { fingerprint } = value.order;
		const entry = () => ledger.read(itemIndex, fingerprint);
		return [{ itemIndex, value, fingerprint, entry, before: JSON.stringify(entry() ?? null) }];
	});
	if (orders.length === 0) return { isLost: () => false, forgetUnsent: async () => {} };
	const fingerprints = orders.map(({ fingerprint }) => fingerprint);
	const lost = await witness.findLost(fingerprints, options.resendUnknown);
	for (const { itemIndex, value, fingerprint, entry } of orders) {
		if (!lost.has(fingerprint) || entry()?.taskId) continue;
		const callbackPath = callbackPathOf(value.order.request);
		ledger.write(itemIndex, { fingerprint, taskId: null, callbackPath, credits: creditsOf(value) });
	}
	return {
		isLost: (fingerprint) => lost.has(fingerprint),
		forgetUnsent: async () => {
			const isSent = ({ entry, before }: (typeof orders)[number]) => {
				const after = entry();
				return after !== undefined && JSON.stringify(after) !== before;
			};
			const sent = orders.filter(isSent).map(({ fingerprint }) => fingerprint);
			await witness.forget(fingerprints, sent);
		},
	};
}

/** Approved for the task; 0 where the user set no limit. */
export function creditsOf({ purchase }: PlacedOrder): number {
	return purchase.kind === 'approved' ? purchase.credits : 0;
}
