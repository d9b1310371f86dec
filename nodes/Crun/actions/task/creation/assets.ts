import { filesToRegister, withAssets } from '../../../crun/assetFiles';
import { assetUrlOf } from '../../../crun/assetUrl';
import { assetUploadSchema, parseJson } from '../../../crun/contract';
import { once } from '../../../crun/once';
import { fingerprintOf } from '../../../ledger/fingerprint';
import { registerOnce } from '../../../ledger/registerOnce';
import { registerAsset, type KnownAsset } from '../../../transport/assets';
import type { Item } from './item';
import { mayHaveTask } from './price';
import type { Run } from './read';
import type { PlacedOrder } from './upload';

/** An order whose files are registered. */
export interface RegisteredOrder {
	placed: PlacedOrder;
	/** Each asset, by the URL of its file. */
	assets: Map<string, KnownAsset>;
}

/**
 * Registers the files of all items. Equal files of several items are registered once. After a failure nothing further
 * is registered, unless the node continues on fail.
 */
export async function registerAll(
	run: Run,
	items: Array<Item<PlacedOrder>>,
): Promise<Array<Item<RegisteredOrder>>> {
	let failed = items.some(({ kind }) => kind === 'failed');
	const register = once(
		async (key) => await registerAsset(run.client, assetUploadSchema.parse(parseJson(key))),
	);
	const registerItem = async (
		itemIndex: number,
		placed: PlacedOrder,
	): Promise<Item<RegisteredOrder>> => {
		if (failed && run.stopsOnError) {
			return { kind: 'ready', itemIndex, value: { placed, assets: new Map() } };
		}
		try {
			const value = await registerOrder(run, itemIndex, placed, register);
			return { kind: 'ready', itemIndex, value };
		} catch (error) {
			failed = true;
			return { kind: 'failed', itemIndex, error };
		}
	};
	return await Promise.all(
		items.map(async (item) =>
			item.kind === 'ready' ? await registerItem(item.itemIndex, item.value) : item,
		),
	);
}

/** An order that may have a task is left as it is: no other one is bought in this run. */
async function registerOrder(
	run: Run,
	itemIndex: number,
	placed: PlacedOrder,
	register: (upload: string) => Promise<KnownAsset>,
): Promise<RegisteredOrder> {
	const { client, ledger } = run;
	const { order, purchase, fileFields, fileTypes } = placed;
	const { fingerprint, request } = order;
	const assets = new Map<string, KnownAsset>();
	if (purchase.kind === 'existing') return { placed, assets };
	const isUnchecked = purchase.kind === 'unlimited' && !ledger.isNew(itemIndex);
	if (isUnchecked && (await mayHaveTask(run, fingerprint, itemIndex))) {
		return { placed: { ...placed, purchase: { kind: 'existing' } }, assets };
	}
	const uploads = filesToRegister(request.input, fileFields, fileTypes);
	await Promise.all(
		uploads.map(async (upload, index) => {
			const place = { itemIndex, identity: fingerprintOf([fingerprint, index]) };
			const send = async () => await register(JSON.stringify(upload));
			assets.set(upload.asset_url, await registerOnce(client, ledger, place, send));
		}),
	);
	return { placed, assets };
}

/** The order with its assets in place of its files. Its fingerprint stays the same. */
export function orderAssets({ placed, assets }: RegisteredOrder): PlacedOrder {
	const { order, fileFields } = placed;
	const urls = new Map(
		[...assets].map(([url, { assetId }]): [string, string] => [url, assetUrlOf(assetId)]),
	);
	const input = withAssets(order.request.input, fileFields, urls);
	return { ...placed, order: { ...order, request: { ...order.request, input } } };
}
