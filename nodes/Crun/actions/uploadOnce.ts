import type { IExecuteFunctions } from 'n8n-workflow';
import type { FileLimits } from '../crun/fileLimits';
import { openBinary } from '../transport/binary';
import type { Client } from '../transport/client';
import { uploadFile } from '../transport/upload';
import type { Ledger } from '../wait/ledger';

/**
 * Uploads a binary field of an item, unless an earlier try of the same run has. Besides saving the transfer, the same
 * address keeps the request the same, by which the ledger knows a task again.
 * @returns the address to use in a task
 */
export async function uploadOnce(
	{ context, client, ledger }: { context: IExecuteFunctions; client: Client; ledger: Ledger },
	itemIndex: number,
	field: string,
	limits: FileLimits,
): Promise<string> {
	const file = await openBinary(context, itemIndex, field);
	const known = ledger.readUpload(itemIndex, file.identity);
	if (known !== undefined) return known;
	const { url } = await uploadFile(context, client, file, limits);
	ledger.writeUpload(itemIndex, file.identity, url);
	return url;
}
