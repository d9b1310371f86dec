import type { IDataObject } from 'n8n-workflow';
import { platforms, type PlatformName, type Template } from '../../crun/platforms';
import { matches, type TemplateFilters } from '../../crun/search';
import { fetchAll, fetchPage, fetchSome } from '../../transport/catalogue';
import { isTool } from '../../wait/suspend';
import { platform, simplify } from '../fields';
import { forEachItem, type Operation } from '../operation';
import { readNumber, readPlatform } from '../parameters';

export const getMany: Operation = {
	fields: [
		platform,
		{
			displayName: 'Return All',
			name: 'returnAll',
			type: 'boolean',
			default: false,
			description: 'Whether to return all results or only up to a given limit',
		},
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			displayOptions: { show: { returnAll: [false] } },
			typeOptions: { minValue: 1 },
			default: 50,
			description: 'Max number of results to return',
		},
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [
				{
					displayName: 'Image Count',
					name: 'imageCount',
					type: 'number',
					typeOptions: { minValue: 1 },
					default: 1,
					description: 'Only templates that take exactly this many photos',
				},
				{
					displayName: 'Max Credits',
					name: 'maxCredits',
					type: 'number',
					typeOptions: { minValue: 0, numberPrecision: 2 },
					default: 100,
					description: 'Only templates whose cheapest form costs this much or less',
				},
				{
					displayName: 'Search',
					name: 'search',
					type: 'string',
					default: '',
					placeholder: 'e.g. birthday',
					description:
						'Words to find in names, tags and IDs, in English or in the catalogue’s own language',
				},
			],
		},
		simplify,
	],
	execute: forEachItem(async (context, client, itemIndex) => {
		const name = readPlatform(context, itemIndex);
		const returnAll = context.getNodeParameter('returnAll', itemIndex, false);
		const limit = returnAll
			? Infinity
			: (readNumber(context.getNodeParameter('limit', itemIndex, 50), 'Limit', 1) ?? 50);
		const given = context.getNodeParameter('filters', itemIndex, {});
		const filters: TemplateFilters = {
			search:
				given.search === undefined || given.search === null ? undefined : String(given.search),
			maxCredits: readNumber(given.maxCredits, 'Max Credits', 0),
			imageCount: readNumber(given.imageCount, 'Image Count', 1),
		};
		const getPage = async (page: number) => await fetchPage(client, name, page);
		const unfiltered = Object.values(filters).every((filter) => filter === undefined);
		const entries =
			unfiltered && !returnAll ? await fetchSome(getPage, limit) : await fetchAll(getPage);
		const wanted = entries.filter((entry) => matches(entry, filters)).slice(0, limit);
		const simple = context.getNodeParameter('simplify', itemIndex, true);
		if (isTool(context))
			return wanted.length > 0
				? wanted.map(({ template }) => ({ json: forAgent(template) }))
				: { json: nothingFound(name) };
		return wanted.map(({ template, raw }) => ({ json: simple ? { ...template } : { ...raw } }));
	}),
};

/** Every character an agent reads costs its user: what says nothing, and what only a person looks at, is left out. */
function forAgent(template: Template): IDataObject {
	return Object.fromEntries(
		Object.entries(template).filter(
			([name, value]) => value !== null && name !== 'original_name' && name !== 'cover_url',
		),
	);
}

/** n8n shows an agent "" when there are no items, which it cannot tell from no answer. */
function nothingFound(platform: PlatformName): IDataObject {
	return {
		templates: 0,
		message: `No ${platforms[platform].label} template matches. Try fewer or other words, or another platform`,
	};
}
