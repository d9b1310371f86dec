import { endpoints } from '../crun/contract';
import { explain } from '../crun/explain';
import { checkFile, type FileLimits } from '../crun/fileLimits';
import type { FileType } from '../crun/fileType';
import { SIZE_BYTES } from '../crun/imageSize';
import { Problem, withSentence } from '../crun/problem';
import { retryDelayMs, uploadTimeoutMs } from '../crun/schedule';
import { abortableSleep } from '../n8n/abortableSleep';
import { readFailure, readResponse } from '../transport/answer';
import type { Client } from '../transport/client';
import type { BinaryFile, FileContext } from './binary';
import { assertUrlAllowed } from './urlGuard';

const ATTEMPTS = 3; // an upload costs nothing, so it may be repeated

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
 * @returns the URL that tasks accept
 * @throws Problem when the file cannot be uploaded
 */
export async function uploadFile(
	context: FileContext,
	client: Client,
	file: BinaryFile,
	type: FileType,
): Promise<string> {
	for (let attempt = 1; ; attempt += 1) {
		const { presigned_url: target, file_url: url } = await requestUploadUrl(client, file, type);
		assertUrlAllowed(target, client.account);
		const failure = await client.withSlot(async () => await put(context, target, file, type));
		if (failure === null) return url;
		if (attempt >= ATTEMPTS)
			throw new Problem(
				'The file could not be uploaded',
				`"${file.name}": the upload failed after ${ATTEMPTS} attempts: ${failure}. Nothing was created or charged. Run this item again.`,
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

/**
 * Sends the file. The API key does not belong at a storage host, so this request carries no credential.
 * @returns why it failed; null when it succeeded
 */
async function put(
	context: FileContext,
	url: string,
	file: BinaryFile,
	{ mime }: FileType,
): Promise<string | null> {
	const body = await file.open();
	try {
		const response = readResponse(
			await context.helpers.httpRequest({
				method: 'PUT',
				url,
				body,
				headers: { 'Content-Type': mime, 'Content-Length': file.size },
				encoding: 'text',
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				// Also keeps the HTTP library from holding the whole file in memory to send it again.
				disableFollowRedirect: true,
				timeout: uploadTimeoutMs(file.size),
				abortSignal: context.getExecutionCancelSignal(),
			}),
		);
		if (response.kind === 'failure') return response.message;
		return response.status >= 200 && response.status < 300
			? null
			: `the storage host returned HTTP ${response.status}`;
	} catch (error) {
		return readFailure(error).message;
	} finally {
		if (!Buffer.isBuffer(body)) body.destroy(); // a request that failed early leaves the file open
	}
}
