import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { detectResultType, looksLikePage, TYPE_BYTES } from '../crun/fileType';
import { Problem } from '../crun/problem';
import { retryDelayMs } from '../crun/schedule';
import { settle } from '../crun/settle';
import { readFailure } from '../transport/answer';
import type { Client } from '../transport/client';
import { assertUrlAllowed } from './urlGuard';
import { abortableSleep } from '../n8n/abortableSleep';
import { peek, piecesOf, streamSchema, type Stream } from './stream';

const ATTEMPTS = 4;
const MAX_REDIRECTS = 5;
const IDLE_TIMEOUT_MS = 60_000;
const WATCH_EVERY_MS = 1000;
const SMALLEST_BYTES = 32; // of a file whose type is not known: less is no media file
const MEGABYTE = 1024 * 1024;
const PIECE_BYTES = 2 * 1024; // see piecesOf; chosen by `npm run bench -- media` on Node 20 and 24

export interface DownloadOptions {
	maxSizeMb: number;
	/** Name of the file, without extension. */
	name: string;
	/** Ends the download: the file is not wanted any more. */
	stop: AbortSignal;
}

/** Ended by the network or the storage host: may go well when it is repeated. */
type Attempt = { file: IBinaryData } | { broken: string };

/**
 * Streams a result file into n8n's binary store, checking on the way that it is whole and what it claims to be. What
 * breaks is repeated; the task stays the same, so this never costs anything.
 * @throws Problem when the address is not allowed, the link has expired, the file is too big or no media file, or n8n cannot
 * store it; the reason of `stop`
 */
export async function downloadFile(
	context: IExecuteFunctions,
	client: Client,
	url: string,
	options: DownloadOptions,
): Promise<IBinaryData> {
	for (let attempt = 1; ; attempt += 1) {
		const result = await client.withSlot(
			async () => await tryDownload(context, client, url, options),
		);
		options.stop.throwIfAborted();
		if ('file' in result) return result.file;
		if (attempt >= ATTEMPTS)
			throw problem(
				`The download broke off, also after ${ATTEMPTS} tries: ${result.broken}. The file is still at Crun: run Task > Download again`,
			);
		await abortableSleep(
			retryDelayMs(attempt, null, Math.random()),
			context.getExecutionCancelSignal(),
		);
	}
}

async function tryDownload(
	context: IExecuteFunctions,
	client: Client,
	url: string,
	options: DownloadOptions,
): Promise<Attempt> {
	const line = new AbortController();
	const cancel = context.getExecutionCancelSignal();
	try {
		const answer = await follow(
			context,
			client,
			url,
			AbortSignal.any([line.signal, options.stop, ...(cancel ? [cancel] : [])]),
		);
		if ('broken' in answer) return answer;
		const { status, headers, body } = answer;
		if (status === 200) return await receive(context, body, headers, options, line);
		if (status === 408 || status === 429 || status >= 500) return { broken: `HTTP ${status}` };
		throw problem(
			`The result file is not there any more (HTTP ${status}): results last about 14 days. If the task is younger, run Task > Get for a fresh address`,
		);
	} finally {
		line.abort(); // closes what was not read to its end: n8n's HTTP helper wraps the answer so that destroying it does not
	}
}

/** Stores the file, and breaks off when nothing comes any more: the HTTP library's timeout ends with the answer's headers. */
async function receive(
	context: IExecuteFunctions,
	body: Stream,
	headers: FileHeaders,
	options: DownloadOptions,
	line: AbortController,
): Promise<Attempt> {
	let last = Date.now();
	let receiving = true;
	const watch = () => {
		if (!receiving) return;
		if (Date.now() - last > IDLE_TIMEOUT_MS) line.abort();
		else AbortSignal.timeout(WATCH_EVERY_MS).addEventListener('abort', watch, { once: true }); // unlike n8n's sleep, keeps no process alive
	};
	watch();
	const stored = await settle(
		async () => await store(context, body, headers, options, () => (last = Date.now())),
	);
	receiving = false;
	if ('value' in stored) return { file: stored.value };
	if (stored.error instanceof Problem) throw problem(stored.error.message);
	if (line.signal.aborted) return { broken: 'no data came any more' };
	const failure = readFailure(stored.error);
	const disk = diskSchema.safeParse(stored.error);
	if (disk.success)
		throw problem(
			`n8n could not store the file (${disk.data.code}): see to n8n's disk, then run Task > Download`,
		);
	return { broken: failure.kind === 'failure' ? failure.message : 'the connection was cut off' };
}

