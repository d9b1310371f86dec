import { reviewFailureOf, type ReviewFailure } from './assetReason';
import { assetUrlOf } from './assetUrl';
import type { Asset, JsonObject } from './contract';
import { isoTime } from './isoTime';
import { redactError } from './redact';

/** An asset as Crun returned it: parsed, and whole. */
export interface AssetReading {
	asset: Asset;
	raw: JsonObject;
	/** Of the whole answer. */
	message: string;
}

/** An asset as the node returns it, the same from every operation. */
export interface SimpleAsset {
	asset_id: string;
	/** By which models take the asset. */
	asset_url: string;
	name: string | null;
	/** image, video or audio. */
	asset_type: string | null;
	/** processing, active or failed. */
	status: string;
	/** ISO 8601. */
	created_at: string | null;
	updated_at: string | null;
	error: ReviewFailure | null;
}

/** The status with which the review ended; null while it runs. A status that Crun may add counts as still running. */
export function reviewResult({ Status: status }: Asset): 'active' | 'failed' | null {
	return status === 'active' || status === 'failed' ? status : null;
}

/** Shapes an asset for the next node. */
export function simplifyAsset({ asset, raw, message }: AssetReading): SimpleAsset {
	return {
		asset_id: asset.AssetId,
		asset_url: assetUrlOf(asset.AssetId),
		name: asset.Name ?? null,
		asset_type: asset.AssetType ?? null,
		status: asset.Status,
		created_at: isoTime(asset.CreateTime),
		updated_at: isoTime(asset.UpdateTime),
		error: asset.Status === 'failed' ? reviewFailureOf(raw, message) : null,
	};
}

/** An asset as an item's JSON: simplified, or Crun's own object with all its fields, documented or not. */
export function presentAsset(reading: AssetReading, simplify: boolean): JsonObject {
	return simplify ? toJson(simplifyAsset(reading)) : reading.raw;
}

/** The status in words; one that Crun has not documented is named as such. */
export function describeReview(asset: Asset | null | undefined): string {
	const status = asset?.Status ?? 'processing';
	return ['processing', 'active', 'failed'].includes(status)
		? `Its status is ${status}.`
		: `Its status is "${redactError(status)}", which this node does not know, so it counts as processing.`;
}

function toJson({ error, ...asset }: SimpleAsset): JsonObject {
	return { ...asset, error: error && { ...error } };
}
