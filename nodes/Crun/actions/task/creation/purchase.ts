import type { Approval } from '../../../ledger/budget';
import type { Plan } from './check';
import type { Item } from './item';

/** Whether a task may be bought for an item. */
export type Purchase =
	/** The user set no limit. */
	| { kind: 'unlimited' }
	| ({ kind: 'approved'; isEstimate: boolean } & Approval)
	/** A task exists, or may exist: no other one may be bought in its place. */
	| { kind: 'existing' };

export interface PricedPlan extends Plan {
	purchase: Purchase;
}

type Approved = Extract<Purchase, { kind: 'approved' }>;

/** What an item may buy; null where it buys nothing, or has no limit. */
export function approvalOf(item: Item<PricedPlan>): Approved | null {
	if (item.kind !== 'ready') return null;
	const { purchase } = item.value;
	return purchase.kind === 'approved' ? purchase : null;
}
