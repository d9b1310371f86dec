import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { platformLabels, platformNames } from '../../crun/platforms/names';
import type { TemplateOrder } from '../../crun/sortTemplates';

/** The choice of a template, for the operations that need one. */

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
	options: platformNames.map((name) => ({ name: platformLabels[name], value: name })),
	default: 'bytedance',
	description: 'The platform that the templates belong to',
};
