import type { INodeProperties } from 'n8n-workflow';
import { maxSizeMb, outputBinaryField } from './files';
import { simplify } from './simplify';

export const DEFAULT_MAX_AGE_DAYS = 14; // results may expire after about 14 days

export const notice: INodeProperties = {
	displayName:
		'Copy the <b>production URL</b> above, or the <b>test URL</b> for a test, into <b>Trigger URL</b> of a Crun node (Notify: Crun Trigger). That node signs it, so only its own tasks start this workflow.',
	name: 'notice',
	type: 'notice',
	default: '',
};

export const events: INodeProperties = {
	displayName: 'Trigger On',
	name: 'events',
	type: 'multiOptions',
	options: [
		{ name: 'Task Failed', value: 'failed', description: 'A task ended without a result' },
		{
			name: 'Task Succeeded',
			value: 'success',
			description: 'A task finished and its result is available',
		},
	],
	default: ['success', 'failed'],
	required: true,
	description: 'The task events that start the workflow',
};

export const models: INodeProperties = {
	displayName: 'Models',
	name: 'models',
	type: 'string',
	default: '',
	placeholder: 'e.g. bytedance/template, vidu/template',
	description: 'Start the workflow only for tasks of these models. Separate several with commas.',
};

export const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [models],
};

export const acceptUnsigned: INodeProperties = {
	displayName: 'Accept Unsigned Callbacks',
	name: 'acceptUnsigned',
	type: 'boolean',
	default: false,
	description:
		'Whether to accept callbacks without a signature as well, as from tasks that the Crun node did not create. Each is still verified with Crun before it starts the workflow.',
};

export const maxAgeDays: INodeProperties = {
	displayName: 'Max Age (Days)',
	name: 'maxAgeDays',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 365 },
	default: DEFAULT_MAX_AGE_DAYS,
	description: 'How long after the creation of a task its callback is accepted',
};

export const downloadResult: INodeProperties = {
	displayName: 'Download Result',
	name: 'downloadResult',
	type: 'boolean',
	default: true, // adding the option means yes; without it, nothing is downloaded
	description:
		'Whether to put the files of a task that succeeded into binary fields. If a file cannot be downloaded, the workflow starts with the task anyway, and download_error says why.',
};

const whenDownloading = (field: INodeProperties): INodeProperties => ({
	...field,
	displayOptions: { show: { downloadResult: [true] } },
});

export const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		acceptUnsigned,
		downloadResult,
		maxAgeDays,
		whenDownloading(maxSizeMb),
		whenDownloading(outputBinaryField),
	],
};

/** The fields of the Crun Trigger. */
export const triggerFields = [notice, events, simplify, filters, options];
