import { nameOfUrl, typeOfField, typeOfUrl, undetected } from './assetType';
import type { AssetType, AssetUpload, Json, JsonObject } from './contract';
import { isHttpUrl } from './url';

/** Stands for a file that is not uploaded yet, while the rest of an input is checked. */
export const FILE_PLACEHOLDER = 'https://crun.ai/';

/**
 * The files in the input of a model, to be registered as assets before they are sent. What is an asset already is left
 * out, and so is what is not an http(s) URL.
 * @param fields names of the fields that take files
 * @param types those that are known, by URL; the others are detected by the URL, then by the name of the field
 * @returns one entry for each URL, in the order in which they first appear in the fields
 * @throws Problem for a file whose type cannot be detected
 */
export function filesToRegister(
	input: JsonObject,
	fields: string[],
	types: ReadonlyMap<string, AssetType>,
): AssetUpload[] {
	const uploads = fields.flatMap((field) =>
		urlsIn(input[field])
			.filter((url) => url !== FILE_PLACEHOLDER)
			.map((url): AssetUpload => {
				const type = types.get(url) ?? typeOfUrl(url) ?? typeOfField(field);
				if (type === null) throw undetected(url, WAY_OUT);
				return { name: nameOfUrl(url), asset_type: type, asset_url: url };
			}),
	);
	const firstByUrl = new Map<string, AssetUpload>();
	for (const upload of uploads) {
		if (!firstByUrl.has(upload.asset_url)) firstByUrl.set(upload.asset_url, upload);
	}
	return [...firstByUrl.values()];
}

const WAY_OUT =
	'Register the file with Asset > Upload, where you can set its type, and use the asset_url that it returns.';

/** The same input with assets in place of files. @param assets the URL of each asset, by that of its file */
export function withAssets(
	input: JsonObject,
	fields: string[],
	assets: ReadonlyMap<string, string>,
): JsonObject {
	const replace = (value: Json): Json => {
		if (Array.isArray(value)) return value.map(replace);
		return typeof value === 'string' ? (assets.get(value) ?? value) : value;
	};
	return Object.fromEntries(
		Object.entries(input).map(([name, value]): [string, Json] => [
			name,
			fields.includes(name) ? replace(value) : value,
		]),
	);
}

function urlsIn(value: Json | undefined): string[] {
	return [value ?? []]
		.flat()
		.flatMap((one) => (typeof one === 'string' && isHttpUrl(one) ? [one] : []));
}
