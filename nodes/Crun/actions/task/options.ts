import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { Budget } from '../../crun/price';
import { Problem } from '../../crun/problem';
import { isTool } from '../../wait/suspend';
import type { DownloadChoice } from '../downloadResult';
import { maxSizeMb, outputBinaryField } from '../fields';
import { readBinaryName, readLimited } from '../parameters';

/** What the user chose about waiting, in the units of the code. */
export interface RunOptions {
	concurrency: number;
	timeoutMs: number;
	intervalMs: number;
	onTimeout: 'error' | 'pending';
	onTaskFailure: 'error' | 'output';
	resendUnknown: boolean;
	/** Only say what it would cost. */
	dryRun: boolean;
	budget: Budget;
	/** Null: links only. */
	download: DownloadChoice | null;
}

const concurrency: INodeProperties = {
	displayName: 'Concurrency',
	name: 'concurrency',
	type: 'number',
	// Crun publishes no rate limit; a careful client keeps to two requests a second.
	typeOptions: { minValue: 1, maxValue: 20, numberPrecision: 0 },
	default: 5,
	description: 'How many requests may be under way at the same time, for all items together',
};

const downloadResult: INodeProperties = {
	displayName: 'Download Result',
	name: 'downloadResult',
	type: 'boolean',
	default: false,
	description: 'Whether to put the files of a finished task into binary fields, besides their addresses, which last about 14 days',
};

const dryRun: INodeProperties = {
	displayName: 'Dry Run',
	name: 'dryRun',
	type: 'boolean',
	default: false,
	description: 'Whether to only say what the tasks would cost and whether the balance is enough. Nothing is created.',
};

const maxCredits: INodeProperties = {
	displayName: 'Max Credits',
	name: 'maxCredits',
	type: 'number',
	typeOptions: { minValue: 0.01, numberPrecision: 2 },
	default: 100,
	description: 'Refuse an item whose task would cost more than this, before anything is created',
};

const maxCreditsPerRun: INodeProperties = {
	displayName: 'Max Credits per Run',
	name: 'maxCreditsPerRun',
	type: 'number',
	typeOptions: { minValue: 0.01, numberPrecision: 2 },
	default: 1000,
	description: 'Create nothing when the tasks of all items together would cost more than this',
};

const onTaskFailure: INodeProperties = {
	displayName: 'On Task Failure',
	name: 'onTaskFailure',
	type: 'options',
	options: [
		{ name: 'Fail the Item', value: 'error', description: 'The item is an error, handled as the node’s On Error setting says' },
		{ name: 'Output the Task', value: 'output', description: 'The failed task comes out as an item, with its error in it' },
	],
	default: 'error',
	description: 'What to do when Crun could not make the video',
};

const onTimeout: INodeProperties = {
	displayName: 'On Timeout',
	name: 'onTimeout',
	type: 'options',
	options: [
		{ name: 'Fail the Item', value: 'error', description: 'The item is an error that names the task' },
		{ name: 'Output the Pending Task', value: 'pending', description: 'The task comes out as it is, with timed_out set, so that a later step can go on waiting' },
	],
	default: 'error',
	description: 'What to do with tasks that are not finished in time. They go on at Crun either way.',
};

const pollIntervalSeconds: INodeProperties = {
	displayName: 'Poll Interval (Seconds)',
	name: 'pollIntervalSeconds',
	type: 'number',
	typeOptions: { minValue: 0.2, maxValue: 300, numberPrecision: 1 },
	default: 5,
	description: 'How long to wait before the first look; the pauses then grow to 15 seconds',
};

const resendUnknown: INodeProperties = {
	displayName: 'Send Unknown Again',
	name: 'resendUnknown',
	type: 'boolean',
	default: false,
	description: 'Whether a Retry of a failed execution may send tasks again whose earlier creation got no clear answer. Switch this on only after you have seen in Crun’s console that they do not exist: otherwise you may pay twice.',
};

const timeoutMinutes: INodeProperties = {
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
const whenPolling = (field: INodeProperties): INodeProperties => ({ ...field, displayOptions: { show: { '/waitMode': ['poll'] } } });
const whenWaiting = (field: INodeProperties): INodeProperties => ({ ...field, displayOptions: { show: { '/waitMode': ['poll', 'suspend'] } } });

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
export const waitOptions = collection([concurrency, downloadResult, maxSizeMb, onTaskFailure, onTimeout, pollIntervalSeconds, outputBinaryField, timeoutMinutes]);

/**
 * Reads the options. They hold for the whole node, so those of the first item count.
 * @throws Problem when an expression gave something outside a field's limits
 */
export function readOptions(context: IExecuteFunctions): RunOptions {
	const given = context.getNodeParameter('options', 0, {});
	return {
		concurrency: readLimited(given.concurrency, concurrency),
		timeoutMs: readLimited(given.timeoutMinutes, timeoutMinutes) * 60_000,
		intervalMs: readLimited(given.pollIntervalSeconds, pollIntervalSeconds) * 1000,
		onTimeout: readChoice(given.onTimeout, 'On Timeout', ['error', 'pending']),
		onTaskFailure: readChoice(given.onTaskFailure, 'On Task Failure', ['error', 'output']),
		resendUnknown: given.resendUnknown === true,
		dryRun: given.dryRun === true,
		budget: { maxCredits: readLimit(given.maxCredits, maxCredits), maxCreditsPerRun: readLimit(given.maxCreditsPerRun, maxCreditsPerRun) },
		// An agent's tool gives out texts only.
		download: given.downloadResult === true && !isTool(context) ? { field: readBinaryName(given.outputBinaryField ?? 'data'), maxSizeMb: readLimited(given.maxSizeMb, maxSizeMb) } : null,
	};
}

/** A limit is there only when it was added: the field's default is but a suggestion. */
function readLimit(value: unknown, field: INodeProperties): number | undefined {
	return value === undefined ? undefined : readLimited(value, field);
}

function readChoice<Choice extends string>(value: unknown, label: string, choices: [Choice, ...Choice[]]): Choice {
	if (value === undefined) return choices[0];
	const chosen = choices.find((choice) => choice === value);
	if (chosen === undefined) throw new Problem(`${label} must be one of ${choices.join(', ')}, not "${String(value)}"`);
	return chosen;
}
