import { z } from 'zod';
import { joinTexts } from './schemas';

const answerSchema = z.object({ data: z.unknown() });
const refusalSchema = z.object({ message: z.string(), description: z.string().nullish() });

/** n8n refused a request. Holds n8n's message and the HTTP status. */
export class RestError extends Error {
	constructor(
		readonly request: string,
		readonly status: number,
		readonly reason: string,
	) {
		super(`n8n refused ${request} with ${status}: ${reason}`);
		this.name = 'RestError';
	}
}

/** A session with n8n: sends requests to `/rest` and keeps the session cookie. */
export class Session {
	private cookie = '';

	/** @param url n8n's base URL, without a path */
	constructor(readonly url: string) {}

	/**
	 * Sends a request and parses the `data` of the answer.
	 * @param path the path below `/rest`, with its query
	 * @throws RestError if n8n refuses, ZodError if the answer does not match the schema
	 */
	async send<T>(
		method: string,
		path: string,
		schema: z.ZodType<T, z.ZodTypeDef, unknown>,
		body?: unknown,
	): Promise<T> {
		const response = await this.request(method, path, body);
		this.keepCookie(response);
		return await schema.parseAsync(answerSchema.parse(await response.json()).data);
	}

	/** Gets an answer that is not JSON. @throws RestError if n8n refuses */
	async get(path: string): Promise<Response> {
		return await this.request('GET', path);
	}

	private async request(method: string, path: string, body?: unknown): Promise<Response> {
		const response = await fetch(`${this.url}/rest${path}`, {
			method,
			headers: { 'content-type': 'application/json', cookie: this.cookie },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		if (!response.ok)
			throw new RestError(`${method} ${path}`, response.status, reasonIn(await response.text()));
		return response;
	}

	private keepCookie(response: Response): void {
		const auth = response.headers.getSetCookie().find((cookie) => cookie.startsWith('n8n-auth='));
		if (auth) this.cookie = auth.split(';', 1).join();
	}
}

function reasonIn(text: string): string {
	try {
		const refusal = refusalSchema.safeParse(JSON.parse(text));
		if (refusal.success) return joinTexts(refusal.data);
	} catch {
		// Not JSON: the answer comes from the web server below n8n.
	}
	return text.slice(0, 500) || '(no reason given)';
}
