import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { platformNames, platforms, type PlatformName, type Template } from '../../crun/platforms';
import { matches, type TemplateFilters } from '../../crun/search';
import { fetchPage } from '../../transport/catalogue';
import { fetchAll, fetchSome } from '../../transport/listing';
import { platform, readSimplify, simplifyFields } from '../fields';
import { forEachItem, type Operation } from '../operation';

const DEFAULT_LIMIT = 50;

const returnAll: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

const limit: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	displayOptions: { show: { returnAll: [false] } },
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
};

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
		'Words to find in names, tags and IDs, in English or in the catalogue’s own language',
};

const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [imageCount, maxCredits, search],
};

export const getMany: Operation = {
	fields: [platform, returnAll, limit, filters, ...simplifyFields],
	execute: forEachItem({
		read: (parameters) => {
			const added = parameters.collection(filters);
			const wanted: TemplateFilters = {
				search: added.text(search) || undefined,
				maxCredits: added.optionalNumber(maxCredits),
				imageCount: added.optionalNumber(imageCount),
			};
			const all = parameters.flag(returnAll);
			return {
				platformName: parameters.choice(platform, platformNames),
				wanted,
				all,
				most: all ? Infinity : (parameters.optionalNumber(limit) ?? DEFAULT_LIMIT),
				isSimple: readSimplify(parameters),
			};
		},
		work: async ({ platformName, wanted, all, most, isSimple }, { client, isTool }) => {
			const getPage = async (page: number) => await fetchPage(client, platformName, page);
			const isFiltered = Object.values(wanted).some((filter) => filter !== undefined);
			const what = `${platforms[platformName].label} templates`;
			const entries =
				isFiltered || all ? await fetchAll(getPage, what) : await fetchSome(getPage, most, what);
			const found = entries.filter((entry) => matches(entry, wanted)).slice(0, most);
			if (isTool)
				return forAgent(
					platformName,
					found.map(({ template }) => template),
				);
			return found.map(({ template, raw }) => ({ json: isSimple ? { ...template } : { ...raw } }));
		},
	}),
};

/** n8n shows an agent "" when there are no items, which it cannot tell from no answer. */
function forAgent(platformName: PlatformName, templates: Template[]): Array<{ json: IDataObject }> {
	if (templates.length > 0) return templates.map((template) => ({ json: withoutExtras(template) }));
	const message = `No ${platforms[platformName].label} template matches. Try fewer or other words, or another platform`;
	return [{ json: { templates: 0, message } }];
}

/**
 * Every character that an agent reads costs its user: leaves out what says nothing, and what only a person
 * looks at.
 */
function withoutExtras(template: Template): IDataObject {
	const extras = ['original_name', 'cover_url'];
	const kept = Object.entries(template).filter(
		([name, value]) => value !== null && !extras.includes(name),
	);
	return Object.fromEntries(kept);
}
