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
import { withDeadline } from '../n8n/withDeadline';
import { readFailure, readResponse } from './answer';
import { readText } from './readText';

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

/** Sends one request with the node's credential. Never throws for what Crun or the network answers. */
export async function send(
	context: Context,
	account: Account,
	endpoint: AnyEndpoint,
	more: Partial<IHttpRequestOptions>,
	{ answerMs, bytes }: AnswerLimits = ANSWER_LIMITS,
): Promise<Answer> {
	const connection = new AbortController();
	const contentType = more.body ? { 'Content-Type': 'application/json' } : {};
	const options: IHttpRequestOptions = {
		method: endpoint.method,
		url: `${account.baseUrl}${endpoint.path}`,
		headers: { Accept: 'application/json', ...contentType },
		encoding: 'stream', // read as text and parsed here, so that HTML and cut-off JSON are seen for what they are
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true, // a redirected POST could be repeated, and the key belongs to this host only
		abortSignal: connection.signal,
		...more,
	};
	const { httpRequestWithAuthentication } = context.helpers;
	const self = withSignal(context, connection.signal);
	const answer = await withDeadline(answerMs, connection, async () => {
		const response: unknown = await httpRequestWithAuthentication.call(self, 'crunApi', options);
		return readResponse(await readText(response, bytes));
	});
	if ('value' in answer) return answer.value;
	connection.abort(); // closes a body that was not read to its end
	return nameHost(readFailure(answer.error), account);
}

/** Says which host cannot be reached: it differs with the region. Not where the key was pasted as the base URL. */
function nameHost(failure: Failed, { baseUrl, apiKey }: Account): Failed {
	const { host } = new URL(baseUrl);
	const isSecret = host.toLowerCase().includes(apiKey.toLowerCase());
	if (failure.opened || isSecret || failure.message.includes(host)) return failure;
	return { ...failure, message: `${failure.message} (host: ${host})` };
}

/**
 * The same context, whose requests also end with this signal. n8n's helper replaces the `abortSignal` of a request
 * with the one that stops the execution, where the context has one.
 */
function withSignal(context: Context, signal: AbortSignal): Context {
	if (!('getExecutionCancelSignal' in context)) return context;
	const cancel = context.getExecutionCancelSignal();
	const either = cancel ? AbortSignal.any([cancel, signal]) : signal;
	return new Proxy(context, {
		get: (target, name): unknown =>
			name === 'getExecutionCancelSignal' ? () => either : Reflect.get(target, name, target),
	});
}
