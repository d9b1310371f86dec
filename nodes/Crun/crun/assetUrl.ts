import { ASSET_ID } from './contract';

const SCHEME = 'asset://';

/**
 * The ID in the URL of an asset, `asset://<AssetId>`.
 * @returns null for any other text; nothing is cut off or corrected, except that the scheme may be in upper case
 */
export function assetIdOf(url: string): string | null {
	const id = url.slice(SCHEME.length);
	return hasAssetScheme(url) && ASSET_ID.test(id) ? id : null;
}

/** By which models take the asset. */
export function assetUrlOf(id: string): string {
	return SCHEME + id;
}

/** Whether the text is meant as the URL of an asset, well-formed or not. */
export function hasAssetScheme(text: string): boolean {
	return text.slice(0, SCHEME.length).toLowerCase() === SCHEME;
}
