import type { Ledger } from '../../../ledger/ledger';

/** One input item between two stages. */
export type Item<T> = { itemIndex: number } & (
	| { kind: 'ready'; value: T }
	| { kind: 'failed'; error: unknown }
	/** Ended because another item failed, and that one is reported. */
	| { kind: 'skipped' }
);

/**
 * Passes every item that is still ready through a stage, side by side. An error ends only the item that it is
 * about.
 */
export async function forEachReady<T, U>(
	items: Array<Item<T>>,
	stage: (value: T, itemIndex: number) => Promise<U>,
): Promise<Array<Item<U>>> {
	return await Promise.all(
		items.map(async (item): Promise<Item<U>> => {
			if (item.kind !== 'ready') return item;
			const { itemIndex, value } = item;
			try {
				return { kind: 'ready', itemIndex, value: await stage(value, itemIndex) };
			} catch (error) {
				return { kind: 'failed', itemIndex, error };
			}
		}),
	);
}

/**
 * Where one item failed, the others end too, unless the node continues on fail. An item that may have a task already
 * stays, so that its task is named.
 */
export function skipOthers<T>(
	{ stopsOnError, ledger }: { stopsOnError: boolean; ledger: Ledger },
	items: Array<Item<T>>,
): Array<Item<T>> {
	if (!stopsOnError || !items.some(({ kind }) => kind === 'failed')) return items;
	return items.map((item) =>
		item.kind === 'ready' && ledger.isNew(item.itemIndex)
			? { kind: 'skipped', itemIndex: item.itemIndex }
			: item,
	);
}
