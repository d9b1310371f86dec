import type { INodeExecutionData } from 'n8n-workflow';
import type { Verdict } from '../crun/callback';

/**
 * What a call to one of our webhooks gets for an answer, and the items that the workflow starts or continues
 * with.
 */
export interface WebhookReply {
	status: 200 | 400 | 401 | 503;
	message: string;
	items?: INodeExecutionData[];
}

/** The reply to a caller that does not prove that it is Crun. */
export function unauthorized(verdict: Verdict): WebhookReply {
	return { status: 401, message: `The signature of this callback is ${verdict}` };
}

/** The reply while nothing certain can be said. */
export function tryAgain(reason: string): WebhookReply {
	return { status: 503, message: `${reason}, send this again later` };
}
