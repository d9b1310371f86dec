import type { IExecuteFunctions } from 'n8n-workflow';
import { endpoints } from '../crun/contract';
import { explain } from '../crun/explain';
import { checkFile, type FileLimits } from '../crun/fileLimits';
import type { FileType } from '../crun/fileType';
import { SIZE_BYTES } from '../crun/imageSize';
import { Problem } from '../crun/problem';
import { retryDelayMs, uploadTimeoutMs } from '../crun/schedule';
import { assertUrlAllowed } from './urlGuard';
import { readFailure, readResponse } from '../transport/answer';
import type { BinaryFile } from './binary';
import type { Client } from '../transport/client';
import { abortableSleep } from '../n8n/abortableSleep';

const ATTEMPTS = 3; // an upload costs nothing, so it may be repeated

/**
 * Checks a file by its first bytes, before anything is sent.
 * @returns what the file really is
 * @throws Problem when the limits do not allow it
 */
export async function checkBinary(file: BinaryFile, limits: FileLimits): Promise<FileType> {
	return checkFile(
		{
			name: file.name,
			size: file.size,
			head: file.size === 0 ? new Uint8Array() : await file.head(SIZE_BYTES),
		},
		limits,
	);
}

/**
 * Streams a file to Crun's storage. A failed upload is repeated, each time to a fresh upload address and from the start.
 * @returns the address that tasks accept
 * @throws Problem when it cannot be uploaded
 */
export async function uploadFile(
	context: IExecuteFunctions,
	client: Client,
	file: BinaryFile,
	type: FileType,
): Promise<string> {
	const signal = context.getExecutionCancelSignal();
	for (let attempt = 1; ; attempt += 1) {
		const address = await client.read(endpoints.uploadUrl, {
			content_type: type.mime,
			ext: type.extension,
		});
		if (address.kind !== 'ok') throw explain(address, `get an upload address for "${file.name}"`);
		const { presigned_url: target, file_url: url } = address.data;
		assertUrlAllowed(target, client.account);
		const failure = await client.withSlot(async () => await put(context, target, file, type));
		if (failure === null) return url;
		if (attempt >= ATTEMPTS)
			throw new Problem(
				`Could not upload "${file.name}", also after ${ATTEMPTS} tries: ${failure}. Nothing was created or charged`,
				undefined,
				{ kind: 'api' },
			);
		await abortableSleep(retryDelayMs(attempt, null, Math.random()), signal);
	}
}

/** @returns what went wrong, null when it went well. The API key is not for storage hosts, so this request carries no credential. */
async function put(
	context: IExecuteFunctions,
	url: string,
	file: BinaryFile,
	{ mime }: FileType,
): Promise<string | null> {
	const body = await file.open();
	try {
		const answer = readResponse(
			await context.helpers.httpRequest({
				method: 'PUT',
				url,
				body,
				headers: { 'Content-Type': mime, 'Content-Length': file.size },
				encoding: 'text',
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true, // also keeps the HTTP library from holding the whole file for a second sending
				timeout: uploadTimeoutMs(file.size),
				abortSignal: context.getExecutionCancelSignal(),
			}),
		);
		if (answer.kind === 'failure') return answer.message;
		return answer.status >= 200 && answer.status < 300
			? null
			: `the storage answered HTTP ${answer.status}`;
	} catch (error) {
		const failure = readFailure(error);
		return failure.kind === 'failure' ? failure.message : 'the request failed';
	} finally {
		if (!Buffer.isBuffer(body)) body.destroy(); // a request that failed early leaves the file open
	}
}
