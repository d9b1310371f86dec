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
				action: 'Get an effect template with its price and needs',
				description: 'Get one effect template by its ID',
			},
			{
				name: 'Get Many',
				value: 'getMany',
				action: 'Get many effect templates with prices and needs',
				description: 'List the effect templates of a platform, with prices and needs',
			},
		],
		default: 'getMany',
	},
	...fieldsOf('template', operations),
];
