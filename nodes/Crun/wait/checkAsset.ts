import { reviewResult, type AssetReading } from '../crun/asset';
import { endpoints } from '../crun/contract';
import { explain } from '../crun/explain';
import { wholeText, withSentence } from '../crun/problem';
import { settle } from '../crun/settle';
import { isNoAsset, toAssetReading, type KnownAsset } from '../transport/assets';
import type { Client } from '../transport/client';
import { isRejection } from './checkTask';

/** How waiting for the review of an asset ended. */
export type ReviewResult =
	/** Active or failed. */
	| { kind: 'reviewed'; reading: AssetReading }
	| UnfinishedReview
	| { kind: 'failed'; error: unknown };

export interface UnfinishedReview {
	kind: 'unfinished';
	assetId: string;
	reading: AssetReading | null;
	/** Why the last check failed, if it did. */
	trouble: string | null;
	/** Crun rejected the API key at the last check. One such answer can be a mistake; a second one ends the wait. */
	rejected?: boolean;
}

/** What is known of a review without asking. */
export function reviewOf({ assetId, reading }: KnownAsset): ReviewResult {
	return reading && reviewResult(reading.asset)
		? { kind: 'reviewed', reading }
		: { kind: 'unfinished', assetId, reading, trouble: null };
}

/**
 * Checks the review of one asset, with one request. The asset was registered, so "not found" can only mean "not visible
 * yet".
 * @param before the result of the last check
 * @param latest a time of monotonicMs(): a break that Crun asks for is not waited out beyond this
 */
export async function checkAsset(
	client: Client,
	before: UnfinishedReview,
	latest: number,
): Promise<ReviewResult> {
	const { assetId } = before;
	const missed = (trouble: string, rejected = false): UnfinishedReview => ({
		...before,
		trouble,
		rejected,
	});
	const limits = { attempts: 1, latest };
	const asked = await settle(
		async () => await client.read(endpoints.assetInfo, { asset_id: assetId }, limits),
	);
	if ('error' in asked) return missed(wholeText(asked.error)); // stopped, or no time left
	const outcome = asked.value;
	if (outcome.kind === 'ok') {
		if (outcome.data.AssetId !== assetId) return missed('Crun returned another asset.');
		return reviewOf({ assetId, reading: toAssetReading(outcome, assetId), answer: null });
	}
	if (isNoAsset(outcome)) return missed('Crun does not know the asset at the moment.');
	const problem = explain(outcome, 'check the asset');
	if (outcome.kind !== 'refused') return missed(wholeText(problem));
	if (isRejection(outcome.code) && !before.rejected) return missed(wholeText(problem), true);
	return { kind: 'failed', error: withSentence(problem, `The asset ID is ${assetId}.`) };
}
