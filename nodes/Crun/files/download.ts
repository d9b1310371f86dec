import type { IBinaryData } from 'n8n-workflow';
import { Problem } from '../crun/problem';
import { redactText } from '../crun/redact';
import { DOWNLOAD_LIMITS, retryDelayMs } from '../crun/schedule';
import { abortableSleep } from '../n8n/abortableSleep';
import type { Client } from '../transport/client';
import type { DownloadContext } from './binary';
import { followRedirects } from './followRedirects';
import { receiveFile, type ReceiveOptions } from './receiveFile';

const ATTEMPTS = 4;

export interface DownloadOptions extends ReceiveOptions {
	/** Ends the download when the file is no longer wanted. */
	stop: AbortSignal;
}

/** `broken` is why the network or the storage host ended the attempt; another one may succeed. */
type Attempt = { file: IBinaryData } | { broken: string };

/**
 * Streams a result file into n8n's binary data storage, checking on the way that it is complete and a media file.
 * An attempt that fails on the way is repeated, which costs nothing: the task stays the same.
 * @throws Problem when the URL is not allowed or has expired, when the file is too large or not a media file, when
 * n8n cannot store it, or after the last attempt; the reason of `stop` once that is aborted
 */
export async function downloadFile(
	context: DownloadContext,
	client: Client,
	url: string,
	options: DownloadOptions,
): Promise<IBinaryData> {
	for (let attempt = 1; ; attempt += 1) {
		const result = await client.withSlot(async () => await tryOnce(context, client, url, options));
		options.stop.throwIfAborted();
		if ('file' in result) return result.file;
		if (attempt >= ATTEMPTS)
			throw new Problem(
				`The download failed after ${ATTEMPTS} attempts`,
				`Last error: ${redactText(result.broken, client.account.apiKey)}. The file is still available at Crun: run Task > Download to get it. Nothing is charged again.`,
				{ kind: 'api' },
			);
		await abortableSleep(
			retryDelayMs(attempt, null, Math.random()),
			context.getExecutionCancelSignal(),
		);
	}
}

async function tryOnce(
	context: DownloadContext,
	client: Client,
	url: string,
	options: DownloadOptions,
): Promise<Attempt> {
	const controller = new AbortController();
	const cancel = context.getExecutionCancelSignal();
	const signal = AbortSignal.any([controller.signal, options.stop, ...(cancel ? [cancel] : [])]);
	const { headersMs } = options.limits ?? DOWNLOAD_LIMITS;
	try {
		const response = await followRedirects(context, client, url, { controller, signal, headersMs });
		if ('broken' in response) return response;
		const { status } = response;
		if (status === 200) return await receiveFile(context, response, options, controller);
		if (status === 408 || status === 429 || status >= 500) return { broken: `HTTP ${status}` };
		throw new Problem(
			'The result file is no longer available',
			`The storage host returned HTTP ${status}. Crun keeps results for about 14 days. If the task is more recent, run Task > Get for a new URL.`,
			{ kind: 'api' },
		);
	} finally {
		// Closes a body that was not read to its end: n8n's HTTP helper wraps it, so destroying the stream does not.
		controller.abort();
	}
}
