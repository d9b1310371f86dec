import type { INodeProperties } from 'n8n-workflow';
import { binaryPropertyName as binaryFields } from '../files';
import {
	concurrency,
	onTimeout as onTaskTimeout,
	pollIntervalSeconds,
	timeoutMinutes as taskTimeout,
} from '../task/optionFields';

export const fileSource: INodeProperties = {
	displayName: 'File Source',
	name: 'fileSource',
	type: 'options',
	options: [
		{
			name: 'Binary Data',
			value: 'binary',
			description: 'A file that an earlier node returned. It is uploaded to Crun first.',
		},
		{ name: 'URL', value: 'url', description: 'A file that is already on the web' },
	],
	default: 'url',
	description: 'Where the file comes from',
};

export const fileUrl: INodeProperties = {
	displayName: 'File URL',
	name: 'fileUrl',
	type: 'string',
	displayOptions: { show: { fileSource: ['url'] } },
	default: '',
	required: true,
	placeholder: 'e.g. https://example.com/photo.jpg',
	description: 'The public URL of the file, from which Crun downloads it',
};

export const binaryPropertyName: INodeProperties = {
	...binaryFields,
	displayOptions: { show: { fileSource: ['binary'] } },
	hint: 'The name of the input binary field containing the file',
	description: 'Which file of the input item to use',
};

export const assetName: INodeProperties = {
	displayName: 'Asset Name',
	name: 'assetName',
	type: 'string',
	default: '',
	placeholder: 'e.g. Ann, front view',
	description: 'What Crun calls the asset. Leave empty to use the name of the file.',
};

export const assetType: INodeProperties = {
	displayName: 'Asset Type',
	name: 'assetType',
	type: 'options',
	options: [
		{ name: 'Audio', value: 'audio' },
		{
			name: 'Detect',
			value: 'detect',
			description: 'From the content of the file, or from the extension in its URL',
		},
		{ name: 'Image', value: 'image' },
		{ name: 'Video', value: 'video' },
	],
	default: 'detect',
	description: 'What the file is',
};

export const waitForActive: INodeProperties = {
	displayName: 'Wait Until Active',
	name: 'waitForActive',
	type: 'boolean',
	default: true,
	description:
		'Whether to wait until Crun has reviewed the asset. Models take it only once it is active.',
};

export const assetId: INodeProperties = {
	displayName: 'Asset ID',
	name: 'assetId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. asset://asset-20260120091258-abcde',
	description: 'The asset_id or the asset_url returned by Upload',
};

export const onTimeout: INodeProperties = {
	...onTaskTimeout,
	options: [
		{ name: 'Fail the Item', value: 'error', description: 'The error names the asset' },
		{
			name: 'Return the Pending Asset',
			value: 'pending',
			description:
				'Return the asset as it is, with timed_out set, so that a later step can check it again',
		},
	],
	description: 'What to do with assets whose review does not finish in time',
};

export const timeoutMinutes: INodeProperties = {
	...taskTimeout,
	description: 'How long to wait for all assets together',
};

const whenWaiting = (field: INodeProperties): INodeProperties => ({
	...field,
	displayOptions: { show: { '/waitForActive': [true] } },
});

export const uploadOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		concurrency,
		whenWaiting(onTimeout),
		whenWaiting(pollIntervalSeconds),
		whenWaiting(timeoutMinutes),
	],
};

/** What makes the asset. */
export const assetFields = [fileSource, fileUrl, binaryPropertyName, assetName, assetType];
