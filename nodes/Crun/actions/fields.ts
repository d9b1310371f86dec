import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { platformNames, platforms } from '../crun/platforms';
import { refuseSample } from '../crun/sampleTask';
import type { TemplateOrder } from '../crun/sortTemplates';
import {
	DEFAULT_MAX_SIZE_MB,
	DEFAULT_OUTPUT_FIELD,
	LARGEST_MAX_SIZE_MB,
} from '../files/downloadChoice';
import type { ParameterReader } from './parameters';

/** Fields that several operations show, and how their values are read. */

export const templateId: INodeProperties = {
	displayName: 'Template',
	name: 'templateId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description:
		'The effect template to use. The list shows what each costs and how many photos it needs. Crun documents its <a href="https://docs.crun.ai/templates/bytedance-template-list" target="_blank">ByteDance</a> and <a href="https://docs.crun.ai/templates/vidu-template-list" target="_blank">Vidu</a> catalogues, with links to their galleries.',
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

const ORDER_NAMES: Record<TemplateOrder, string> = {
	catalog: 'Catalog Order',
	hot: 'Hot First',
	name: 'Name',
	new: 'New First',
	price: 'Price',
};

export const templateOrders: INodePropertyOptions[] = Object.entries(ORDER_NAMES).map(
	([value, name]) => ({ name, value }),
);

/** Changes the list in the editor only. */
export const sortTemplatesBy: INodeProperties = {
	displayName: 'Sort Templates By',
	name: 'sortTemplatesBy',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { '/templateId.mode': ['list'] } },
	options: templateOrders,
	default: 'catalog',
	description: 'The order of the list of templates. It does not affect what the node does.',
};

export const platform: INodeProperties = {
	displayName: 'Platform',
	name: 'platform',
	type: 'options',
	noDataExpression: true,
	options: platformNames.map((name) => ({ name: platforms[name].label, value: name })),
	default: 'bytedance',
	description: 'The platform that the templates belong to',
};

export const taskId: INodeProperties = {
	displayName: 'Task ID',
	name: 'taskId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. d6956973-2f17-43d4-8514-af6cc3a2f55d',
	description: 'The task_id returned by a create operation or by the Crun Trigger',
};

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

export const readTemplateId = (parameters: ParameterReader): string =>
	parameters.requiredText(templateId, 'Pick a template from the list, or enter its ID.');

export function readTaskId(parameters: ParameterReader): string {
	const id = parameters.requiredText(
		taskId,
		'Use the task_id returned by a create operation or by the Crun Trigger.',
	);
	refuseSample(id);
	return id;
}

export const readBinaryFields = (parameters: ParameterReader): string[] =>
	parameters.names(
		binaryPropertyName,
		'Enter the name of the binary field that holds the file: "data" for most nodes.',
	);

export const readOutputField = (parameters: ParameterReader): string =>
	parameters.raw(outputBinaryField) === undefined
		? String(outputBinaryField.default)
		: parameters.requiredText(
				outputBinaryField,
				'Enter the name of the binary field that the file is put in.',
			);
