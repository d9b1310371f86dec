import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type IHookFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { testCredential } from './methods/testCredential';
import { proveCredential } from './trigger/proveCredential';
import { readSettings } from './trigger/readSettings';
import { answerWebhook } from './callbacks/answerWebhook';
import { dropCopies } from './callbacks/dropCopies';
import { receiveCallback } from './callbacks/receiveCallback';
import { attachFiles } from './trigger/attachFiles';
import { triggerFields } from './trigger/fields';
import { triggerPanel, triggerTexts } from './trigger/panel';

/** Starts a workflow when a Crun task finishes. Glue only: the decisions are in `callbacks/`. */
export class CrunTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Crun Trigger',
		name: 'crunTrigger',
		icon: { light: 'file:crun.svg', dark: 'file:crun.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description:
			'Create AI videos, images, and audio with Crun, and start a workflow when a task finishes',
		defaults: { name: 'Crun Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'crunApi', required: true, testedBy: 'testCredential' }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				responseData: '', // the answer is what webhook() returns
				path: 'webhook',
			},
		],
		triggerPanel,
		...triggerTexts,
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
		return await answerWebhook(
			this,
			async () => await receiveCallback(this, readSettings(this), Date.now() / 1000),
		);
	}

	/** n8n runs this where the execution runs, with what `webhook()` returned. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await attachFiles(this, await dropCopies(this))];
	}
}
