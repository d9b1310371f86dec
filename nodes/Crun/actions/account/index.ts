import type { INodeProperties } from 'n8n-workflow';
import { fieldsOf, type Operation } from '../operation';
import { getBalance } from './getBalance';

export const operations = { getBalance } satisfies Record<string, Operation>;

export const properties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['account'] } },
		options: [
			{
				name: 'Get Balance',
				value: 'getBalance',
				action: 'Get the balance of the account',
				description: 'See how many credits are left',
			},
		],
		default: 'getBalance',
	},
	...fieldsOf('account', operations),
];
