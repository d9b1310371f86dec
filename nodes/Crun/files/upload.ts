import { z } from 'zod';
import { endpoints } from '../crun/contract';
import { explain } from '../crun/explain';
import { checkFile, type FileLimits } from '../crun/fileLimits';
import type { FileType } from '../crun/fileType';
import { SIZE_BYTES } from '../crun/imageSize';
import { Problem, withSentence } from '../crun/problem';
import { redactText } from '../crun/redact';
import { retryDelayMs, uploadTimeoutMs } from '../crun/schedule';
import { abortableSleep } from '../n8n/abortableSleep';
import { withDeadline } from '../n8n/withDeadline';
import { readFailure } from '../transport/answer';
import type { Client } from '../transport/client';
import type { BinaryFile, FileContext } from './binary';
import { openHashed } from './contentHash';
import { assertUrlAllowed } from './urlGuard';

const ATTEMPTS = 3; // an upload costs nothing, so it may be repeated

export interface UploadedFile {
	/** The URL for a task. */
	url: string;
	/** The hash of the content. */
	hash: string;
}

const responseSchema = z.object({ statusCode: z.number() });

/**
 * Checks a file by its first bytes, before anything is sent.
 * @returns the type its content shows
 * @throws Problem when the limits do not allow the file
 */
export async function checkBinary(file: BinaryFile, limits: FileLimits): Promise<FileType> {
	const { name, size } = file;
	const head = size === 0 ? new Uint8Array() : await file.head(SIZE_BYTES);
	return checkFile({ name, size, head }, limits);
}

/**
 * Streams a file to Crun's storage. A failed upload is repeated from the start, each time to a new upload URL.
 * @param timeoutMs milliseconds for each attempt
 * @throws Problem when the file cannot be uploaded
 */
export async function uploadFile(
	context: FileContext,
	client: Client,
	file: BinaryFile,
	type: FileType,
	timeoutMs = uploadTimeoutMs(file.size),
): Promise<UploadedFile> {
	for (let attempt = 1; ; attempt += 1) {
		const { presigned_url: target, file_url: url } = await requestUploadUrl(client, file, type);
		assertUrlAllowed(target, client.account);
		const sent = await client.withSlot(
			async () => await put(context, target, { file, type, timeoutMs }),
		);
		if ('hash' in sent) return { url, hash: sent.hash };
		if (attempt >= ATTEMPTS)
			throw new Problem(
				'The file could not be uploaded',
				`"${file.name}": the upload failed after ${ATTEMPTS} attempts: ${redactText(sent.failure, client.account.apiKey)}. Nothing was created or charged. Run this item again.`,
				{ kind: 'api' },
			);
		await abortableSleep(
			retryDelayMs(attempt, null, Math.random()),
			context.getExecutionCancelSignal(),
		);
	}
}

async function requestUploadUrl(client: Client, { name }: BinaryFile, type: FileType) {
	const outcome = await client.read(endpoints.uploadUrl, {
		content_type: type.mime,
		ext: type.extension,
	});
	if (outcome.kind === 'ok') return outcome.data;
	throw withSentence(explain(outcome, 'create an upload URL'), `The file is "${name}".`);
}

interface Transfer {
	file: BinaryFile;
	type: FileType;
	timeoutMs: number;
}

/**
 * Sends the file, and hashes it on the way. The API key does not belong at a storage host, so this request carries no
 * credential.
 * @returns the hash, or why it failed
 */
async function put(
	context: FileContext,
	url: string,
	{ file, type, timeoutMs }: Transfer,
): Promise<{ hash: string } | { failure: string }> {
	const { body, hash } = await openHashed(file);
	const connection = new AbortController();
	const cancel = context.getExecutionCancelSignal();
	const sent = await withDeadline(timeoutMs, connection, async () =>
		responseSchema.parse(
			await context.helpers.httpRequest({
				method: 'PUT',
				url,
				body,
				headers: { 'Content-Type': type.mime, 'Content-Length': file.size },
				encoding: 'stream', // only the status matters: a body of any size would be read into memory
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				// Also keeps the HTTP library from holding the whole file in memory to send it again.
				disableFollowRedirect: true,
				timeout: timeoutMs,
				abortSignal: AbortSignal.any([connection.signal, ...(cancel ? [cancel] : [])]),
			}),
		),
	);
	connection.abort(); // closes the body of the answer, which is not read
	if (!Buffer.isBuffer(body)) {
		body.destroy(); // a request that failed early leaves the file open
		if (body.errored instanceof Problem) throw body.errored;
	}
	if ('error' in sent) return { failure: readFailure(sent.error).message };
	const { statusCode: status } = sent.value;
	if (status < 200 || status >= 300) return { failure: `the storage host returned HTTP ${status}` };
	const whole = hash();
	return whole === null
		? { failure: 'the storage host did not wait for the whole file' }
		: { hash: whole };
}
