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
import { properties } from './fields';
import { subtitleOf } from './fields/subtitle';
import { lazy, loadRuntime } from './loadRuntime';

/** A table of contents: what the node shows, what the editor may ask, and what of the runtime does the work. */
export class Crun implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Crun',
		name: 'crun',
		icon: { light: 'file:crun.svg', dark: 'file:crun.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitleOf(properties),
		description:
			'Create AI videos from photos with effect templates, or video, images, and audio with any Crun model, and start a workflow when a task finishes',
		waitingNodeTooltip:
			'Waiting for Crun to call back when all tasks have finished. Tasks that do not finish in time are returned as pending.',
		defaults: { name: 'Crun' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'crunApi', required: true, testedBy: 'testCredential' }],
		// Crun's callbacks to an execution that this node has suspended (Wait For Result: Suspend).
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				responseData: '', // the answer is what webhook() returns
				path: '',
				isFullPath: true,
				restartWebhook: true,
			},
		],
		properties,
	};

	methods = {
		credentialTest: { testCredential: lazy((runtime) => runtime.testCredential) },
		listSearch: {
			searchModels: lazy((runtime) => runtime.searchModels),
			searchTemplates: lazy((runtime) => runtime.searchTemplates),
		},
		loadOptions: {
			getAspectRatios: lazy((runtime) => runtime.getAspectRatios),
			getMediaFields: lazy((runtime) => runtime.getMediaFields),
			getResolutions: lazy((runtime) => runtime.getResolutions),
		},
		resourceMapping: { getModelFields: lazy((runtime) => runtime.getModelFields) },
	};

	/** Nothing to register: n8n itself opens and closes the webhook of a suspended execution, and never calls these. */
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return true;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { route } = await loadRuntime();
		return await route(this);
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await answerWebhook(this, async () => {
			const { resumeExecution } = await loadRuntime();
			return await resumeExecution(this, Date.now() / 1000);
		});
	}
}
