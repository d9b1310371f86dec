import type { INodeProperties } from 'n8n-workflow';
import { isSigned, signCallbackUrl } from '../../../crun/callback';
import type { ParameterReader } from '../../parameters';

const notify: INodeProperties = {
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

const triggerUrl: INodeProperties = {
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

const callbackUrl: INodeProperties = {
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

/**
 * The callback URL of one item: that of a Crun Trigger signed, with the reference, and any other as it is.
 * @returns undefined when no notification is wanted
 * @throws Problem when it is not an http(s) URL, or too long with the reference
 */
export function readCallbackUrl(
	parameters: ParameterReader,
	apiKey: string,
	reference: string | undefined,
): string | undefined {
	switch (parameters.choice(notify, ['none', 'trigger', 'url'])) {
		case 'none':
			return undefined;
		case 'trigger':
			return signCallbackUrl(parameters.url(triggerUrl), apiKey, Date.now() / 1000, reference);
		case 'url':
			return parameters.url(callbackUrl);
	}
}

export const TEST_URL_HINT =
	'Trigger URL is a test URL. It receives callbacks only while the Crun Trigger is listening in the editor, for two minutes at most. Use the production URL before you publish the workflow.';

/** Whether this is the test URL of a Crun Trigger, which n8n serves only while the trigger is listening. */
export function isTestUrl(url: string | undefined): boolean {
	return url !== undefined && isSigned(url) && new URL(url).pathname.includes('/webhook-test/');
}
