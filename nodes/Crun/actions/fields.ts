import type { INodeProperties } from 'n8n-workflow';
import { platformNames, platforms } from '../crun/platforms';

/** Fields that more than one operation shows. */

export const templateId: INodeProperties = {
	displayName: 'Template',
	name: 'templateId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description:
		'The effect template to use. The list shows what each costs and how many photos it needs.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a template...',
			typeOptions: { searchListMethod: 'searchTemplates', searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 104909826' },
	],
};

export const platform: INodeProperties = {
	displayName: 'Platform',
	name: 'platform',
	type: 'options',
	noDataExpression: true,
	options: platformNames.map((name) => ({ name: platforms[name].label, value: name })),
	default: 'bytedance',
	description: 'Whose templates to list',
};

export const simplify: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

export const taskId: INodeProperties = {
	displayName: 'Task ID',
	name: 'taskId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. d6956973-2f17-43d4-8514-af6cc3a2f55d',
	description: 'The task_id that a create operation or the Crun Trigger gave',
};

export const binaryPropertyName: INodeProperties = {
	displayName: 'Input Binary Field',
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
	required: true,
	placeholder: 'e.g. data',
	hint: 'The name of the input binary field containing the file. Several fields are separated by commas.',
	description: 'Which files of the input item to use, in order',
};

export const outputBinaryField: INodeProperties = {
	displayName: 'Put Output File in Field',
	name: 'outputBinaryField',
	type: 'string',
	default: 'data',
	placeholder: 'e.g. data',
	hint: 'The name of the output binary field to put the file in. Further files of the same task are numbered: data_1, data_2 …',
};

export const maxSizeMb: INodeProperties = {
	displayName: 'Max Size (MB)',
	name: 'maxSizeMb',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 102400 },
	default: 1024,
	description: 'Larger result files are refused instead of filling the disk',
};
