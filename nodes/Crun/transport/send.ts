import type {
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import type { Account } from '../crun/account';
import type { AnyEndpoint } from '../crun/contract';
import type { Answer } from '../crun/outcome';
import { ANSWER_TIMEOUT_MS } from '../crun/schedule';
import { Connections } from '../n8n/connections';
import { readFailure } from './answer';
import { readStreamed } from './readStreamed';

export type Context =
	| IExecuteFunctions
	| ILoadOptionsFunctions
	| IWebhookFunctions
	| IHookFunctions;

type Failed = Extract<Answer, { kind: 'failure' }>;

export interface AnswerLimits {
	/** Milliseconds until the whole answer must have arrived. */
	answerMs: number;
	/** The largest body. */
	bytes: number;
}

const ANSWER_LIMITS: AnswerLimits = { answerMs: ANSWER_TIMEOUT_MS, bytes: 20 * 1024 * 1024 };

/** Sends one request, once, and returns whatever Crun or the network answers. Never throws. */
export type Send = (endpoint: AnyEndpoint, more: Partial<IHttpRequestOptions>) => Promise<Answer>;

/** For requests with the node's credential. They end when the execution is stopped, or when a limit is reached. */
export function openSender(
	context: Context,
	account: Account,
	{ answerMs, bytes }: AnswerLimits = ANSWER_LIMITS,
): Send {
	const { httpRequestWithAuthentication } = context.helpers;
	const connections = new Connections(answerMs, cancelSignalOf(context));
	return async (endpoint, more) => {
		const contentType = more.body ? { 'Content-Type': 'application/json' } : {};
		const answer = await connections.run(async (signal) => {
			const options: IHttpRequestOptions = {
				method: endpoint.method,
				url: `${account.baseUrl}${endpoint.path}`,
				headers: { Accept: 'application/json', ...contentType },
				encoding: 'stream', // read as text and parsed here, so that HTML and cut-off JSON are seen for what they are
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true, // a redirected POST could be repeated, and the key belongs to this host only
				abortSignal: signal,
				...more,
			};
			const self = withSignal(context, signal);
			const response: unknown = await httpRequestWithAuthentication.call(self, 'crunApi', options);
			return await readStreamed(response, bytes);
		});
		return 'value' in answer ? answer.value : nameHost(readFailure(answer.error), account);
	};
}

/** Says which host cannot be reached: it differs with the region. Not where the key was pasted as the base URL. */
function nameHost(failure: Failed, { baseUrl, apiKey }: Account): Failed {
	const { host } = new URL(baseUrl);
	const isSecret = host.toLowerCase().includes(apiKey.toLowerCase());
	if (failure.opened || isSecret || failure.message.includes(host)) return failure;
	return { ...failure, message: `${failure.message} (host: ${host})` };
}

function cancelSignalOf(context: Context): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

/**
 * The same context, whose requests end with this signal. n8n's helper replaces the `abortSignal` of a request with the
 * one that stops the execution, where the context has one.
 */
function withSignal(context: Context, signal: AbortSignal): Context {
	if (!('getExecutionCancelSignal' in context)) return context;
	return new Proxy(context, {
		get: (target, name): unknown =>
			name === 'getExecutionCancelSignal' ? () => signal : Reflect.get(target, name, target),
	});
}
