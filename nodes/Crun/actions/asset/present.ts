import { presentAsset, type AssetReading } from '../../crun/asset';
import { assetSchema } from '../../crun/contract';
import { reviewFailed, reviewTimeout } from '../../wait/pollAssets';
import { reviewOf, type ReviewResult } from '../../wait/checkAsset';
import type { Output } from '../operation';
import type { AssetRun } from './read';
import type { PlacedAsset } from './register';

/**
 * Turns the end of waiting for one asset into what the node returns for its item.
 * @throws Problem where the item is to fail
 */
export function presentReview(
	{ waits, onTimeout }: AssetRun,
	placed: PlacedAsset,
	result: ReviewResult = reviewOf(placed.asset),
): Output {
	const { simplify } = placed;
	if (result.kind === 'failed') throw result.error;
	if (result.kind === 'reviewed') {
		if (waits && result.reading.asset.Status === 'failed') throw reviewFailed(result.reading);
		return { json: { ...presentAsset(result.reading, simplify) } };
	}
	const json = { ...presentAsset(result.reading ?? newReading(placed), simplify) };
	if (!waits) return { json };
	if (onTimeout === 'error') throw reviewTimeout(result);
	return { json: { ...json, timed_out: true } };
}

/** What is known of an asset without asking: the request that registered it. */
function newReading({ asset: { assetId, answer }, upload }: PlacedAsset): AssetReading {
	const { name: Name, asset_type: AssetType } = upload;
	const asset = assetSchema.parse({ AssetId: assetId, Name, AssetType, Status: 'Processing' });
	return { asset, raw: answer ?? { AssetId: assetId }, message: '' };
}
