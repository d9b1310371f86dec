import type { IBinaryData } from 'n8n-workflow';
import { MEGABYTE } from '../crun/fileLimits';
import { cleanFileName } from '../crun/fileName';
import type { ClaimedType } from '../crun/fileKind';
import { detectResultType, looksLikePage, TYPE_BYTES } from '../crun/fileType';
import { plainTypeOf } from '../crun/plainType';
import { Problem } from '../crun/problem';
import type { DownloadContext } from './binary';
import type { FileResponse } from './followRedirects';
import { peek } from './stream';

const SMALLEST_BYTES = 32; // of a file whose type is not known: anything smaller is not a media file

export interface StoreOptions {
	maxSizeMb: number;
	/** What the file is named after, without extension. */
	name: string;
	/** What the URL says about the file. */
	claimed: ClaimedType;
}

/**
 * Streams the body of a response into n8n's binary data storage. The type of the file is detected from its content.
 * @param sawData called with the size of whatever arrives, in bytes
 * @throws Problem when the file is larger than `maxSizeMb`, or not the media file that the host declares; what the
 * stream or n8n's storage fails with
 */
export async function storeFile(
	{ helpers }: DownloadContext,
	{ body, length, type: declared }: FileResponse,
	{ name, maxSizeMb, claimed }: StoreOptions,
	sawData: (bytes: number) => void,
): Promise<IBinaryData> {
	const maxBytes = maxSizeMb * MEGABYTE;
	if (length !== null && length > maxBytes) throw tooLarge(maxSizeMb);
	const head = await peek(body, TYPE_BYTES);
	const detected = detectResultType(head) ?? plainTypeOf(head, claimed);
	if (!detected) refuseOtherContent(head, declared, claimed);
	let size = 0;
	// Counts while n8n reads, and unlike on(), does not start the stream. Measured with `npm run bench -- files`: another
	// stream in between, such as map() makes, took a tenth more time.
	body.prependListener('data', (chunk: Buffer) => {
		sawData(chunk.length);
		size += chunk.length;
		if (size > maxBytes) body.destroy(tooLarge(maxSizeMb));
	});
	return await helpers.prepareBinaryData(
		body.readableEnded ? head : body, // a tiny file is read whole already
		// A name with a path in it would become the `directory` of the binary data.
		`${cleanFileName(name) || 'file'}${detected?.extension ?? ''}`,
		detected?.mime ?? (declared || 'application/octet-stream'),
	);
}

/** @throws Problem unless content of no known type may be a file of the declared type */
function refuseOtherContent(head: Buffer, declared: string, { kind }: ClaimedType): void {
	const isPage = looksLikePage(head);
	const isMedia = ['video', 'image', 'audio', 'other', 'unknown'].includes(kind);
	const isDeclared = /^(image|video|audio|text)\//.test(declared);
	if (isMedia && !isPage && head.length >= SMALLEST_BYTES && !isDeclared) return;
	throw new Problem(
		`The URL of the result file did not return a ${isMedia ? 'media' : kind} file`,
		`The storage host returned ${isPage ? 'a web page' : 'unknown content'} instead, declared as ${declared || 'no type'}.`,
		{ kind: 'api' },
	);
}

function tooLarge(maxSizeMb: number): Problem {
	return new Problem(
		'The result file is too large',
		`It is larger than ${maxSizeMb} MB. To download it, raise Max Size (MB) in the options.`,
		{ kind: 'api' },
	);
}
