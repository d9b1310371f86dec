import { z } from 'zod';
import { MESSAGES, invalid, ok, refuse } from '../answers';
import { httpUrl, validationErrors } from '../api/validation';
import type { Handler } from '../world';

const bodySchema = z
	.object({
		name: z.string().min(1),
		asset_type: z.enum(['Image', 'Video', 'Audio']),
		asset_url: httpUrl,
	})
	.strict();

/** Registers an asset, which is then reviewed. Free, but every request registers another one. */
export const assetUpload: Handler = ({ body }, { assets, uploads }) => {
	const parsed = bodySchema.safeParse(body);
	if (!parsed.success) return invalid(validationErrors(parsed.error));
	const { asset_url: url } = parsed.data;
	if (uploads.isMissing(url)) return invalid([`asset_url: there is no file at ${url}`]);
	return ok({ AssetId: assets.register(parsed.data).AssetId });
};

const querySchema = z.object({ asset_id: z.string().min(1) }).strict();

/** The current state of an asset. */
export const assetInfo: Handler = ({ query }, { assets }) => {
	const parsed = querySchema.safeParse(query);
	if (!parsed.success) return invalid(validationErrors(parsed.error));
	const asset = assets.get(parsed.data.asset_id);
	return asset ? ok(asset) : refuse(404, MESSAGES.assetNotFound);
};
