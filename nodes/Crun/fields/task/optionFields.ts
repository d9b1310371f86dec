import type { INodeProperties } from 'n8n-workflow';
import { DEFAULT_TIMEOUT_MINUTES, MAX_TIMEOUT_MINUTES } from '../../crun/schedule';

/** The options of the operations that create or wait. Their limits hold for expressions too: see parameters.ts. */

export const concurrency: INodeProperties = {
	displayName: 'Concurrency',
	name: 'concurrency',
	type: 'number',
	// Crun publishes no rate limit; a careful client keeps to two requests a second.
	typeOptions: { minValue: 1, maxValue: 20, numberPrecision: 0 },
	default: 5,
	description:
		'How many requests may run at the same time, for all items together. Without this option, 5 at first, and up to 20 as long as Crun does not ask for a break.',
};

export const downloadResult: INodeProperties = {
	displayName: 'Download Result',
	name: 'downloadResult',
	type: 'boolean',
	default: true, // adding the option means yes; without it, nothing is downloaded
	description:
		'Whether to put the files of a finished task into binary fields. Their URLs expire after about 14 days.',
};

export const dryRun: INodeProperties = {
	displayName: 'Dry Run',
	name: 'dryRun',
	type: 'boolean',
	default: true, // adding the option means yes; without it, the tasks are created
	description:
		'Whether to return only what the tasks would cost and whether the balance is sufficient. Nothing is created.',
};

export const keepAtLeast: INodeProperties = {
	displayName: 'Keep At Least (Credits)',
	name: 'keepAtLeast',
	type: 'number',
	typeOptions: { minValue: 0, numberPrecision: 2 },
	default: 0,
	description:
		'Create nothing if the tasks of all items together would leave less than this in the Crun account',
};

/** No limit is right for every template, so it starts at one that allows nothing. */
export const maxCredits: INodeProperties = {
	displayName: 'Max Credits',
	name: 'maxCredits',
	type: 'number',
	typeOptions: { minValue: 0, numberPrecision: 2 },
	default: 0,
	description: 'Refuse an item whose task would cost more than this, before anything is created',
};

export const maxCreditsPerRun: INodeProperties = {
	displayName: 'Max Credits per Run',
	name: 'maxCreditsPerRun',
	type: 'number',
	typeOptions: { minValue: 0, numberPrecision: 2 },
	default: 0,
	description:
		'Create nothing if the tasks of all items together would cost more than this. For a tool of an AI agent, all calls of an execution count together. In a loop, each round counts separately.',
};

export const onTaskFailure: INodeProperties = {
	displayName: 'On Task Failure',
	name: 'onTaskFailure',
	type: 'options',
	options: [
		{
			name: 'Fail the Item',
			value: 'error',
			description: 'Treat the item as failed, as the On Error setting of the node says',
		},
		{
			name: 'Return the Task',
			value: 'output',
			description: 'Return the failed task as an item, with its error',
		},
	],
	default: 'error',
	description: 'What to do if the task fails at Crun',
};

export const onTimeout: INodeProperties = {
	displayName: 'On Timeout',
	name: 'onTimeout',
	type: 'options',
	options: [
		{ name: 'Fail the Item', value: 'error', description: 'The error names the task' },
		{
			name: 'Return the Pending Task',
			value: 'pending',
			description:
				'Return the task as it is, with timed_out set, so that a later step can wait for it',
		},
	],
	default: 'error',
	description:
		'What to do with tasks that do not finish in time. They keep running at Crun either way.',
};

export const pollIntervalSeconds: INodeProperties = {
	displayName: 'Poll Interval (Seconds)',
	name: 'pollIntervalSeconds',
	type: 'number',
	typeOptions: { minValue: 0.2, maxValue: 300, numberPrecision: 1 },
	default: 5,
	description:
		'How long to wait before the first status check. The following pauses are longer, and shorter again when a task is likely to finish.',
};

export const reference: INodeProperties = {
	displayName: 'Reference',
	name: 'reference',
	type: 'string',
	default: '',
	placeholder: 'e.g. {{ $json.chat_id }}',
	description:
		'A text of your own that is returned with the task, such as a chat ID or an order number. Up to 200 characters. The callback URL carries it, so the Crun Trigger and Task > Get return it too. Without the URL of a Crun Trigger and without Suspend, only this node returns it.',
};

export const registerAssets: INodeProperties = {
	displayName: 'Register Files as Assets',
	name: 'registerAssets',
	type: 'boolean',
	default: true, // as above
	description:
		'Whether to register the files for the model as assets, and to wait until Crun has reviewed them before the task is created. Needed for photos of real people and for realistic characters, which Crun reviews first.',
};

export const resendUnknown: INodeProperties = {
	displayName: 'Resend Unconfirmed Tasks',
	name: 'resendUnknown',
	type: 'boolean',
	default: false,
	description:
		'Whether a Retry of a failed execution may create tasks again whose earlier creation was not confirmed. Turn this on only if the Crun console shows that they do not exist, otherwise you may pay twice.',
};

export const sampleResult: INodeProperties = {
	displayName: 'Sample Result',
	name: 'sampleResult',
	type: 'boolean',
	default: true, // as above
	description:
		'Whether to return a finished sample task with a short video, to build the rest of the workflow with. Nothing is created or charged. Samples are marked with "sample": true.',
};

export const timeoutMinutes: INodeProperties = {
	displayName: 'Timeout (Minutes)',
	name: 'timeoutMinutes',
	type: 'number',
	typeOptions: { minValue: 0.01, maxValue: MAX_TIMEOUT_MINUTES, numberPrecision: 2 },
	default: DEFAULT_TIMEOUT_MINUTES,
	description: 'How long to wait for all tasks together',
};
