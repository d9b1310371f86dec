import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { signCallbackUrl } from '../../../crun/callback';
import { isHttpUrl } from '../../../crun/url';
import { Problem } from '../../../crun/problem';
import { readWaitMode } from './waitMode';

/** How a workflow hears of the finished task: not at all, through a Crun Trigger, or at an address of the user's own. */
export const notifyFields: INodeProperties[] = [
	{
		displayName: 'Notify',
		name: 'notify',
		type: 'options',
		options: [
			{
				name: 'Crun Trigger',
				value: 'trigger',
				description: 'Start the workflow of a Crun Trigger node when the task is finished',
			},
			{ name: 'Nobody', value: 'none', description: 'Look the task up later with Task > Get' },
			{
				name: 'Other URL',
				value: 'url',
				description: 'Let Crun post the finished task to an address of your own',
			},
		],
		displayOptions: { hide: { waitMode: ['suspend'] } },
		default: 'none',
		description: 'Whom Crun tells when the task is finished',
	},
	{
		displayName: 'Trigger URL',
		name: 'triggerUrl',
		type: 'string',
		displayOptions: { show: { notify: ['trigger'] }, hide: { waitMode: ['suspend'] } },
		default: '',
		required: true,
		placeholder: 'e.g. https://n8n.example.com/webhook/…/webhook',
		description:
			'The production URL of a Crun Trigger node, copied from there. It is signed, so that the trigger can tell Crun’s calls from a stranger’s.',
	},
	{
		displayName: 'Callback URL',
		name: 'callbackUrl',
		type: 'string',
		displayOptions: { show: { notify: ['url'] }, hide: { waitMode: ['suspend'] } },
		default: '',
		required: true,
		placeholder: 'e.g. https://example.com/crun-callback',
		description:
			'Crun posts the task here as JSON when it is finished. Sent as it is, without a signature.',
	},
];

/**
 * The callback address to give to Crun for one item, signed when it is a Crun Trigger's.
 * @returns undefined when nobody is to be told
 * @throws Problem when the address is not an http(s) URL
 */
export function readCallbackUrl(
	context: IExecuteFunctions,
	itemIndex: number,
	apiKey: string,
): string | undefined {
	const notify = context.getNodeParameter('notify', itemIndex, 'none');
	if (notify === 'none' || readWaitMode(context) === 'suspend') return undefined; // a suspension needs the callback for itself
	if (notify === 'trigger')
		return signCallbackUrl(
			readUrl(context, itemIndex, 'triggerUrl', 'Trigger URL'),
			apiKey,
			Date.now() / 1000,
		);
	if (notify === 'url') return readUrl(context, itemIndex, 'callbackUrl', 'Callback URL');
	throw new Problem(`Notify must be "none", "trigger" or "url", not "${String(notify)}"`);
}

function readUrl(
	context: IExecuteFunctions,
	itemIndex: number,
	name: string,
	label: string,
): string {
	const url = String(context.getNodeParameter(name, itemIndex, '') ?? '').trim();
	if (!isHttpUrl(url))
		throw new Problem(
			`${label} must be an address that starts with https:// or http://, not "${url}"`,
		);
	return url;
}
