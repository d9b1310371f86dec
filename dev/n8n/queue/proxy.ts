import { createHash } from 'node:crypto';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { startServer } from './httpServer';

/**
 * How requests to webhooks are distributed among the webhook processes: each one to the next process, all requests
 * for one path to the same process, or a copy of each request to every process at the same time. A client whose
 * request was copied gets the answer with the lowest status.
 */
export type Routing = 'inTurn' | 'byPath' | 'toAll';

/** What one process answered. */
export interface Forwarded {
	readonly path: string;
	/** The base URL of the process. */
	readonly target: string;
	/** 502 if there was no answer. */
	readonly status: number;
}

/** A load balancer in front of an n8n in queue mode. */
export interface Proxy {
	readonly url: string;
	routing: Routing;
	/** The answers to all requests to webhooks so far. */
	readonly forwarded: readonly Forwarded[];
	/** Sets the processes that requests go to. */
	serve(main: string, webhooks: readonly string[]): void;
	readonly stop: () => Promise<void>;
}

interface Answer {
	status: number;
	headers: IncomingMessage['headers'];
	body: Buffer;
}

/** The paths that n8n's webhook processes serve. */
const TO_WEBHOOKS = /^\/(webhook|webhook-waiting|form|form-waiting)\//;

/** Starts a load balancer on 127.0.0.1. Until `serve` is called, it answers 502. */
export async function startProxy(port: number): Promise<Proxy> {
	let main = '';
	let webhooks: readonly string[] = [];
	let next = 0;
	const forwarded: Forwarded[] = [];

	const targetsOf = (path: string): readonly string[] => {
		if (!TO_WEBHOOKS.test(path)) return [main];
		if (proxy.routing === 'toAll') return webhooks;
		const number = proxy.routing === 'byPath' ? hashOf(path) : next++;
		return webhooks.slice(number % webhooks.length).slice(0, 1);
	};

	const { url, stop } = await startServer(port, async (incoming, body) => {
		const path = incoming.url ?? '/';
		const answers = await Promise.all(
			targetsOf(path).map(async (target) => {
				const answer = await forward(incoming, body, target);
				if (TO_WEBHOOKS.test(path)) forwarded.push({ path, target, status: answer.status });
				return answer;
			}),
		);
		const [best] = answers.sort((a, b) => a.status - b.status);
		return best ?? unreachable('no process is running');
	});

	const proxy: Proxy = {
		url,
		routing: 'inTurn',
		forwarded,
		serve: (newMain, newWebhooks) => {
			main = newMain;
			webhooks = newWebhooks;
		},
		stop,
	};
	return proxy;
}

/** The same number for the same path, whatever its query. */
function hashOf(url: string): number {
	const [path = ''] = url.split('?', 1);
	return createHash('sha256').update(path).digest().readUInt32BE();
}

async function forward(incoming: IncomingMessage, body: Buffer, target: string): Promise<Answer> {
	return await new Promise((resolve) => {
		const outgoing = httpRequest(`${target}${incoming.url ?? '/'}`, {
			method: incoming.method,
			headers: { ...incoming.headers, connection: 'close' },
			agent: false,
		});
		const fail = (error: Error) => resolve(unreachable(error.message));
		outgoing.on('error', fail);
		outgoing.on('response', (response) => {
			const chunks: Buffer[] = [];
			response.on('data', (chunk: Buffer) => chunks.push(chunk));
			response.on('error', fail);
			response.on('end', () =>
				resolve({
					status: response.statusCode ?? 502,
					headers: response.headers,
					body: Buffer.concat(chunks),
				}),
			);
		});
		outgoing.end(body);
	});
}

function unreachable(reason: string): Answer {
	return {
		status: 502,
		headers: {},
		body: Buffer.from(`The process cannot be reached: ${reason}`),
	};
}
