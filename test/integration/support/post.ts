import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { openWebhook, type WebhookOptions } from './webhook';

export interface CallOptions extends WebhookOptions {
	/** Added to the URL's query. */
	query?: Record<string, string>;
	body: unknown;
	/** Of the signed address that Crun was given: its query is used. */
	url?: string;
}

export interface CallResult {
	status: number;
	body: unknown;
	/** What started the workflow; undefined when nothing did. */
	emitted: INodeExecutionData[] | undefined;
	staticData: IDataObject;
}

/** Posts JSON. @returns the status, and the answer's JSON (or text) */
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

/** One call to a node's webhook over HTTP, for tests that need no more than one. */
export async function callWebhook({
	query = {},
	body,
	url,
	...options
}: CallOptions): Promise<CallResult> {
	const server = await openWebhook(options);
	try {
		const address = new URL(server.url);
		if (url !== undefined) address.search = new URL(url).search;
		for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
		const answer = await post(address.toString(), body);
		const [emitted] = await server.emitted();
		return { ...answer, emitted, staticData: server.staticData };
	} finally {
		await server.stop();
	}
}
