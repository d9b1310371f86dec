import type { INodeProperties } from 'n8n-workflow';
import { maxSizeMb, outputBinaryField } from '../files';
import { hiddenInTools, shownInTools } from '../simplify';
import {
	concurrency,
	downloadResult,
	dryRun,
	keepAtLeast,
	maxCredits,
	maxCreditsPerRun,
	onTaskFailure,
	onTimeout,
	pollIntervalSeconds,
	reference,
	registerAssets,
	resendUnknown,
	sampleResult,
	timeoutMinutes,
} from './optionFields';

/** Which options each operation shows, and when. */

const whenPolling = (field: INodeProperties): INodeProperties => ({
	...field,
	displayOptions: { show: { '/waitMode': ['poll'] } },
});

const whenWaiting = (field: INodeProperties): INodeProperties => ({
	...field,
	displayOptions: { show: { '/waitMode': ['poll', 'suspend'] } },
});

/** What concerns files is offered once files are downloaded. */
const whenDownloading = ({ displayOptions, ...field }: INodeProperties): INodeProperties => ({
	...field,
	displayOptions: { show: { ...displayOptions?.show, downloadResult: [true] } },
});

const collection = (options: INodeProperties[]): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options,
});

/**
 * What protects the user's money is not for the model of an AI agent to decide. n8n lets a model define every field of
 * a tool that takes an expression.
 */
const guard = (field: INodeProperties): INodeProperties[] => [
	hiddenInTools(field),
	shownInTools({ ...field, noDataExpression: true }),
];

/** A tool has a field of its own for the limit of a run, because it starts with one. */
const limits = [
	dryRun,
	hiddenInTools(sampleResult),
	...guard(maxCredits),
	hiddenInTools(maxCreditsPerRun),
	...guard(keepAtLeast),
];

export const toolMaxCreditsPerRun: INodeProperties = shownInTools({
	...maxCreditsPerRun,
	noDataExpression: true,
	default: 1000,
	description:
		'The most that all tasks of one execution may cost together. Only you can set it, not the model of the AI agent.',
});

const results = [
	whenWaiting(downloadResult),
	whenDownloading(whenWaiting(outputBinaryField)),
	whenDownloading(whenWaiting(maxSizeMb)),
	whenPolling(onTaskFailure),
	whenPolling(onTimeout),
	whenPolling(pollIntervalSeconds),
	whenWaiting(timeoutMinutes),
];

/** In the order of use. The one that can make a user pay twice is the last. */
export const createOptions = collection([
	...limits,
	reference,
	...results,
	concurrency,
	...guard(resendUnknown),
]);

/** Reviews are waited for in every mode. `modes` are those in which the field is not shown anyway. */
const whenReviewing = (field: INodeProperties, modes: string[]): INodeProperties => ({
	...field,
	displayOptions: { show: { '/waitMode': modes, registerAssets: [true] } },
});

/** Those of Create From Any Model: templates take no assets. */
export const modelOptions = collection([
	...limits,
	registerAssets,
	reference,
	...results,
	whenReviewing(pollIntervalSeconds, ['none', 'suspend']),
	whenReviewing(timeoutMinutes, ['none']),
	concurrency,
	...guard(resendUnknown),
]);

export const waitOptions = collection([
	downloadResult,
	whenDownloading(outputBinaryField),
	whenDownloading(maxSizeMb),
	onTaskFailure,
	onTimeout,
	pollIntervalSeconds,
	timeoutMinutes,
	concurrency,
]);

export const downloadOptions = collection([maxSizeMb]);
