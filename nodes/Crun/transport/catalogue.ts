import { createHash } from 'node:crypto';
import { PAGE_SIZE } from '../crun/contract';
import { explain } from '../crun/explain';
import { platforms, type CatalogueEntry, type PlatformName } from '../crun/platforms';
import { Problem } from '../crun/problem';
import type { Client } from './client';

export interface CataloguePage {
	entries: CatalogueEntry[];
	/** How many entries the whole catalogue has; null when Crun does not say. */
	total: number | null;
	/** False for the last page. */
	more: boolean;
}
/** Ten thousand templates: whoever announces more than that does not page, and would be asked for ever. */
const MOST_PAGES = 200;

export type GetPage = (page: number) => Promise<CataloguePage>;

/**
 * One page of a platform's templates, fresh from Crun.
 * @param page from 1; a page holds up to 50
 * @throws Problem when Crun cannot be asked
 */
export async function fetchPage(
	client: Client,
	platform: PlatformName,
	page: number,
): Promise<CataloguePage> {
	const { endpoint, label, toEntry } = platforms[platform];
	const outcome = await client.read(endpoint, { page, page_size: PAGE_SIZE });
	if (outcome.kind !== 'ok') throw explain(outcome, `list ${label} templates`);
	const { total = null, templates } = outcome.data;
	const entries = templates.map(toEntry).filter((entry): entry is CatalogueEntry => entry !== null);
	return {
		entries,
		total,
		more: total === null ? templates.length === PAGE_SIZE : page * PAGE_SIZE < total,
	};
}

/** The whole catalogue: the first page says how many there are, the others are fetched side by side. */
export async function fetchAll(getPage: GetPage): Promise<CatalogueEntry[]> {
	const pages = [await getPage(1)];
	const { total = null } = pages[0] ?? {};
	const count = total === null ? 1 : Math.min(Math.ceil(total / PAGE_SIZE), MOST_PAGES);
	pages.push(
		...(await Promise.all(
			Array.from({ length: Math.max(0, count - 1) }, async (_, index) => await getPage(index + 2)),
		)),
	);
	while (total === null && pages.length < MOST_PAGES && pages[pages.length - 1]?.more)
		pages.push(await getPage(pages.length + 1));
	return uniqueById(pages.flatMap(({ entries }) => entries));
}

/** The first entries only, in as few pages as hold them. */
export async function fetchSome(getPage: GetPage, limit: number): Promise<CatalogueEntry[]> {
	const entries: CatalogueEntry[] = [];
	for (let page = 1, more = true; more && entries.length < limit; page += 1) {
		const next = await getPage(page);
		entries.push(...next.entries);
		more = next.more && next.entries.length > 0;
	}
	return uniqueById(entries).slice(0, limit);
}

/**
 * Looks one template up, fresh.
 * @returns the entry; `unknown` when Crun has no such template; a Problem when Crun could not be asked, or its answer
 * does not tell, which is no reason to hold up paid work
 */
export async function lookUp(
	client: Client,
	platform: PlatformName,
	id: string,
): Promise<CatalogueEntry | 'unknown' | Problem> {
	const { endpoint, label, byId, toEntry } = platforms[platform];
	const outcome = await client.read(endpoint, byId(id));
	if (outcome.kind !== 'ok')
		return outcome.code === 404 ? 'unknown' : explain(outcome, `look up the ${label} template`);
	const entries = outcome.data.templates.map(toEntry);
	if (entries.length === 0) return 'unknown';
	return (
		entries.find((entry) => entry?.template.id === id) ??
		new Problem(
			`Could not look up the ${label} template ${id}: Crun answered with other templates`,
			undefined,
			{ kind: 'api' },
		)
	);
}

const KEPT_MS = 5 * 60_000;
const kept = new Map<string, { until: number; page: Promise<CataloguePage> }>();

/** Pages kept for five minutes per credential and platform. For the editor's dropdowns only: executions always read fresh. */
export function keptPages(client: Client, platform: PlatformName): GetPage {
	const { baseUrl, apiKey } = client.account;
	const owner = createHash('sha256').update(`${baseUrl}\n${apiKey}`).digest('base64');
	return async (number) => {
		const now = Date.now();
		for (const [key, { until }] of kept) if (until <= now) kept.delete(key);
		const key = `${owner} ${platform} ${number}`;
		const page = kept.get(key)?.page ?? fetchPage(client, platform, number);
		if (!kept.has(key)) {
			kept.set(key, { until: now + KEPT_MS, page });
			page.catch(() => kept.delete(key)); // a failure is not kept; who asked gets the error from the promise itself
		}
		return await page;
	};
}

function uniqueById(entries: CatalogueEntry[]): CatalogueEntry[] {
	return [...new Map(entries.map((entry) => [entry.template.id, entry])).values()];
}
