import type { INodeProperties } from 'n8n-workflow';
import { limit, returnAll } from './lists';
import { simplifyFields } from './simplify';
import { model } from './task/model';

/** What the resource Model shows: the menu of its operations, and their fields. */

export const menu: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['model'] } },
	options: [
		{
			name: 'Get',
			value: 'get',
			action: 'Get model',
			description: 'Return a model and the input fields that it takes. Free.',
		},
		{
			name: 'Get Many',
			value: 'getMany',
			action: 'Get many models',
			description: 'List the models of Crun and what each creates. Free.',
		},
	],
	default: 'getMany',
};

export const search: INodeProperties = {
	displayName: 'Search',
	name: 'search',
	type: 'string',
	default: '',
	placeholder: 'e.g. text-to-video',
	description:
		'Words to find in the name of a model, in what it creates and how, and in its description',
};

export const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [search],
};

export const operations = {
	get: [model, ...simplifyFields],
	getMany: [returnAll, limit, filters, ...simplifyFields],
} satisfies Record<string, INodeProperties[]>;
