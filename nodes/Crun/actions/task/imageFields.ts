import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { parseImageUrls } from '../../crun/images';

export const imageFields: INodeProperties[] = [
	{
		displayName: 'Image Source',
		name: 'imageSource',
		type: 'options',
		options: [{ name: 'URL', value: 'url', description: 'Photos that are on the web already' }],
		default: 'url',
		description: 'Where the photos come from',
	},
	{
		displayName: 'Image URLs',
		name: 'imageUrls',
		type: 'string',
		typeOptions: { rows: 2 },
		displayOptions: { show: { imageSource: ['url'] } },
		default: '',
		required: true,
		placeholder: 'e.g. https://example.com/photo.jpg',
		description: 'Public addresses of the photos, in order: several separated by line breaks or commas, or an expression that gives a list',
	},
];

/** @throws Problem when there is no image, or one is not a public http(s) address */
export function readImageUrls(context: IExecuteFunctions, itemIndex: number): string[] {
	return parseImageUrls(context.getNodeParameter('imageUrls', itemIndex, ''));
}
