import type { IExecuteFunctions } from 'n8n-workflow';
import type { FileLimits } from '../crun/fileLimits';
import { contentHash, openBinary } from '../transport/binary';
import type { Client } from '../transport/client';
import { checkBinary, uploadFile } from '../transport/upload';
import type { Ledger } from '../wait/ledger';

/**
 * Uploads binary fields of an item, except what an earlier try of the same run has uploaded. Besides saving the transfer,
 * the same address keeps the request the same, by which the ledger knows a task again. All files are checked before the
 * first one is sent; one after the other, so that equal files of an item are sent once.
 * @returns the addresses to use in a task, in the order of the fields
 * @throws Problem when a file is not what the limits allow, or cannot be uploaded
 */
export async function uploadFields(
	{ context, client, ledger }: { context: IExecuteFunctions; client: Client; ledger: Ledger },
	itemIndex: number,
	fields: string[],
	limits: FileLimits,
): Promise<string[]> {
	// Reading takes room like a request does: many items must not open all their files at once.
	const files = await Promise.all(
		fields.map(async (field) =>
			await client.withRoom(async () => {
				const file = await openBinary(context, itemIndex, field);
				return { file, type: await checkBinary(file, limits) };
			}),
		),
	);
	const urls: string[] = [];
	for (const { file, type } of files) {
		const identity = await client.withRoom(async () => await contentHash(file));
		const url = ledger.readUpload(itemIndex, identity) ?? (await uploadFile(context, client, file, type));
		ledger.writeUpload(itemIndex, identity, url);
		urls.push(url);
	}
	return urls;
}
