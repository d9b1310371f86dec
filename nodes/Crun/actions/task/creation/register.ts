import { monotonicMs } from '../../../n8n/monotonic';
import type { ReviewResult } from '../../../wait/checkAsset';
import { pollAssets, reviewFailed, reviewTimeout } from '../../../wait/pollAssets';
import { orderAssets, registerAll, type RegisteredOrder } from './assets';
import type { Item } from './item';
import type { Run } from './read';
import type { PlacedOrder } from './upload';

/**
 * Registers the files of all items as assets where the user asked for it, waits for their reviews, and puts the assets
 * into the orders. A failed review fails its item before anything is paid.
 */
export async function registerFiles(
	run: Run,
	items: Array<Item<PlacedOrder>>,
): Promise<Array<Item<PlacedOrder>>> {
	if (!run.options.registerAssets) return items;
	const registered = await registerAll(run, items);
	// The node is about to fail, so nothing is created, and no review needs to be waited for.
	const endsHere = run.stopsOnError && registered.some(({ kind }) => kind === 'failed');
	const reviews = endsHere ? null : await waitForReviews(run, registered);
	return registered.map((item): Item<PlacedOrder> => {
		if (item.kind !== 'ready') return item;
		const { value, itemIndex } = item;
		if (!reviews) return { ...item, value: value.placed };
		const results = [...value.assets.values()].flatMap(
			({ assetId }) => reviews.results.get(assetId) ?? [],
		);
		const error = results.map(errorOf).find((one) => one !== null);
		if (error !== undefined) return { kind: 'failed', itemIndex, error };
		const unfinished = results.find((one) => one.kind === 'unfinished');
		if (unfinished && reviews.endedEarly) return { kind: 'skipped', itemIndex };
		if (unfinished) return { kind: 'failed', itemIndex, error: reviewTimeout(unfinished) };
		return { kind: 'ready', itemIndex, value: orderAssets(value) };
	});
}

/** @returns the results by asset ID; `endedEarly` where one failed and the node is about to fail */
async function waitForReviews(
	{ client, options, signal, stopsOnError }: Run,
	items: Array<Item<RegisteredOrder>>,
) {
	const all = items.flatMap((item) =>
		item.kind === 'ready' ? [...item.value.assets.values()] : [],
	);
	const assets = [...new Map(all.map((asset) => [asset.assetId, asset])).values()];
	const { timeoutMs, intervalMs } = options;
	const limits = { deadline: monotonicMs() + timeoutMs, intervalMs, signal };
	const isEnough = (results: ReviewResult[]) =>
		stopsOnError && results.some((one) => errorOf(one) !== null);
	const results = await pollAssets(client, assets, limits, isEnough);
	const byId = new Map(results.map((result, index) => [assets[index]?.assetId, result]));
	return { results: byId, endedEarly: isEnough(results) };
}

/** Why the item of an asset fails; null unless its review has failed or cannot be checked any longer. */
function errorOf(result: ReviewResult): unknown {
	if (result.kind === 'failed') return result.error;
	const isFailed = result.kind === 'reviewed' && result.reading.asset.Status === 'failed';
	return isFailed ? reviewFailed(result.reading) : null;
}
