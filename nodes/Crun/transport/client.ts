import type {
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import type { z } from 'zod';
import { readAccount, type Account } from '../crun/account';
import {
	endpoints,
	type AnyEndpoint,
	type CreateTaskRequest,
	type SafeEndpoint,
} from '../crun/contract';
import { classifyCreation, classifyRead, type Answer, type Outcome } from '../crun/outcome';
import { redactOutcome } from '../crun/redact';
import { CREATE_RESENDS, LONGEST_PAUSE_MS, READ_ATTEMPTS, retryDelayMs } from '../crun/schedule';
import { parserOf, readFailure, readResponse, type DataOf } from './answer';
import { abortableSleep } from '../n8n/abortableSleep';
import { Pool } from './pool';

export type Context =
	| IExecuteFunctions
	| ILoadOptionsFunctions
	| IWebhookFunctions
	| IHookFunctions;

const READ_TIMEOUT_MS = 30_000;
// A creation that times out may have been paid, so it gets all the time a slow server could need.
const CREATE_TIMEOUT_MS = 120_000;
export const DEFAULT_CONCURRENCY = 5;

/** The query of a GET, the body of a POST. */
type InputOf<E extends AnyEndpoint> = z.input<E['query']> | z.input<E['body']>;

export interface CreationHooks {
	/** Just before each sending, when there is room for it; what it throws calls the sending off. */
	beforeSending: () => void;
	/** The moment each answer is known, before anything else is sent. */
	afterAnswer: (outcome: Outcome<{ task_id: string }>) => void;
}

export interface ReadLimits {
	attempts?: number;
	/** Milliseconds since the epoch: a break that Crun asks for is not waited for beyond this. */
	latest?: number;
}

/** The one door to the Crun API. Neither function throws for what Crun or the network answers: that is the outcome. */
export interface Client {
	account: Account;
	/**
	 * Sends CreateTask, once. Only an answer that says "not now, nothing was created" (429, 455) is waited out and sent again.
	 */
	createTask(
		request: CreateTaskRequest,
		hooks: CreationHooks,
	): Promise<Outcome<{ task_id: string }>>;
	/** Runs a transfer of its own when there is room, so that files and requests share one limit. */
	withSlot<T>(transfer: () => Promise<T>): Promise<T>;
	/** Sends a request that changes nothing, again with growing delays while the trouble may pass. */
	read<E extends SafeEndpoint>(
		endpoint: E,
		input: InputOf<E>,
		limits?: ReadLimits,
	): Promise<Outcome<DataOf<E>>>;
}

export interface ClientOptions {
	/** Requests at once, over all kinds of requests. */
	concurrency?: number;
	signal?: AbortSignal | undefined;
}

/**
 * Opens the door with the node's credential.
 * @throws Problem when the credential cannot be used as it is
 */
export async function openClient(
	context: Context,
	{ concurrency = DEFAULT_CONCURRENCY, signal }: ClientOptions = {},
): Promise<Client> {
	const account = readAccount(await context.getCredentials('crunApi'));
	const pool = new Pool(concurrency, signal);

	const again = async <T>(
		attempts: number,
		latest: number | undefined,
		ask: () => Promise<Outcome<T>>,
	): Promise<Outcome<T>> => {
		for (let attempt = 1; ; attempt += 1) {
			let delay = 0;
			const outcome = await pool.run(async () => {
				const answer = await ask();
				if (answer.kind === 'ok') pool.recover();
				if (answer.kind !== 'transient') return answer;
				delay = retryDelayMs(attempt, answer.retryAfterMs, Math.random());
				if (answer.code === 429 || answer.retryAfterMs !== null) pool.slowDown(delay);
				return answer;
			}, latest);
			if (outcome.kind !== 'transient' || attempt >= attempts || signal?.aborted) return outcome;
			if ((outcome.retryAfterMs ?? 0) > LONGEST_PAUSE_MS) return outcome;
			await abortableSleep(delay, signal);
		}
	};

	return {
		account,
		withSlot: async (transfer) => await pool.run(transfer),
		createTask: async (request, { beforeSending, afterAnswer }) =>
			await again(1 + CREATE_RESENDS, undefined, async () => {
				const { createTask } = endpoints;
				beforeSending();
				const answer = await send(context, account, createTask, {
					body: createTask.body.parse(request),
					timeout: CREATE_TIMEOUT_MS,
				});
				const outcome = redactOutcome(
					classifyCreation(answer, parserOf(createTask), Date.now()),
					account.apiKey,
				);
				afterAnswer(outcome);
				return outcome;
			}),
		read: async (endpoint, input, { attempts = READ_ATTEMPTS, latest } = {}) =>
			await again(attempts, latest, async () => {
				const sent =
					endpoint.method === 'POST'
						? { body: endpoint.body.parse(input) }
						: { qs: endpoint.query.parse(input) };
				const answer = await send(context, account, endpoint, {
					...sent,
					timeout: READ_TIMEOUT_MS,
				});
				return redactOutcome(classifyRead(answer, parserOf(endpoint), Date.now()), account.apiKey);
			}),
	};
}

async function send(
	context: Context,
	account: Account,
	endpoint: AnyEndpoint,
	more: Partial<IHttpRequestOptions>,
): Promise<Answer> {
	const options: IHttpRequestOptions = {
		method: endpoint.method,
		url: `${account.baseUrl}${endpoint.path}`,
		headers: {
			Accept: 'application/json',
			...(more.body ? { 'Content-Type': 'application/json' } : {}),
		},
		encoding: 'text', // judged and parsed here, so that HTML and cut-off JSON are seen for what they are
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true, // a redirected POST could be repeated, and the key belongs to this host only
		...more,
	};
	try {
		return readResponse(
			await context.helpers.httpRequestWithAuthentication.call(context, 'crunApi', options),
		);
	} catch (error) {
		return readFailure(error);
	}
}
