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
import { answerWebhook } from './callbacks/answerWebhook';
import { triggerFields } from './fields/trigger';
import { triggerPanel, triggerTexts } from './fields/triggerPanel';
import { lazy, loadRuntime } from './loadRuntime';

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

	methods = { credentialTest: { testCredential: lazy((runtime) => runtime.testCredential) } };

	/** There is nothing to register at Crun: every task carries the URL. Activating proves the credential instead. */
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				const { proveCredential } = await loadRuntime();
				return await proveCredential(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await answerWebhook(this, async () => {
			const { readSettings, receiveCallback } = await loadRuntime();
			return await receiveCallback(this, readSettings(this), Date.now() / 1000);
		});
	}

	/** n8n runs this where the execution runs, with what `webhook()` returned. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { attachFiles, dropCopies } = await loadRuntime();
		return [await attachFiles(this, await dropCopies(this))];
	}
}
