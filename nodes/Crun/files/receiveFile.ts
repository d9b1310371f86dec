import type { IBinaryData } from 'n8n-workflow';
import { z } from 'zod';
import { Problem } from '../crun/problem';
import { DOWNLOAD_LIMITS, type DownloadLimits } from '../crun/schedule';
import { settle } from '../crun/settle';
import { readFailure } from '../transport/answer';
import type { DownloadContext } from './binary';
import type { FileResponse } from './followRedirects';
import { storeFile, type StoreOptions } from './storeFile';
import { watchTransfer } from './watchTransfer';

export interface ReceiveOptions extends StoreOptions {
	/** Default DOWNLOAD_LIMITS. */
	limits?: DownloadLimits;
}

/** Errors of n8n's disk, against which another download would not help. */
const diskErrorSchema = z.object({
	code: z.enum(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO']),
});

/**
 * Stores the file, and gives up when data stops arriving or arrives too slowly.
 * @param connection aborted when the download is given up
 * @returns the stored file; `broken` when the connection failed on the way
 * @throws Problem when the file is too large or not a media file, or when n8n cannot store it
 */
export async function receiveFile(
	context: DownloadContext,
	response: FileResponse,
	{ limits = DOWNLOAD_LIMITS, ...options }: ReceiveOptions,
	connection: AbortController,
): Promise<{ file: IBinaryData } | { broken: string }> {
	const watch = watchTransfer(connection, limits);
	const stored = await settle(
		async () => await storeFile(context, response, options, watch.sawData),
	);
	watch.end();
	if ('value' in stored) return { file: stored.value };
	const { error } = stored;
	if (error instanceof Problem) throw error;
	const gaveUp = watch.gaveUp();
	if (gaveUp !== null) return { broken: gaveUp };
	const disk = diskErrorSchema.safeParse(error);
	if (disk.success)
		throw new Problem(
			'n8n could not store the result file',
			`Storing it failed with ${disk.data.code}. Check the disk that n8n stores binary data on, then run Task > Download.`,
			{ kind: 'api' },
		);
	return { broken: readFailure(error).message };
}