/** Fetching the file once more would not help against these. */
const diskSchema = z.object({
	code: z.enum(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO']),
});

async function store(
	{ helpers }: IExecuteFunctions,
	body: Stream,
	{ length, type: claimed }: FileHeaders,
	{ name, maxSizeMb }: DownloadOptions,
	sawData: () => void,
): Promise<IBinaryData> {
	const tooBig = () =>
		problem(`The result file is larger than ${maxSizeMb} MB: raise Max Size (MB) in the options`);
	if (length !== null && length > maxSizeMb * MEGABYTE) throw tooBig();
	const head = await peek(body, TYPE_BYTES);
	const detected = detectResultType(head);
	if (
		!detected &&
		(looksLikePage(head) ||
			head.length < SMALLEST_BYTES ||
			/^(image|video|audio|text)\//.test(claimed))
	) {
		throw problem(
			`The address of the result gave ${looksLikePage(head) ? 'a web page' : 'something else'} instead of the file it claims to be (${claimed || 'no type'})`,
		);
	}
	let size = body.readableEnded ? head.length : 0; // a tiny file is in the head already
	const count = (chunk: Buffer) => {
		sawData();
		size += chunk.length;
		if (size > maxSizeMb * MEGABYTE) throw tooBig();
		return piecesOf(chunk, PIECE_BYTES);
	};
	const file = await helpers.prepareBinaryData(
		body.readableEnded ? head : body.flatMap(count),
		`${name}${detected?.extension ?? ''}`,
		detected?.mime ?? (claimed || 'application/octet-stream'),
	);
	return file;
}

interface FileHeaders {
	/** Bytes announced; null when the host does not say. */
	length: number | null;
	type: string;
}

const responseSchema = z.object({
	statusCode: z.number(),
	body: streamSchema,
	headers: z.object({
		location: z.string().optional(),
		'content-length': z.coerce.number().optional(),
		'content-type': z.string().optional(),
	}),
});

/** Follows redirects hop by hop, checking each address before it is asked. No credential goes along. */
async function follow(
	context: IExecuteFunctions,
	client: Client,
	start: string,
	signal: AbortSignal,
): Promise<{ status: number; headers: FileHeaders; body: Stream } | { broken: string }> {
	let url = start;
	for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
		assertUrlAllowed(url, client.account);
		const target = url;
		const sent = await settle(async () =>
			responseSchema.parse(
				await context.helpers.httpRequest({
					method: 'GET',
					url: target,
					headers: { Accept: '*/*', 'Accept-Encoding': 'identity' }, // so that Content-Length counts the bytes that come
					encoding: 'stream',
					returnFullResponse: true,
					ignoreHttpStatusErrors: true,
					disableFollowRedirect: true,
					timeout: IDLE_TIMEOUT_MS,
					abortSignal: signal,
				}),
			),
		);
		if ('error' in sent) {
			const failure = readFailure(sent.error);
			return { broken: failure.kind === 'failure' ? failure.message : 'the request failed' };
		}
		const { statusCode: status, headers, body } = sent.value;
		const { location, 'content-length': length = null, 'content-type': type = '' } = headers;
		if (status < 300 || status >= 400 || location === undefined)
			return { status, headers: { length, type }, body };
		body.destroy();
		url = URL.canParse(location, url) ? new URL(location, url).toString() : location;
	}
	throw problem(`The address of the result redirects more than ${MAX_REDIRECTS} times`);
}

function problem(message: string): Problem {
	return new Problem(message, undefined, { kind: 'api' });
}
