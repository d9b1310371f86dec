import type { IBinaryKeyData } from 'n8n-workflow';
import { claimedTypeOf } from '../crun/fileKind';
import { cleanFileName } from '../crun/fileName';
import type { Template } from '../crun/platforms';
import { messageOf } from '../crun/problem';
import { settle } from '../crun/settle';
import type { Client } from '../transport/client';
import type { DownloadContext } from './binary';
import { downloadFile } from './download';

export interface Previews {
	/** The files under `cover` and `preview`, as far as they could be downloaded. */
	binary: IBinaryKeyData;
	/** By the same names: why a file is missing. A template without a URL is not missing any. */
	errors: Record<string, string>;
}

/**
 * Downloads the cover and the preview of a template, with the rules of all downloads. A file that cannot be downloaded
 * is left out, because the template can be used without it.
 * @throws what the download fails with, once the execution is stopped
 */
export async function downloadPreviews(
	context: DownloadContext,
	client: Client,
	{ id, cover_url: cover, preview_url: preview }: Template,
	maxSizeMb: number,
): Promise<Previews> {
	const result: Previews = { binary: {}, errors: {} };
	const { signal: stop } = new AbortController();
	const download = async (field: string, url: string | null) => {
		if (url === null) return;
		const options = {
			maxSizeMb,
			name: cleanFileName(`${id}-${field}`) || field,
			claimed: claimedTypeOf(url),
			stop,
		};
		const file = await settle(async () => await downloadFile(context, client, url, options));
		if ('value' in file) result.binary[field] = file.value;
		else if (context.getExecutionCancelSignal()?.aborted) throw file.error;
		else result.errors[field] = messageOf(file.error).replace('result file', 'file');
	};
	await Promise.all([download('cover', cover), download('preview', preview)]);
	return result;
}
