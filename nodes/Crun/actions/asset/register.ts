import { cleanName, nameOfUrl, typeOfMime, typeOfUrl, undetected } from '../../crun/assetType';
import type { AssetType, AssetUpload } from '../../crun/contract';
import { ANY_MEDIA } from '../../crun/fileLimits';
import { Problem } from '../../crun/problem';
import { checkUploads } from '../../files/checkUploads';
import { fingerprintOf } from '../../ledger/fingerprint';
import { registerOnce } from '../../ledger/registerOnce';
import { registerAsset, type KnownAsset } from '../../transport/assets';
import type { OrderIdentity } from '../task/creation/identity';
import type { AssetOrder, AssetRun } from './read';

/** An asset that can be registered. Nothing has been sent for it so far. */
export interface AssetPlan {
	name: string;
	type: AssetType;
	simplify: boolean;
	/** Uploads the file if it is not on the web yet. `hash` is that of an uploaded file's content. */
	placeFile: () => Promise<{ url: string; hash: string | null }>;
}

export interface PlacedAsset {
	asset: KnownAsset;
	/** What was registered, or would have been. */
	upload: AssetUpload;
	simplify: boolean;
}

/**
 * Checks the asset of one item, its file by its first bytes.
 * @throws Problem for a file that is not what it should be, or whose type cannot be detected
 */
export async function checkAssetOrder(
	{ client, files: context, ledger, isTool }: AssetRun,
	itemIndex: number,
	{ source, name, type, simplify }: AssetOrder,
): Promise<AssetPlan> {
	if (source.kind === 'url') {
		const { url } = source;
		const detected = type ?? typeOfUrl(url);
		if (detected === null) throw undetected(url, 'Set Asset Type to what the file is.');
		const placeFile = async () => await Promise.resolve({ url, hash: null });
		return { name: cleanName(name) || nameOfUrl(url), type: detected, simplify, placeFile };
	}
	if (isTool) throw noFileFromAgent();
	const tools = { context, client, ledger };
	const { files, upload } = await checkUploads(tools, itemIndex, [source.field], ANY_MEDIA);
	const [file] = files;
	const { mime } = file?.type ?? { mime: '' };
	const detected = typeOfMime(mime);
	const fileName = cleanName(file?.name ?? '') || source.field;
	if (detected === null || (type !== null && type !== detected)) {
		throw new Problem(
			'The asset type does not match the file',
			`"${fileName}" is ${mime}, and Asset Type is ${type ?? 'Detect'}. Set Asset Type to Detect, or use another file.`,
		);
	}
	const placeFile = async () => {
		const [uploaded] = await upload();
		return { url: uploaded?.url ?? '', hash: uploaded?.hash ?? null };
	};
	return { name: cleanName(name) || fileName, type: detected, simplify, placeFile };
}

/**
 * Registers the asset of one item, unless an earlier attempt did.
 * @param identity what the user set, by which a later attempt recognizes the asset; null for an agent's tool, where the
 * values themselves count
 */
export async function registerItem(
	{ client, ledger }: AssetRun,
	itemIndex: number,
	{ name, type, simplify, placeFile }: AssetPlan,
	identity: OrderIdentity | null,
): Promise<PlacedAsset> {
	const { url, hash } = await placeFile();
	const upload: AssetUpload = { name, asset_type: type, asset_url: url };
	const key = fingerprintOf(identity === null ? upload : [identity, hash]);
	const place = { itemIndex, identity: key };
	const register = async () => await registerAsset(client, upload);
	return { asset: await registerOnce(client, ledger, place, register), upload, simplify };
}

function noFileFromAgent(): Problem {
	return new Problem(
		'An AI agent cannot hand over files',
		'Set File Source to URL, and use the public URL of the file.',
	);
}
