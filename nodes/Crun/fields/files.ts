import type { INodeProperties } from 'n8n-workflow';

/** Fields about files, which several operations and the trigger show. */

export const DEFAULT_OUTPUT_FIELD = 'data';
export const DEFAULT_MAX_SIZE_MB = 1024;
export const LARGEST_MAX_SIZE_MB = 102_400;

export const binaryPropertyName: INodeProperties = {
	displayName: 'Input Binary Field',
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
	required: true,
	placeholder: 'e.g. data',
	hint: 'The name of the input binary field containing the file. Separate several names with commas.',
	description: 'Which files of the input item to use, in this order',
};

export const outputBinaryField: INodeProperties = {
	displayName: 'Put Output File in Field',
	name: 'outputBinaryField',
	type: 'string',
	default: DEFAULT_OUTPUT_FIELD,
	placeholder: 'e.g. data',
	hint: 'The name of the output binary field to put the file in. Further files of the same task get numbers: data_1, data_2 and so on.',
};

export const maxSizeMb: INodeProperties = {
	displayName: 'Max Size (MB)',
	name: 'maxSizeMb',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: LARGEST_MAX_SIZE_MB },
	default: DEFAULT_MAX_SIZE_MB,
	description: 'Larger result files are refused, so that they cannot fill the disk',
};
