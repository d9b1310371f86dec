import { z } from 'zod';

const answerSchema = z.object({ data: z.unknown() });
const refusalSchema = z.object({ message: z.string(), code: z.number().optional() });

/** n8n refused a request: its words, and the HTTP status it gave. */
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

/** One login at one n8n: sends requests to `/rest` and keeps the session cookie. */
export class Session {
	private cookie = '';

	/** @param url n8n's address, without a path. */
	constructor(readonly url: string) {}

	/**
	 * Sends one request and parses what n8n wraps in `data`.
	 * @param path below `/rest`, with its query.
	 * @throws RestError when n8n refuses; ZodError when the answer is not what n8n promised.
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

	/** Gets something that is no JSON. @throws RestError when n8n refuses. */
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
		if (refusal.success) return refusal.data.message;
	} catch {
		// Not JSON: some answer of the web server under n8n.
	}
	return text.slice(0, 500) || '(no reason given)';
}
