import type { IncomingMessage } from 'node:http';
import { isLeak } from './files/leaks';
import type { Host } from './hosts/host';
import type { RecordedRequest } from './types';

/** Milliseconds since the epoch, with fractions. */
export const now = (): number => performance.timeOrigin + performance.now();

/** Reads the body: parsed if it is JSON, otherwise as text, undefined if empty. */
export async function readBody(message: IncomingMessage): Promise<unknown> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of message) chunks.push(Buffer.from(chunk));
	const text = Buffer.concat(chunks).toString('utf8');
	if (text === '') return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/** Records a request before its body has been read. */
export function record(message: IncomingMessage, host: Host, apiKey: string): RecordedRequest {
	const { method = 'GET', headers } = message;
	const url = new URL(message.url ?? '/', 'http://simulator');
	const request = {
		host: host.name,
		endpoint: host.endpointOf(method, url.pathname),
		method,
		path: url.pathname,
		query: Object.fromEntries(url.searchParams),
		body: undefined,
		headers,
		at: now(),
		endedAt: null,
		status: null,
	};
	return { ...request, leaked: isLeak(request, apiKey) };
}
