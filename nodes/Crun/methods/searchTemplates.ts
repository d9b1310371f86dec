import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { isPlatformName, type CatalogueEntry, type PlatformName } from '../crun/platforms';
import { matches, summarize } from '../crun/search';
import { toNodeError } from '../n8n/errors';
import { fetchAll } from '../transport/catalogue';
import { openClient } from '../transport/client';
import { cachedPages } from '../transport/pageCache';

const PLATFORM_OF_OPERATION: Record<string, PlatformName> = {
	createByteDance: 'bytedance',
	createVidu: 'vidu',
	createKling: 'kling',
};

/**
 * The template dropdown. Without a filter, it shows the catalogue page by page, one request each. With a filter, it
 * searches the whole catalogue, because Crun has no text search.
 * @param paginationToken the number of the page; absent for the first one
 */
export async function searchTemplates(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	try {
		const getPage = cachedPages(await openClient(this), currentPlatform(this));
		if (filter?.trim()) {
			const entries = await fetchAll(getPage);
			return {
				results: entries.filter((entry) => matches(entry, { search: filter })).map(toListEntry),
			};
		}
		const number = Number(paginationToken ?? 1);
		const { entries, more } = await getPage(number);
		return {
			results: entries.map(toListEntry),
			...(more ? { paginationToken: String(number + 1) } : {}),
		};
	} catch (error) {
		throw toNodeError(this.getNode(), error);
	}
}

/**
 * The platform of the current operation: each create operation has one, the template operations have a field for
 * it.
 */
export function currentPlatform(context: ILoadOptionsFunctions): PlatformName {
	const chosen = String(context.getCurrentNodeParameter('platform') ?? '');
	return (
		PLATFORM_OF_OPERATION[String(context.getCurrentNodeParameter('operation'))] ??
		(isPlatformName(chosen) ? chosen : 'bytedance')
	);
}

function toListEntry({ template }: CatalogueEntry): INodeListSearchResult['results'][number] {
	const url = template.preview_url ?? template.cover_url;
	return {
		name: summarize(template),
		value: template.id,
		...(url === null ? {} : { url }),
		...(template.requirements === null ? {} : { description: template.requirements }),
	};
}
