import type { INodeProperties } from 'n8n-workflow';
import { fieldsOf, type Operation } from '../operation';
import { get } from './get';
import { upload } from './upload';

export const operations = { get, upload } satisfies Record<string, Operation>;

export const properties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['asset'] } },
		options: [
			{
				name: 'Get',
				value: 'get',
				action: 'Get asset',
				description: 'Return an asset and the status of its review',
			},
			{
				name: 'Upload',
				value: 'upload',
				action: 'Upload asset',
				description:
					'Register a file as an asset, which Crun reviews, and return the URL by which models take it. Free.',
			},
		],
		default: 'upload',
	},
	...fieldsOf('asset', operations),
];
