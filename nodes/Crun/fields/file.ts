import type { INodeProperties } from 'n8n-workflow';
import { binaryPropertyName } from './files';

/** What the resource File shows: the menu of its operations, and their fields. */

export const menu: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['file'] } },
	options: [
		{
			name: 'Upload',
			value: 'upload',
			action: 'Upload file',
			description: 'Upload binary data and return a URL that Crun tasks accept',
		},
	],
	default: 'upload',
};

export const operations = { upload: [binaryPropertyName] } satisfies Record<
	string,
	INodeProperties[]
>;
