import type { INodeProperties } from 'n8n-workflow';
import { maxSizeMb, outputBinaryField } from '../../fields';

/** The options of the operations that create or wait. Their limits hold for expressions too, see `options.ts`. */

export const concurrency: INodeProperties = {
	displayName: 'Concurrency',
	name: 'concurrency',
	type: 'number',
	// Crun publishes no rate limit; a careful client keeps to two requests a second.
	typeOptions: { minValue: 1, maxValue: 20, numberPrecision: 0 },
	default: 5,
	description: 'How many requests may be under way at the same time, for all items together',
};

export const downloadResult: INodeProperties = {
	displayName: 'Download Result',
	name: 'downloadResult',
	type: 'boolean',
	default: false,
	description:
		'Whether to put the files of a finished task into binary fields, besides their addresses, which last about 14 days',
};

export const dryRun: INodeProperties = {
	displayName: 'Dry Run',
	name: 'dryRun',
	type: 'boolean',
	default: false,
	description:
		'Whether to only say what the tasks would cost and whether the balance is enough. Nothing is created.',
};

export const maxCredits: INodeProperties = {
	displayName: 'Max Credits',
	name: 'maxCredits',
	type: 'number',
	typeOptions: { minValue: 0.01, numberPrecision: 2 },
	default: 100,
	description: 'Refuse an item whose task would cost more than this, before anything is created',
};

export const maxCreditsPerRun: INodeProperties = {
	displayName: 'Max Credits per Run',
	name: 'maxCreditsPerRun',
	type: 'number',
	typeOptions: { minValue: 0.01, numberPrecision: 2 },
	default: 1000,
	description:
		'Create nothing when the tasks of all items together would cost more than this. As an AI agent’s tool it counts all calls of an execution; in a loop each round counts by itself.',
};

const onTaskFailure: INodeProperties = {
	displayName: 'On Task Failure',
	name: 'onTaskFailure',
	type: 'options',
	options: [
		{
			name: 'Fail the Item',
			value: 'error',
			description: 'The item is an error, handled as the node’s On Error setting says',
		},
		{
			name: 'Output the Task',
			value: 'output',
			description: 'The failed task comes out as an item, with its error in it',
		},
	],
	default: 'error',
	description: 'What to do when Crun could not make the video',
};

const onTimeout: INodeProperties = {
	displayName: 'On Timeout',
	name: 'onTimeout',
	type: 'options',
	options: [
		{
			name: 'Fail the Item',
			value: 'error',
			description: 'The item is an error that names the task',
		},
		{
			name: 'Output the Pending Task',
			value: 'pending',
			description:
				'The task comes out as it is, with timed_out set, so that a later step can go on waiting',
		},
	],
	default: 'error',
	description:
		'What to do with tasks that are not finished in time. They go on at Crun either way.',
};

export const pollIntervalSeconds: INodeProperties = {
	displayName: 'Poll Interval (Seconds)',
	name: 'pollIntervalSeconds',
	type: 'number',
	typeOptions: { minValue: 0.2, maxValue: 300, numberPrecision: 1 },
	default: 5,
	description: 'How long to wait before the first look; the pauses then grow to 15 seconds',
};

export const resendUnknown: INodeProperties = {
	displayName: 'Send Unknown Again',
	name: 'resendUnknown',
	type: 'boolean',
	default: false,
	description:
		'Whether a Retry of a failed execution may send tasks again whose earlier creation got no clear answer. Switch this on only after you have seen in Crun’s console that they do not exist: otherwise you may pay twice.',
};

export const timeoutMinutes: INodeProperties = {
	displayName: 'Timeout (Minutes)',
	name: 'timeoutMinutes',
	type: 'number',
	typeOptions: { minValue: 0.01, maxValue: 1440, numberPrecision: 2 },
	default: 20,
	description: 'How long to wait for all tasks together',
};

const collection = (options: INodeProperties[]): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options,
});

/** Only polling has the result in hand while the node runs. */
const whenPolling = (field: INodeProperties): INodeProperties => ({
	...field,
	displayOptions: { show: { '/waitMode': ['poll'] } },
});
const whenWaiting = (field: INodeProperties): INodeProperties => ({
	...field,
	displayOptions: { show: { '/waitMode': ['poll', 'suspend'] } },
});

export const createOptions = collection([
	concurrency,
	whenPolling(downloadResult),
	dryRun,
	maxCredits,
	maxCreditsPerRun,
	whenPolling(maxSizeMb),
	whenPolling(onTaskFailure),
	whenPolling(onTimeout),
	whenPolling(pollIntervalSeconds),
	whenPolling(outputBinaryField),
	resendUnknown,
	whenWaiting(timeoutMinutes),
]);
export const waitOptions = collection([
	concurrency,
	downloadResult,
	maxSizeMb,
	onTaskFailure,
	onTimeout,
	pollIntervalSeconds,
	outputBinaryField,
	timeoutMinutes,
]);
