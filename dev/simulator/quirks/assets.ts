import { ofData } from './ofData';

const seconds = (time: unknown): number => Math.floor(Date.parse(String(time)) / 1000);

/** Assets as asset-info may describe them. */
export const assetQuirks = {
	/** Unix seconds instead of ISO text: the documentation has examples of both. */
	assetTimesInSeconds: ofData(['asset-info'], (asset) => ({
		...asset,
		CreateTime: seconds(asset.CreateTime),
		UpdateTime: seconds(asset.UpdateTime),
	})),
	/** ` ACTIVE ` instead of `Active`. */
	assetStatusInUpperCase: ofData(['asset-info'], (asset) => ({
		...asset,
		Status: ` ${String(asset.Status).toUpperCase()} `,
	})),
};
