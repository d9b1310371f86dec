import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { toProblem, wholeText } from '../crun/problem';
import { redactSignatures } from '../crun/redactSignatures';
import { settle } from '../crun/settle';
import type { WebhookReply } from './webhookReply';

/**
 * Answers a call to one of our webhooks. It never throws: n8n would take a suspended execution for failed, and start a
 * workflow with an empty item. With items, n8n itself answers once it has taken them over.
 */
export async function answerWebhook(
	context: IWebhookFunctions,
	decide: () => Promise<WebhookReply>,
): Promise<IWebhookResponseData> {
	const decided = await settle(decide);
	const { status, message, items } =
		'error' in decided ? failed(context, decided.error) : decided.value;
	if (items) return { webhookResponse: { message }, workflowData: [items] };
	context.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true };
}

function failed(context: IWebhookFunctions, error: unknown): WebhookReply {
	const reason = redactSignatures(wholeText(toProblem(error)));
	context.logger.warn(`A callback of Crun could not be processed. ${reason}`);
	return { status: 503, message: 'The callback could not be processed, send it again later' };
}
