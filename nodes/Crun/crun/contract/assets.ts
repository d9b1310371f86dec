import { z } from 'zod';
import { id, lenient, time } from './parts';

/** What an asset is, as Crun writes it. */
export const ASSET_TYPES = ['Image', 'Video', 'Audio'] as const;
export type AssetType = (typeof ASSET_TYPES)[number];

/** `asset_url` is an http(s) URL, from which Crun downloads the file itself. */
export const assetUploadSchema = z
	.object({
		name: z.string().min(1),
		asset_type: z.enum(ASSET_TYPES),
		asset_url: z.string().regex(/^https?:\/\//i),
	})
	.strict();
export type AssetUpload = z.infer<typeof assetUploadSchema>;

/**
 * The ID of an asset. It becomes a part of `asset://<AssetId>`, so it contains no white space and nothing that ends a
 * URL or separates two.
 */
export const ASSET_ID = /^[\w.~:@%+=-]{1,200}$/;

const assetId = id.refine((text) => ASSET_ID.test(text));

export const registeredAssetSchema = z.object({ AssetId: assetId }).passthrough();

export const assetInfoQuery = z.object({ asset_id: z.string().min(1) }).strict();

export const assetSchema = z
	.object({
		AssetId: assetId,
		Name: lenient(z.string()),
		AssetType: lenient(z.string().trim().toLowerCase()),
		/** processing, active or failed, in lower case; anything else counts as processing. */
		Status: z.string().trim().toLowerCase().min(1),
		/** Unix seconds. */
		CreateTime: lenient(time),
		UpdateTime: lenient(time),
	})
	.passthrough();
export type Asset = z.infer<typeof assetSchema>;
