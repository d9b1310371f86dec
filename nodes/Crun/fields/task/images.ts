import type { INodeProperties } from 'n8n-workflow';
import { binaryPropertyName } from '../files';

export const imageSource: INodeProperties = {
	displayName: 'Image Source',
	name: 'imageSource',
	type: 'options',
	options: [
		{
			name: 'Binary Data',
			value: 'binary',
			description: 'Photos that an earlier node returned as files. They are uploaded to Crun.',
		},
		{ name: 'URL', value: 'url', description: 'Photos that are already on the web' },
	],
	default: 'url',
	description: 'Where the photos come from',
};

export const imageUrls: INodeProperties = {
	displayName: 'Image URLs',
	name: 'imageUrls',
	type: 'string',
	typeOptions: { rows: 2 },
	displayOptions: { show: { imageSource: ['url'] } },
	default: '',
	required: true,
	placeholder: 'e.g. https://example.com/photo.jpg',
	description:
		'Public URLs of the photos, in order. Separate several with line breaks or commas, or use an expression that returns a list.',
};

export const imageFields: INodeProperties[] = [
	imageSource,
	imageUrls,
	{ ...binaryPropertyName, displayOptions: { show: { imageSource: ['binary'] } } },
];
