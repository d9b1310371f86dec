import type { INodeProperties } from 'n8n-workflow';
import { simplifyFields } from '../simplify';
import { assetFields, assetId, uploadOptions, waitForActive } from './upload';

/** What the resource Asset shows: the menu of its operations, and their fields. */

export const menu: INodeProperties = {
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
};

export const operations = {
	get: [assetId, ...simplifyFields],
	upload: [...assetFields, waitForActive, ...simplifyFields, uploadOptions],
} satisfies Record<string, INodeProperties[]>;
