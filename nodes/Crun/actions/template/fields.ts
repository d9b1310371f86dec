import type { INodeProperties } from 'n8n-workflow';
import type { TemplateFilters } from '../../crun/search';
import { templateOrders } from '../fields';
import type { ParameterReader } from '../parameters';
import { previewOptions } from './previews';

const imageCount: INodeProperties = {
	displayName: 'Image Count',
	name: 'imageCount',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 1,
	description: 'Return only templates that take exactly this number of photos',
};

const maxCredits: INodeProperties = {
	displayName: 'Max Credits',
	name: 'maxCredits',
	type: 'number',
	typeOptions: { minValue: 0, numberPrecision: 2 },
	default: 100,
	description: 'Return only templates whose cheapest resolution costs this much or less',
};

const search: INodeProperties = {
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

export function readFilters(parameters: ParameterReader): TemplateFilters {
	const added = parameters.collection(filters);
	return {
		search: added.text(search) || undefined,
		maxCredits: added.optionalNumber(maxCredits),
		imageCount: added.optionalNumber(imageCount),
	};
}
