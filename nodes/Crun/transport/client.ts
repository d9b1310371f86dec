import type { z } from 'zod';
import { readAccount, type Account } from '../crun/account';
import {
	endpoints,
	type AnyEndpoint,
	type AssetUpload,
	type CreateTaskRequest,
	type SafeEndpoint,
} from '../crun/contract';
import { classifyCreation, classifyRead, classifyTaskInfo, type Outcome } from '../crun/outcome';
import { CREATE_RESENDS, LONGEST_PAUSE_MS, READ_ATTEMPTS, retryDelayMs } from '../crun/schedule';
import { abortableSleep } from '../n8n/abortableSleep';
import { monotonicMs } from '../n8n/monotonic';
import { readAnswer, type DataOf } from './answer';
import { DEFAULT_CONCURRENCY, HIGHEST_CONCURRENCY, Pool } from './pool';
import { openSender, type Context } from './send';

const READ_TIMEOUT_MS = 30_000;
// A creation that times out may have been charged, so it gets all the time that a slow server could need.
const CREATE_TIMEOUT_MS = 120_000;
/** They are asked again and again: a page of something in between must not end the wait. */
const POLLED = new Set([endpoints.taskInfo.name, endpoints.assetInfo.name]);

/** The query of a GET, the body of a POST. */
type InputOf<E extends AnyEndpoint> = z.input<E['query']> | z.input<E['body']>;

type NewTask = Outcome<{ task_id: string }>;
type NewAsset = Outcome<{ AssetId: string }>;
type NotSent = { kind: 'notSent' };

export interface CreationHooks {
	/** Called just before each sending, once there is a free slot: false keeps the request from being sent. */
	maySend: () => boolean;
	/** Called the moment each answer is known, before anything else is sent. */
	onAnswer: (outcome: NewTask) => void;
}

export interface ReadLimits {
	attempts?: number;
	/**
	 * A time of monotonicMs(): no further attempt starts later, and a break that Crun asks for is not waited out beyond
	 * it.
	 */
	latest?: number;
}

/**
 * The only way to the Crun API. Neither function throws for what Crun or the network answers: that is the outcome.
 * The texts of an outcome hold no secrets.
 */
export interface Client {
	account: Account;
	/** Sends CreateTask, once. Only an answer that says "not now, nothing was created" (429, 455) is sent again. */
	createTask(request: CreateTaskRequest, hooks: CreationHooks): Promise<NewTask | NotSent>;
	/**
	 * Registers an asset, once. It costs nothing, but every request registers another one, so only an answer that says
	 * "not now, nothing was created" (429, 455) is sent again.
	 */
	registerAsset(asset: AssetUpload): Promise<NewAsset>;
	/** Sends a request that changes nothing; again, with growing delays, while the failure may pass. */
	read<E extends SafeEndpoint>(
		endpoint: E,
		input: InputOf<E>,
		limits?: ReadLimits,
	): Promise<Outcome<DataOf<E>>>;
	/**
	 * Runs a transfer once there is a free slot, so that files and requests share one limit. Of transfers, there are never
	 * more at once than at first: each of them takes memory.
	 */
	withSlot<T>(transfer: () => Promise<T>): Promise<T>;
	/** Until the returned function is called, transfers leave a slot free. If there is only one, they wait. */
	keepSlotFree(): () => void;
}

export interface ClientOptions {
	/** Requests at once, of all kinds together. Without it, there are more and more while Crun does not complain. */
	concurrency?: number | undefined;
	signal?: AbortSignal | undefined;
}

/**
 * Opens a client with the node's credential.
 * @throws Problem when the credential cannot be used
 */
export async function openClient(
	context: Context,
	{ concurrency, signal }: ClientOptions = {},
): Promise<Client> {
	const account = readAccount(await context.getCredentials('crunApi'));
	const atFirst = concurrency ?? DEFAULT_CONCURRENCY;
	const pool = new Pool(atFirst, signal, concurrency ?? HIGHEST_CONCURRENCY);
	const transfers = new Pool(atFirst, signal);
	const send = openSender(context, account);

	/** Sends, and sends again while the outcome is transient. All requests slow down together. */
	const sendUntilSettled = async <T, Other extends NotSent = never>(
		attempts: number,
		latest: number,
		send: () => Promise<Outcome<T> | Other>,
	): Promise<Outcome<T> | Other> => {
		for (let attempt = 1; ; attempt += 1) {
			let delay = 0;
			const outcome = await pool.run(
				async () => {
					const sent = await send();
					if (sent.kind === 'ok') pool.recover();
					if (sent.kind !== 'transient') return sent;
					delay = retryDelayMs(attempt, sent.retryAfterMs, Math.random());
					if (sent.code === 429 || sent.retryAfterMs !== null) pool.slowDown(delay);
					return sent;
				},
				{ latest },
			);
			if (outcome.kind !== 'transient' || attempt >= attempts || signal?.aborted) return outcome;
			if ((outcome.retryAfterMs ?? 0) > LONGEST_PAUSE_MS) return outcome;
			if (monotonicMs() + delay > latest) return outcome;
			await abortableSleep(delay, signal);
		}
	};

	return {
		account,
		withSlot: async (transfer) =>
			await transfers.run(async () => await pool.run(transfer, { isTransfer: true })),
		keepSlotFree: () => transfers.narrow(),
		createTask: async (request, { maySend, onAnswer }) =>
			await sendUntilSettled(1 + CREATE_RESENDS, Infinity, async (): Promise<NewTask | NotSent> => {
				if (!maySend()) return { kind: 'notSent' };
				const { createTask } = endpoints;
				const answer = await send(createTask, { body: request, timeout: CREATE_TIMEOUT_MS });
				const outcome = readAnswer(classifyCreation, createTask, answer, account);
				onAnswer(outcome);
				return outcome;
			}),
		registerAsset: async (asset) =>
			await sendUntilSettled<{ AssetId: string }>(1 + CREATE_RESENDS, Infinity, async () => {
				const { assetUpload } = endpoints;
				const body = assetUpload.body.parse(asset);
				const answer = await send(assetUpload, { body, timeout: CREATE_TIMEOUT_MS });
				return readAnswer(classifyCreation, assetUpload, answer, account);
			}),
		read: async (endpoint, input, { attempts = READ_ATTEMPTS, latest = Infinity } = {}) =>
			await sendUntilSettled<DataOf<typeof endpoint>>(attempts, latest, async () => {
				const isPost = endpoint.method === 'POST';
				const sent = isPost
					? { body: endpoint.body.parse(input) }
					: { qs: endpoint.query.parse(input) };
				const answer = await send(endpoint, { ...sent, timeout: READ_TIMEOUT_MS });
				const classify = POLLED.has(endpoint.name) ? classifyTaskInfo : classifyRead;
				return readAnswer(classify, endpoint, answer, account);
			}),
	};
}
