import type { INodeProperties } from 'n8n-workflow';
import { fieldsOf, type Operation } from '../operation';
import { get } from './get';
import { getMany } from './getMany';

export const operations = { get, getMany } satisfies Record<string, Operation>;

export const properties: INodeProperties[] = [
	{
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
	},
	...fieldsOf('template', operations),
];
