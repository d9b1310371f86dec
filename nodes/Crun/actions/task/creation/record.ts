import { callbackPathOf } from '../../../ledger/sendOnce';
import type { Item } from './item';
import type { Run } from './read';
import type { PlacedOrder } from './upload';

/** What n8n's deduplication table says about the orders of this run. */
export interface RecordedOrders {
	/** Whether the order of an item may have a task that the ledger does not know. */
	isLost: (itemIndex: number) => boolean;
	/** Takes back the record of the orders that were not sent, so that another Retry may send them. */
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
		const state = ledger.stateOf(itemIndex, fingerprint);
		return [
			{ itemIndex, value, fingerprint, entry, state, before: JSON.stringify(entry() ?? null) },
		];
	});
	if (orders.length === 0) return { isLost: () => false, forgetUnsent: async () => {} };
	const states = orders.map(({ state }) => state);
	const { wasInterrupted, sentBefore } = await witness.record(states);
	const isUnknown = ({ state }: (typeof orders)[number]) =>
		wasInterrupted || (sentBefore.has(state) && !options.resendUnknown);
	const lost = orders.filter(isUnknown);
	for (const { itemIndex, value, fingerprint, entry } of lost) {
		if (entry()?.taskId) continue;
		const callbackPath = callbackPathOf(value.order.request);
		const { reference } = value;
		const credits = creditsOf(value);
		ledger.write(itemIndex, { fingerprint, taskId: null, callbackPath, credits, reference });
	}
	const lostItems = new Set(lost.map(({ itemIndex }) => itemIndex));
	return {
		isLost: (itemIndex) => lostItems.has(itemIndex),
		forgetUnsent: async () => {
			const isSent = ({ entry, before }: (typeof orders)[number]) => {
				const after = entry();
				return after !== undefined && JSON.stringify(after) !== before;
			};
			const unsent = orders.filter((order) => !isSent(order));
			const note = (kept: Set<string>) => {
				for (const { itemIndex, fingerprint, state, entry } of unsent) {
					const isKept = kept.has(state);
					if (!entry() || isKept) ledger.noteUnsent(itemIndex, fingerprint, state, isKept);
				}
			};
			note(new Set()); // in case the execution is stopped while the table is written
			const states = unsent.map(({ state }) => state);
			const sent = orders.filter(isSent).map(({ state }) => state);
			note(await witness.forget(states, sent));
		},
	};
}

/** Approved for the task; 0 where the user set no limit. */
export function creditsOf({ purchase }: PlacedOrder): number {
	return purchase.kind === 'approved' ? purchase.credits : 0;
}
