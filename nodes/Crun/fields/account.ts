import type { INodeProperties } from 'n8n-workflow';

/** What the resource Account shows: the menu of its operations, and their fields. */

export const menu: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['account'] } },
	options: [
		{
			name: 'Get Balance',
			value: 'getBalance',
			action: 'Get account balance',
			description: 'Return the credits that are left',
		},
	],
	default: 'getBalance',
};

export const operations = { getBalance: [] } satisfies Record<string, INodeProperties[]>;
