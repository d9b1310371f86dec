import type { INodeProperties } from 'n8n-workflow';
import { maxSizeMb } from '../files';
import { templateOrders } from './choice';

export const imageCount: INodeProperties = {
	displayName: 'Image Count',
	name: 'imageCount',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 1,
	description: 'Return only templates that take exactly this number of photos',
};

export const maxCredits: INodeProperties = {
	displayName: 'Max Credits',
	name: 'maxCredits',
	type: 'number',
	typeOptions: { minValue: 0, numberPrecision: 2 },
	default: 100,
	description: 'Return only templates whose cheapest resolution costs this much or less',
};

export const search: INodeProperties = {
	displayName: 'Search',
	name: 'search',
	type: 'string',
	default: '',
	placeholder: 'e.g. birthday',
	description:
		'Words to find in names, tags and IDs, in English or in the catalog’s own language. A price, a resolution, a number such as "2 images", hot, and new are found too.',
};

export const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [imageCount, maxCredits, search],
};

export const sortBy: INodeProperties = {
	displayName: 'Sort By',
	name: 'sortBy',
	type: 'options',
	options: templateOrders,
	default: 'catalog',
	description: 'The order of the templates. It is applied before the limit.',
};

export const downloadOption: INodeProperties = {
	displayName: 'Download Previews',
	name: 'downloadPreviews',
	type: 'boolean',
	default: false,
	description:
		'Whether to put the cover and the preview of each template into the binary fields "cover" and "preview". A file that cannot be downloaded is left out, and named in "download_errors".',
};

export const maxPreviewSize: INodeProperties = {
	...maxSizeMb,
	default: 100,
	description: 'Larger covers and previews are left out',
};

const previewOptions = [downloadOption, maxPreviewSize];

const collection = (options: INodeProperties[]): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options,
});

export const getOptions = collection(previewOptions);
export const getManyOptions = collection([...previewOptions, sortBy]);
