import type { IncomingMessage, ServerResponse } from 'node:http';
import type { IDataObject } from 'n8n-workflow';

/** Adds the properties of an Express request that n8n nodes use. */
export async function asExpressRequest(message: IncomingMessage) {
	const chunks: Uint8Array[] = [];
	for await (const chunk of message) chunks.push(Buffer.from(chunk));
	const rawBody = Buffer.concat(chunks);
	const { pathname, searchParams } = new URL(message.url ?? '/', 'http://n8n');
	const query: IDataObject = {};
	for (const name of new Set(searchParams.keys())) {
		const values = searchParams.getAll(name);
		query[name] = values.length > 1 ? values : values[0];
	}
	return Object.assign(message, {
		originalUrl: message.url,
		path: pathname,
		query,
		params: {},
		rawBody,
		body: parseBody(message, rawBody.toString('utf8')),
	});
}

/** Parses JSON as n8n does: a body that cannot be parsed is empty. */
function parseBody({ headers }: IncomingMessage, text: string): unknown {
	if (!headers['content-type']?.includes('json')) return text === '' ? {} : text;
	try {
		return JSON.parse(text);
	} catch {
		return {};
	}
}

/** Adds the methods of an Express response that n8n nodes use. */
export function asExpressResponse(response: ServerResponse) {
	const adapted = Object.assign(response, {
		status(code: number) {
			response.statusCode = code;
			return adapted;
		},
		json(value: unknown) {
			response.setHeader('content-type', 'application/json; charset=utf-8');
			response.end(JSON.stringify(value));
			return adapted;
		},
		send(value: unknown) {
			if (typeof value === 'string' || Buffer.isBuffer(value)) response.end(value);
			else adapted.json(value);
			return adapted;
		},
		set(name: string, value: string) {
			response.setHeader(name, value);
			return adapted;
		},
	});
	return adapted;
}
