import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from '../../nodes/Crun/crun/account';
import { endpoints, type AnyEndpoint } from '../../nodes/Crun/crun/contract';
import {
	classifyCreation,
	classifyRead,
	classifyTaskInfo,
	type Answer,
	type Outcome,
} from '../../nodes/Crun/crun/outcome';
import { LONGEST_PAUSE_MS, retryDelayMs } from '../../nodes/Crun/crun/schedule';
import { readAnswer, type DataOf } from '../../nodes/Crun/transport/answer';
import type { Pace } from './pace';
import { send, type HttpRequest } from './send';

/** How often a request that Crun puts off (429, 455, or Retry-After) is sent in all. Creations are sent once. */
const ATTEMPTS = 4;

export interface Call<E extends AnyEndpoint> {
	endpoint: E;
	query?: Record<string, string | number>;
	body?: unknown;
	/** Default: right. A wrong one has the form of a key. */
	key?: 'right' | 'wrong' | 'none';
}

export interface Exchange<E extends AnyEndpoint> {
	answer: Answer;
	/** Without secrets, as in the nodes. */
	outcome: Outcome<DataOf<E>>;
	/** Milliseconds since the epoch, when the request was sent. */
	sentAt: number;
	/** How often Crun put the request off before it answered. */
	putOff: number;
}

export interface Caller {
	account: Account;
	pace: Pace;
	timeoutMs: number;
}

const WRONG_KEY = `ak_${'0'.repeat(32)}`;

/** Path and query, without the host. */
export function pathOf({ endpoint, query = {} }: Call<AnyEndpoint>): string {
	const texts = Object.entries(query).map(([name, value]): [string, string] => [name, `${value}`]);
	const search = new URLSearchParams(texts).toString();
	return search === '' ? endpoint.path : `${endpoint.path}?${search}`;
}

/** Calls an endpoint, and reads the answer as the nodes do. Never throws for what Crun or the network does. */
export async function call<E extends AnyEndpoint>(
	{ account, pace, timeoutMs }: Caller,
	request: Call<E>,
): Promise<Exchange<E>> {
	const { endpoint, body, key = 'right' } = request;
	const keys = { right: account.apiKey, wrong: WRONG_KEY, none: undefined };
	const apiKey = keys[key];
	const http: HttpRequest = {
		method: endpoint.method,
		url: `${account.baseUrl}${pathOf(request)}`,
		headers: {
			accept: 'application/json',
			...(body !== undefined && { 'content-type': 'application/json' }),
			...(apiKey !== undefined && { 'x-api-key': apiKey }),
		},
		...(body !== undefined && { body: JSON.stringify(body) }),
		timeoutMs,
	};
	const attempts = endpoint.safe ? ATTEMPTS : 1;
	for (let putOff = 0; ; putOff += 1) {
		await pace.next();
		const sentAt = Date.now();
		const answer = await send(http);
		const outcome = readAnswer(classifierOf(endpoint), endpoint, answer, account);
		const pause = putOff + 1 < attempts ? pauseOf(outcome, putOff + 1) : null;
		if (pause === null) return { answer, outcome, sentAt, putOff };
		await sleep(pause);
	}
}

function classifierOf({ name, safe }: AnyEndpoint) {
	if (!safe) return classifyCreation;
	return name === endpoints.taskInfo.name ? classifyTaskInfo : classifyRead;
}

/** How long Crun wants to be left alone; null if it does not say so. */
function pauseOf(outcome: Outcome<unknown>, attempt: number): number | null {
	if (outcome.kind !== 'transient') return null;
	const { code, retryAfterMs } = outcome;
	const isAsked = code === 429 || code === 455 || retryAfterMs !== null;
	if (!isAsked || (retryAfterMs ?? 0) > LONGEST_PAUSE_MS) return null;
	return retryDelayMs(attempt, retryAfterMs, Math.random());
}
