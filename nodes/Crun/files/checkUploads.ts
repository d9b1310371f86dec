import type { FileLimits } from '../crun/fileLimits';
import { contentHash, openBinary, type FileContext } from './binary';
import type { Client } from '../transport/client';
import { checkBinary, uploadFile } from './upload';
import type { Ledger } from '../ledger/ledger';

export interface UploadTools {
	context: FileContext;
	client: Client;
	ledger: Ledger;
}

export interface UploadedFile {
	/** The URL for a task. */
	url: string;
	/** The hash of the content. */
	hash: string;
}

/** Uploads the checked files. @returns one entry for each field, in their order */
export type Upload = () => Promise<UploadedFile[]>;

/**
 * Checks the files in an item's binary fields by their first bytes. Nothing is sent until the returned function is
 * called.
 *
 * A file that an earlier attempt of the same run has uploaded is not uploaded again. The files are sent one after
 * another, so that an item's identical files are sent only once.
 * @throws Problem when the limits do not allow a file; the returned function throws when one cannot be uploaded
 */
export async function checkUploads(
	{ context, client, ledger }: UploadTools,
	itemIndex: number,
	fields: string[],
	limits: FileLimits,
): Promise<Upload> {
	// Reading takes a slot as a request does: many items must not open all their files at once.
	const checked = await Promise.all(
		fields.map(async (field) => ({
			field,
			type: await client.withSlot(
				async () => await checkBinary(await openBinary(context, itemIndex, field), limits),
			),
		})),
	);
	return async () => {
		const uploaded: UploadedFile[] = [];
		for (const { field, type } of checked) {
			const { file, hash } = await client.withSlot(async () => {
				// Opened again here: kept from the check, the files of all items would be in memory.
				const file = await openBinary(context, itemIndex, field);
				return { file, hash: await contentHash(file) };
			});
			const url =
				ledger.readUpload(itemIndex, hash) ?? (await uploadFile(context, client, file, type));
			ledger.writeUpload(itemIndex, hash, url);
			uploaded.push({ url, hash });
		}
		return uploaded;
	};
}
