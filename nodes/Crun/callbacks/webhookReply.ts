import type { INodeExecutionData } from 'n8n-workflow';

/**
 * What a call to one of our webhooks gets for an answer, and the items that the workflow starts or continues
 * with.
 */
export interface WebhookReply {
	status: 200 | 400 | 401 | 503;
	message: string;
	items?: INodeExecutionData[];
}
