import type { IDataObject } from 'n8n-workflow';
import { platformNames, platforms, type PlatformName, type Template } from '../../crun/platforms';
import { matches } from '../../crun/search';
import { sortTemplates, TEMPLATE_ORDERS } from '../../crun/sortTemplates';
import { platform } from '../../fields/template/choice';
import { getManyOptions, sortBy } from '../../fields/template/options';
import { fetchPage } from '../../transport/catalogue';
import { fetchAll, fetchSome } from '../../transport/listing';
import { oncePerClient } from '../../transport/oncePerClient';
import { forEachItem, type Operation } from '../operation';
import { readLimit, readSimplify } from '../readers';
import { readPreviewChoice, withPreviews } from './previews';
import { readFilters } from './readFilters';

/** Many items usually ask for the same list. */
const pageOf = oncePerClient(fetchPage);

export const getMany: Operation = {
	execute: forEachItem({
		read: (parameters) => ({
			platformName: parameters.choice(platform, platformNames),
			wanted: readFilters(parameters),
			order: parameters.collection(getManyOptions).choice(sortBy, TEMPLATE_ORDERS),
			most: readLimit(parameters),
			isSimple: readSimplify(parameters),
			previews: readPreviewChoice(parameters.collection(getManyOptions)),
		}),
		work: async ({ platformName, wanted, order, most, ...choices }, tools) => {
			const { client, isTool } = tools;
			const getPage = async (page: number) => await pageOf(client, platformName, page);
			const isFiltered = Object.values(wanted).some((filter) => filter !== undefined);
			const needsAll = isFiltered || most === Infinity || order !== 'catalog';
			const what = `${platforms[platformName].label} templates`;
			const entries = needsAll
				? await fetchAll(getPage, what)
				: await fetchSome(getPage, most, what);
			const matching = entries.filter((entry) => matches(entry, wanted));
			const found = sortTemplates(matching, order).slice(0, most);
			if (isTool)
				return forAgent(
					platformName,
					found.map(({ template }) => template),
				);
			return await Promise.all(
				found.map(async (entry) => await withPreviews(entry, choices, tools)),
			);
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
