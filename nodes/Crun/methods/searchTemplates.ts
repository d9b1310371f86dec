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
import { fetchAll, sizeOf } from '../transport/listing';
import { cachedPages } from '../transport/pageCache';

const PLATFORM_OF_OPERATION: Record<string, PlatformName> = {
	createByteDance: 'bytedance',
	createVidu: 'vidu',
	createKling: 'kling',
};

/**
 * The template dropdown. In Crun's own order and without a filter, it shows the catalogue page by page, one request
 * each, so that it opens fast. A filter or another order needs the whole catalogue, because Crun can neither search nor
 * sort. That is several requests, but only the first time: the pages are cached for five minutes, whatever the order.
 * @param paginationToken the number of the page, and how many templates the pages before it have; absent for the
 * first one
 */
export async function searchTemplates(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	try {
		const platform = currentPlatform(this);
		const what = `${platforms[platform].label} templates`;
		const getPage = cachedPages(await openClient(this), platform);
		const order = currentOrder(this);
		if (filter?.trim() || order !== 'catalog') {
			const entries = await fetchAll(getPage, what);
			const found = entries.filter((entry) => matches(entry, { search: filter }));
			return { results: sortTemplates(found, order).map(toListEntry) };
		}
		const { number, seen } = readToken(paginationToken);
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
