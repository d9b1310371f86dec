import { z } from 'zod';
import { Problem } from '../crun/problem';
import { redactKey } from '../crun/redact';
import type { Client } from '../transport/client';
import { readFailure } from '../transport/answer';
import { withDeadline } from '../n8n/withDeadline';
import type { DownloadContext } from './binary';
import { streamSchema, type Stream } from './stream';
import { assertUrlAllowed } from './urlGuard';

const MAX_REDIRECTS = 5;

export interface FileConnection {
	/** Aborted when a host does not send its headers in time. */
	controller: AbortController;
	/** Ends the requests; it includes the signal of the controller. */
	signal: AbortSignal;
	/** Milliseconds until a host has sent all headers. */
	headersMs: number;
}

export interface FileResponse {
	status: number;
	body: Stream;
	/** Content-Length in bytes; null when the host does not send it. */
	length: number | null;
	/** Content-Type without parameters; empty when the host does not send it, or none that n8n could store. */
	type: string;
}

const responseSchema = z.object({
	statusCode: z.number(),
	body: streamSchema,
	headers: z.object({
		location: z.string().optional().catch(undefined),
		'content-length': z.coerce.number().int().min(0).optional().catch(undefined),
		'content-type': z.string().optional().catch(undefined),
	}),
});

const CONTENT_TYPE = /^\s*([a-z]+\/[a-z0-9][a-z0-9.+-]{0,79})\s*(;|$)/i;

/**
 * Requests a file and follows redirects one by one, so that every URL is checked before it is requested. No
 * credential is sent.
 * @returns the response that is not a redirect; `broken` when a request failed on the way
 * @throws Problem when a URL is not allowed, or there are too many redirects
 */
export async function followRedirects(
	context: DownloadContext,
	client: Client,
	start: string,
	connection: FileConnection,
): Promise<FileResponse | { broken: string }> {
	const withoutKey = (text: string) => redactKey(text, client.account.apiKey);
	let url = start;
	for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
		assertUrlAllowed(url, client.account);
		const target = url;
		const sent = await withDeadline(
			connection.headersMs,
			connection.controller,
			async () => await request(context, target, connection),
		);
		if ('error' in sent) return { broken: readFailure(sent.error).message };
		const { statusCode: status, headers, body } = sent.value;
		const { location, 'content-length': length = null, 'content-type': type = '' } = headers;
		if (status < 300 || status >= 400 || location === undefined)
			return { status, body, length, type: plainType(withoutKey(type)) };
		body.destroy();
		const next = withoutKey(location);
		url = URL.canParse(next, url) ? new URL(next, url).toString() : next;
	}
	throw new Problem(
		'The URL of the result file redirects too often',
		`It redirects more than ${MAX_REDIRECTS} times.`,
		{ kind: 'api' },
	);
}

/** A content type can be any text. */
function plainType(declared: string): string {
	return CONTENT_TYPE.exec(declared)?.[1]?.toLowerCase() ?? '';
}

async function request(
	{ helpers }: DownloadContext,
	url: string,
	{ signal, headersMs }: FileConnection,
) {
	const response: unknown = await helpers.httpRequest({
		method: 'GET',
		url,
		// Without compression, Content-Length counts the very bytes that arrive.
		headers: { Accept: '*/*', 'Accept-Encoding': 'identity' },
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: headersMs,
		abortSignal: signal,
	});
	const parsed = responseSchema.safeParse(response);
	if (parsed.success) return parsed.data;
	throw new Error('the response is unreadable');
}
