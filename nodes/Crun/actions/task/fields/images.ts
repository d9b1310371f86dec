import type { INodeProperties } from 'n8n-workflow';
import { parseImageUrls } from '../../../crun/url';
import { binaryPropertyName, readBinaryFields } from '../../fields';
import type { ParameterReader } from '../../parameters';

const imageSource: INodeProperties = {
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

const imageUrls: INodeProperties = {
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

/** The photos of one item, in order. */
export type Images =
	| { kind: 'urls'; urls: string[] }
	/** Binary fields, still to be uploaded. */
	| { kind: 'binary'; fields: string[] };

/** @throws Problem when there is no image, or a URL is not a public http(s) one */
export function readImages(parameters: ParameterReader): Images {
	return parameters.choice(imageSource, ['url', 'binary']) === 'url'
		? { kind: 'urls', urls: parseImageUrls(parameters.raw(imageUrls)) }
		: { kind: 'binary', fields: readBinaryFields(parameters) };
}

export function imageCountOf(images: Images): number {
	return images.kind === 'urls' ? images.urls.length : images.fields.length;
}
