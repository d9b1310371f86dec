import type { Simulator } from '../../../dev/simulator';

/** Waits until this many assets are registered. */
export const waitForAssets = async (sim: Simulator, count = 1) =>
	await sim.waitFor('registered', undefined, { count, timeoutMs: 5000 });

/** Registers an asset in the simulator without the node; its review ends only when the test says so. */
export function existingAsset(sim: Simulator, url = 'https://example.com/photo.png'): string {
	const { assetReviewMs } = sim.settings;
	sim.settings.assetReviewMs = 'manual';
	const { AssetId } = sim.assets.register({ name: 'Ann', asset_type: 'Image', asset_url: url });
	sim.settings.assetReviewMs = assetReviewMs;
	return AssetId;
}

/** The same, reviewed. */
export function activeAsset(sim: Simulator): string {
	const id = existingAsset(sim);
	sim.assets.finish(id, 'Active');
	return id;
}
