import type { INodeProperties } from 'n8n-workflow';

export const notify: INodeProperties = {
	displayName: 'Notify',
	name: 'notify',
	type: 'options',
	options: [
		{
			name: 'Crun Trigger',
			value: 'trigger',
			description: 'Start the workflow of a Crun Trigger node when the task finishes',
		},
		{ name: 'None', value: 'none', description: 'Look up the task later with Task > Get' },
		{
			name: 'Other URL',
			value: 'url',
			description: 'Let Crun send the finished task to a URL of your own',
		},
	],
	displayOptions: { hide: { waitMode: ['suspend'] } },
	default: 'none',
	description: 'Where Crun sends a notification when the task finishes',
};

export const triggerUrl: INodeProperties = {
	displayName: 'Trigger URL',
	name: 'triggerUrl',
	type: 'string',
	displayOptions: { show: { notify: ['trigger'] }, hide: { waitMode: ['suspend'] } },
	default: '',
	required: true,
	placeholder: 'e.g. https://n8n.example.com/webhook/…/webhook',
	description:
		'The production URL of a Crun Trigger node. The node signs it, so that the trigger accepts calls from Crun only. The test URL works only while the trigger is listening in the editor.',
};

export const callbackUrl: INodeProperties = {
	displayName: 'Callback URL',
	name: 'callbackUrl',
	type: 'string',
	displayOptions: { show: { notify: ['url'] }, hide: { waitMode: ['suspend'] } },
	default: '',
	required: true,
	placeholder: 'e.g. https://example.com/crun-callback',
	description:
		'Crun sends the finished task to this URL as JSON, with a POST request. The URL is sent as it is, without a signature.',
};

/** How a workflow learns that the task has finished. */
export const notifyFields: INodeProperties[] = [notify, triggerUrl, callbackUrl];
