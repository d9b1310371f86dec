import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { parseImageUrls } from '../../../crun/url';
import { Problem } from '../../../crun/problem';
import { binaryPropertyName } from '../../fields';
import { isTool } from '../../../wait/suspend';
import { readBinaryFields } from '../../parameters';

export const imageFields: INodeProperties[] = [
	{
		displayName: 'Image Source',
		name: 'imageSource',
		type: 'options',
		options: [
			{
				name: 'Binary Data',
				value: 'binary',
				description: 'Photos that an earlier node gave as files: they are uploaded to Crun',
			},
			{ name: 'URL', value: 'url', description: 'Photos that are on the web already' },
		],
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
		description:
			'Public addresses of the photos, in order: several separated by line breaks or commas, or an expression that gives a list',
	},
	{ ...binaryPropertyName, displayOptions: { show: { imageSource: ['binary'] } } },
];

/** One item's photos, in order: addresses, or binary fields that are still to be uploaded. */
export type Images = { count: number } & ({ urls: string[] } | { fields: string[] });

/** @throws Problem when there is no image, or an address is not a public http(s) one */
export function readImages(context: IExecuteFunctions, itemIndex: number): Images {
	const source = context.getNodeParameter('imageSource', itemIndex, 'url');
	if (source === 'url') {
		const urls = parseImageUrls(context.getNodeParameter('imageUrls', itemIndex, ''));
		return { count: urls.length, urls };
	}
	if (source !== 'binary')
		throw new Problem(`Image Source must be "url" or "binary", not "${String(source)}"`);
	if (isTool(context))
		throw new Problem('An AI agent has no files to hand over: set Image Source to URL');
	const fields = readBinaryFields(context, itemIndex);
	return { count: fields.length, fields };
}
