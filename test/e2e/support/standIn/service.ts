import type { IncomingHttpHeaders } from 'node:http';

/** A request to a service, as the service received it. */
export interface Received {
	readonly method: string;
	readonly url: URL;
	readonly headers: IncomingHttpHeaders;
	readonly body: Buffer;
}

/** A service's answer. An object is sent as JSON; the status is 200 by default. */
export interface Answer {
	readonly status?: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: Buffer | string | object;
}

/** Stands in for a service on the internet: answers the requests that n8n's node for it sends. */
export interface Service {
	/** The host names that it answers for. */
	readonly hosts: readonly string[];
	/** Answers a request, or returns undefined for one that it does not know. */
	answer(request: Received): Answer | undefined;
	/** Forgets everything that it has received. */
	reset(): void;
}

/** Parses a JSON body. @throws SyntaxError if it is not JSON */
export const jsonOf = ({ body }: Received): unknown => JSON.parse(body.toString('utf8'));

/** One part of a multipart body. */
export interface Part {
	/** The name of the form field, or an empty string. */
	readonly name: string;
	readonly fileName: string | undefined;
	readonly content: Buffer;
}

/** Splits a multipart body into its parts. @throws Error if the request has no boundary */
export function partsOf({ headers, body }: Pick<Received, 'headers' | 'body'>): Part[] {
	const boundary = /boundary="?([^";]+)/.exec(headers['content-type'] ?? '')?.[1];
	if (!boundary) throw new Error('The body is not multipart');
	const text = body.toString('latin1'); // one character per byte
	return text
		.split(`--${boundary}`)
		.slice(1, -1)
		.map((part) => {
			const end = part.indexOf('\r\n\r\n');
			const head = part.slice(0, end);
			const content = part.slice(end + '\r\n\r\n'.length, -'\r\n'.length);
			return {
				name: /[; ]name="([^"]*)"/.exec(head)?.[1] ?? '',
				fileName: /filename="?([^";\r\n]+)/.exec(head)?.[1],
				content: Buffer.from(content, 'latin1'),
			};
		});
}
