import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { testCredential } from './methods/testCredential';
import { proveCredential } from './trigger/proveCredential';
import { readSettings } from './trigger/readSettings';
import { receiveCallback } from './callbacks/receiveCallback';
import { triggerFields } from './trigger/fields';

/** Starts a workflow when a Crun task finishes. Glue only: the decisions are in `callbacks/`. */
export class CrunTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Crun Trigger',
		name: 'crunTrigger',
		icon: { light: 'file:crun.svg', dark: 'file:crun.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description: 'Starts the workflow when a Crun task finishes',
		defaults: { name: 'Crun Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'crunApi', required: true, testedBy: 'testCredential' }],
		webhooks: [
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
		],
		properties: triggerFields,
	};

	methods = { credentialTest: { testCredential } };

	/** There is nothing to register at Crun: every task carries the URL. Activating proves the credential instead. */
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await proveCredential(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const settings = readSettings(this);
		const { status, message, items } = await receiveCallback(this, settings, Date.now() / 1000);
		this.getResponseObject().status(status).json({ message });
		return { noWebhookResponse: true, ...(items ? { workflowData: [items] } : {}) };
	}
}
