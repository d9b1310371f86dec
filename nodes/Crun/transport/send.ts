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
import { readFailure, readResponse } from './answer';

export type Context =
	| IExecuteFunctions
	| ILoadOptionsFunctions
	| IWebhookFunctions
	| IHookFunctions;

/** Sends one request with the node's credential. Never throws for what Crun or the network answers. */
export async function send(
	context: Context,
	account: Account,
	endpoint: AnyEndpoint,
	more: Partial<IHttpRequestOptions>,
): Promise<Answer> {
	const contentType = more.body ? { 'Content-Type': 'application/json' } : {};
	const options: IHttpRequestOptions = {
		method: endpoint.method,
		url: `${account.baseUrl}${endpoint.path}`,
		headers: { Accept: 'application/json', ...contentType },
		encoding: 'text', // classified and parsed here, so that HTML and cut-off JSON are seen for what they are
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true, // a redirected POST could be repeated, and the key belongs to this host only
		...more,
	};
	try {
		const { httpRequestWithAuthentication } = context.helpers;
		return readResponse(await httpRequestWithAuthentication.call(context, 'crunApi', options));
	} catch (error) {
		return readFailure(error);
	}
}
