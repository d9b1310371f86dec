import { reviewResult } from '../crun/asset';
import { endpoints } from '../crun/contract';
import { isNoAsset, toAssetReading, type KnownAsset } from '../transport/assets';
import type { Client } from '../transport/client';
import type { Ledger } from './ledger';

/**
 * Registers the asset of one item, unless an earlier attempt of the same run did. In a Retry, an asset whose review
 * has failed, or that Crun no longer knows, is registered again: by now, another file may be at its URL.
 * @param identity by which a later attempt recognizes the asset
 * @param register throws a Problem when the asset cannot be registered
 */
export async function registerOnce(
	client: Client,
	ledger: Ledger,
	{ itemIndex, identity }: { itemIndex: number; identity: string },
	register: () => Promise<KnownAsset>,
): Promise<KnownAsset> {
	const entry = ledger.readAsset(itemIndex, identity);
	if (entry) {
		const { assetId } = entry;
		const unread: KnownAsset = { assetId, reading: null, answer: null };
		if (!ledger.isFromEarlierExecution(entry)) return unread;
		const known = await lookUp(client, unread);
		if (known) return known;
	}
	const asset = await register();
	ledger.writeAsset(itemIndex, identity, asset.assetId);
	return asset;
}

/** @returns the asset, read if Crun can be asked; null where it is of no use any longer */
async function lookUp(client: Client, unread: KnownAsset): Promise<KnownAsset | null> {
	const { assetId } = unread;
	const outcome = await client.read(endpoints.assetInfo, { asset_id: assetId });
	if (isNoAsset(outcome)) return null;
	if (outcome.kind !== 'ok' || outcome.data.AssetId !== assetId) return unread;
	const reading = toAssetReading(outcome, assetId);
	return reviewResult(reading.asset) === 'failed' ? null : { ...unread, reading };
}
