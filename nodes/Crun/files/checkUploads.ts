import type { IExecuteFunctions } from 'n8n-workflow';
import type { FileLimits } from '../crun/fileLimits';
import { contentHash, openBinary } from './binary';
import type { Client } from '../transport/client';
import { checkBinary, uploadFile } from './upload';
import type { Ledger } from '../ledger/ledger';

export interface UploadTools {
	context: IExecuteFunctions;
	client: Client;
	ledger: Ledger;
}

/** Uploads what was checked. @returns the addresses to use in a task, in the order of the fields */
export type Upload = () => Promise<string[]>;

/**
 * Checks binary fields of an item by their first bytes; nothing is sent before the result is called.
 *
 * What an earlier try of the same run has uploaded is not uploaded again. Besides saving the transfer, the same address
 * keeps the request the same, by which the ledger knows a task again. The files go one after the other, so that equal files
 * of an item are sent once.
 * @throws Problem when a file is not what the limits allow; the result: when one cannot be uploaded
 */
export async function checkUploads(
	{ context, client, ledger }: UploadTools,
	itemIndex: number,
	fields: string[],
	limits: FileLimits,
): Promise<Upload> {
	// Reading takes room like a request does: many items must not open all their files at once.
	const checked = await Promise.all(
		fields.map(async (field) => ({
			field,
			type: await client.withSlot(
				async () => await checkBinary(await openBinary(context, itemIndex, field), limits),
			),
		})),
	);
	return async () => {
		const urls: string[] = [];
		for (const { field, type } of checked) {
			const { file, identity } = await client.withSlot(async () => {
				const file = await openBinary(context, itemIndex, field); // once more: kept open, all items' files would be in memory
				return { file, identity: await contentHash(file) };
			});
			const url =
				ledger.readUpload(itemIndex, identity) ?? (await uploadFile(context, client, file, type));
			ledger.writeUpload(itemIndex, identity, url);
			urls.push(url);
		}
		return urls;
	};
}
