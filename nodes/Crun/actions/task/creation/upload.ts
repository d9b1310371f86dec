import type { Order } from '../../../ledger/sendOnce';
import { DEFAULT_CONCURRENCY, Pool } from '../../../transport/pool';
import type { Item } from './item';
import type { PricedPlan } from './purchase';
import type { Run } from './read';

/** An item whose files have their URLs: all that CreateTask needs. */
export interface PlacedOrder extends Omit<PricedPlan, 'placeOrder'> {
	order: Order;
}

/**
 * Uploads the files of all items. Once one of them has failed, no further item starts, unless the node
 * continues on fail.
 */
export async function uploadFiles(
	{ stopsOnError, ledger, options, signal }: Run,
	items: Array<Item<PricedPlan>>,
): Promise<Array<Item<PlacedOrder>>> {
	const slots = new Pool(options.concurrency ?? DEFAULT_CONCURRENCY, signal);
	let failed = false;
	const uploadItem = async (
		itemIndex: number,
		{ placeOrder, ...plan }: PricedPlan,
	): Promise<Item<PlacedOrder>> => {
		if (failed && stopsOnError && ledger.isNew(itemIndex)) return { kind: 'skipped', itemIndex };
		try {
			return { kind: 'ready', itemIndex, value: { ...plan, order: await placeOrder() } };
		} catch (error) {
			failed = true;
			return { kind: 'failed', itemIndex, error };
		}
	};
	return await Promise.all(
		items.map(async (item) =>
			item.kind === 'ready'
				? await slots.run(async () => await uploadItem(item.itemIndex, item.value))
				: item,
		),
	);
}
