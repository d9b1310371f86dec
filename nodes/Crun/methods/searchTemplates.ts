import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { checkCount, checkReadable } from '../crun/listProblems';
import {
	isPlatformName,
	platforms,
	type CatalogueEntry,
	type PlatformName,
} from '../crun/platforms';
import { matches, summarize } from '../crun/search';
import { sortTemplates, TEMPLATE_ORDERS, type TemplateOrder } from '../crun/sortTemplates';
import { toNodeError } from '../n8n/errors';
import { openClient } from '../transport/client';
import { fetchAll, fetchUntil, sizeOf } from '../transport/listing';
import { HIGHEST_CONCURRENCY } from '../transport/pool';
import { cachedPages } from '../transport/pageCache';

const PLATFORM_OF_OPERATION: Record<string, PlatformName> = {
	createByteDance: 'bytedance',
	createVidu: 'vidu',
	createKling: 'kling',
};

/** More than the dropdown shows without scrolling: scrolling is what makes n8n ask for the next ones. */
const ENOUGH_MATCHES = 20;

/**
 * The template dropdown. In Crun's own order and without a filter, it shows the catalogue page by page, one request
 * each, so that it opens fast. Crun can neither search nor sort. So another order needs the whole catalogue, and a
 * filter as much of it as has some matches. That is several requests, but only the first time: the pages are cached for
 * five minutes, whatever the order.
 * @param paginationToken the number of the page, and without a filter how many templates the pages before it have;
 * absent for the first one
 */
export async function searchTemplates(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	try {
		const platform = currentPlatform(this);
		const what = `${platforms[platform].label} templates`;
		const client = await openClient(this, { concurrency: HIGHEST_CONCURRENCY });
		const getPage = cachedPages(client, platform);
		const order = currentOrder(this);
		const find = (entries: CatalogueEntry[]) =>
			entries.filter((entry) => matches(entry, { search: filter }));
		if (order !== 'catalog') {
			const found = find(await fetchAll(getPage, what));
			return { results: sortTemplates(found, order).map(toListEntry) };
		}
		const { number, seen } = readToken(paginationToken);
		if (filter?.trim()) {
			const isEnough = (entries: CatalogueEntry[]) => find(entries).length >= ENOUGH_MATCHES;
			const { entries, pages } = await fetchUntil(getPage, what, isEnough, number - 1);
			return {
				results: find(entries).map(toListEntry),
				...(pages === null ? {} : { paginationToken: `${pages + 1}` }),
			};
		}
		const page = await getPage(number);
		const size = sizeOf(page);
		if (number === 1) checkReadable(what, page.entries.length, size);
		if (size === 0) checkCount(what, 'templates', page.total, seen);
		// Without a total, a page that is shorter than those before it is the last one.
		const isLast = page.total === null ? size * (number - 1) < seen : seen + size >= page.total;
		return {
			results: page.entries.map(toListEntry),
			...(size === 0 || isLast ? {} : { paginationToken: `${number + 1}/${seen + size}` }),
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

function currentOrder(context: ILoadOptionsFunctions): TemplateOrder {
	const chosen = context.getCurrentNodeParameter('sortTemplatesBy');
	return TEMPLATE_ORDERS.find((order) => order === chosen) ?? 'catalog';
}

function readToken(token: string | undefined): { number: number; seen: number } {
	const [number = 1, seen = 0] = token?.split('/').map(Number) ?? [];
	return { number, seen };
}

function toListEntry({ template }: CatalogueEntry): INodeListSearchResult['results'][number] {
	const url = template.preview_url ?? template.cover_url;
	return {
		name: summarize(template),
		value: template.id,
		...(url === null ? {} : { url }),
		...(template.requirements_text === null ? {} : { description: template.requirements_text }),
	};
}
