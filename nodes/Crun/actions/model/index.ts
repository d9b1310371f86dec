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
	},
	...fieldsOf('model', operations),
];
