import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { openWebhook, type WebhookOptions } from './webhook';

export interface CallOptions extends WebhookOptions {
	/** Added to the query of the URL. */
	query?: Record<string, string>;
	body: unknown;
	/** A signed callback URL, whose query is used. */
	url?: string;
}

export interface CallResult {
	status: number;
	body: unknown;
	/** The items that started the workflow; undefined if it was not started. */
	emitted: INodeExecutionData[] | undefined;
	staticData: IDataObject;
}

/** Posts JSON. @returns the status and the body of the response, parsed if it is a JSON object */
export async function post(
	url: string,
	body: unknown,
	headers: Record<string, string> = {},
): Promise<{ status: number; body: unknown }> {
	const payload = typeof body === 'string' ? body : JSON.stringify(body);
	const response = await fetch(url, {
		method: 'POST',
		body: payload,
		headers: { 'content-type': 'application/json', ...headers },
	});
	const text = await response.text();
	return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text };
}

/** Calls the webhook of a node once over HTTP. */
export async function callWebhook({
	query = {},
	body,
	url,
	...options
}: CallOptions): Promise<CallResult> {
	const server = await openWebhook(options);
	try {
		const target = new URL(server.url);
		if (url !== undefined) target.search = new URL(url).search;
		for (const [name, value] of Object.entries(query)) target.searchParams.set(name, value);
		const response = await post(target.toString(), body);
		const [emitted] = await server.emitted();
		return { ...response, emitted, staticData: server.staticData };
	} finally {
		await server.stop();
	}
}
