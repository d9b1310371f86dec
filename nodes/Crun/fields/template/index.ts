import type { INodeProperties } from 'n8n-workflow';
import { limit, returnAll } from '../lists';
import { simplifyFields } from '../simplify';
import { platform, sortTemplatesBy, templateId } from './choice';
import { filters, getManyOptions, getOptions } from './options';

/** What the resource Template shows: the menu of its operations, and their fields. */

export const menu: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['template'] } },
	options: [
		{
			name: 'Get',
			value: 'get',
			action: 'Get template',
			description: 'Return one effect template, with its prices and requirements',
		},
		{
			name: 'Get Many',
			value: 'getMany',
			action: 'Get many templates',
			description: 'List the effect templates of a platform, with their prices and requirements',
		},
	],
	default: 'getMany',
};

export const operations = {
	get: [platform, templateId, sortTemplatesBy, ...simplifyFields, getOptions],
	getMany: [platform, returnAll, limit, filters, ...simplifyFields, getManyOptions],
} satisfies Record<string, INodeProperties[]>;
