import type { INodeProperties } from 'n8n-workflow';
import { platformNames, platforms } from '../crun/platforms';

/** Fields that more than one operation shows. */

export const templateId: INodeProperties = {
	displayName: 'Template',
	name: 'templateId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The effect template to use. The list shows what each costs and how many photos it needs.',
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
