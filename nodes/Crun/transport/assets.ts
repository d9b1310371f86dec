import type { AssetReading } from '../crun/asset';
import {
	endpoints,
	recordSchema,
	type Asset,
	type AssetUpload,
	type JsonObject,
} from '../crun/contract';
import { explain } from '../crun/explain';
import type { Outcome } from '../crun/outcome';
import { Problem, withSentence } from '../crun/problem';
import type { Client } from './client';

/** An asset that exists at Crun. */
export interface KnownAsset {
	assetId: string;
	/** Null until its review has been checked. */
	reading: AssetReading | null;
	/** What Crun answered to the registration; null where an earlier attempt registered the asset. */
	answer: JsonObject | null;
}

/**
 * Registers an asset at Crun, which then reviews it.
 * @throws Problem when Crun refuses it, or does not confirm it
 */
export async function registerAsset(client: Client, asset: AssetUpload): Promise<KnownAsset> {
	const outcome = await client.registerAsset(asset);
	if (outcome.kind === 'ok') {
		const answer = recordSchema.parse(outcome.raw);
		return { assetId: outcome.data.AssetId, reading: null, answer };
	}
	const problem = withSentence(
		explain(outcome, 'register the asset'),
		`The asset is "${asset.name}".`,
	);
	if (outcome.kind !== 'unknown') throw problem;
	throw withSentence(
		problem,
		'The request is not sent again by itself. Registering costs nothing, so you can run this item again.',
	);
}

/** Reads an asset, with as many attempts as an answer takes. @throws Problem with the ID of the asset */
export async function readAsset(client: Client, assetId: string): Promise<AssetReading> {
	return toAssetReading(await client.read(endpoints.assetInfo, { asset_id: assetId }), assetId);
}

/** As for tasks, Crun may say in three ways that there is no such asset. */
export function isNoAsset(outcome: Outcome<Asset>): boolean {
	return (
		(outcome.kind === 'refused' && outcome.code === 404) ||
		(outcome.kind === 'unknown' && outcome.raw === null)
	);
}

/** @throws Problem unless the outcome is the asset that was asked for */
export function toAssetReading(outcome: Outcome<Asset>, assetId: string): AssetReading {
	if (isNoAsset(outcome)) {
		throw new Problem(
			'Crun does not know this asset',
			`Crun has no asset ${assetId} in this account. Check the ID, and that the credential is the one that the asset was registered with.`,
			{ kind: 'api', code: 404 },
		);
	}
	if (outcome.kind !== 'ok') {
		throw withSentence(explain(outcome, 'look up the asset'), `The asset ID is ${assetId}.`);
	}
	if (outcome.data.AssetId !== assetId) {
		throw new Problem(
			'Crun returned another asset',
			`Crun was asked for asset ${assetId} and returned another one. Try again, and report it to Crun if it persists.`,
			{ kind: 'api' },
		);
	}
	const { data: asset, raw, message } = outcome;
	return { asset, raw: recordSchema.parse(raw), message };
}
