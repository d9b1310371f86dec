import type { IBinaryData } from 'n8n-workflow';
import { z } from 'zod';
import { Problem } from '../crun/problem';
import { settle } from '../crun/settle';
import { readFailure } from '../transport/answer';
import type { FileContext } from './binary';
import type { FileResponse } from './followRedirects';
import { storeFile, type StoreOptions } from './storeFile';

const IDLE_TIMEOUT_MS = 60_000;
const CHECK_EVERY_MS = 1000;

/** Errors of n8n's disk, against which another download would not help. */
const diskErrorSchema = z.object({
	code: z.enum(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO']),
});

/**
 * Stores the file, and gives up when data stops arriving: the timeout of the HTTP library ends with the headers.
 * @param connection aborted when no data arrives for a minute
 * @returns the stored file; `broken` when the connection failed on the way
 * @throws Problem when the file is too large or not a media file, or when n8n cannot store it
 */
export async function receiveFile(
	context: FileContext,
	response: FileResponse,
	options: StoreOptions,
	connection: AbortController,
): Promise<{ file: IBinaryData } | { broken: string }> {
	const watch = watchForData(connection);
	const stored = await settle(
		async () => await storeFile(context, response, options, watch.sawData),
	);
	watch.end();
	if ('value' in stored) return { file: stored.value };
	const { error } = stored;
	if (error instanceof Problem) throw error;
	if (connection.signal.aborted) return { broken: 'no more data arrived' };
	const disk = diskErrorSchema.safeParse(error);
	if (disk.success)
		throw new Problem(
			'n8n could not store the result file',
			`Storing it failed with ${disk.data.code}. Check the disk that n8n stores binary data on, then run Task > Download.`,
			{ kind: 'api' },
		);
	return { broken: readFailure(error).message };
}

/** Aborts the connection once no data has been seen for IDLE_TIMEOUT_MS. */
function watchForData(connection: AbortController): { sawData: () => void; end: () => void } {
	let last = Date.now();
	let receiving = true;
	const check = () => {
		if (!receiving) return;
		if (Date.now() - last > IDLE_TIMEOUT_MS) connection.abort();
		else waitForNext();
	};
	// Unlike n8n's sleep, a timeout signal does not keep the process alive.
	const waitForNext = () =>
		AbortSignal.timeout(CHECK_EVERY_MS).addEventListener('abort', check, { once: true });
	waitForNext();
	return {
		sawData: () => {
			last = Date.now();
		},
		end: () => {
			receiving = false;
		},
	};
}
