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

/** Fetches one page; pages are numbered from 1. */
export type GetPage = (page: number) => Promise<CataloguePage>;

/** Ten thousand templates: a catalogue that claims to be longer is taken for one that never ends. */
const MOST_PAGES = 200;

/**
 * Fetches one page of a platform's templates from Crun.
 * @param page from 1; a page holds up to 50 templates
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
	const entries = templates.map(toEntry).filter((entry) => entry !== null);
	const more = total === null ? templates.length === PAGE_SIZE : page * PAGE_SIZE < total;
	return { entries, total, more };
}

/** Fetches the whole catalogue: the first page says how many there are, the others are fetched side by side. */
export async function fetchAll(getPage: GetPage): Promise<CatalogueEntry[]> {
	const first = await getPage(1);
	const { total } = first;
	const count = total === null ? 1 : Math.min(Math.ceil(total / PAGE_SIZE), MOST_PAGES);
	const others = Array.from({ length: Math.max(0, count - 1) }, (_, index) => index + 2);
	const pages = [first, ...(await Promise.all(others.map(getPage)))];
	while (total === null && pages.length < MOST_PAGES && pages[pages.length - 1]?.more) {
		pages.push(await getPage(pages.length + 1));
	}
	return uniqueById(pages.flatMap(({ entries }) => entries));
}

/** Fetches the first entries only, with as few pages as hold them. */
export async function fetchSome(getPage: GetPage, limit: number): Promise<CatalogueEntry[]> {
	let entries: CatalogueEntry[] = [];
	for (let page = 1, more = true; more && entries.length < limit && page <= MOST_PAGES; page += 1) {
		const next = await getPage(page);
		const known = entries.length;
		entries = uniqueById([...entries, ...next.entries]);
		more = next.more && entries.length > known; // a server that repeats itself has no more
	}
	return entries.slice(0, limit);
}

/**
 * Looks up one template at Crun.
 * @returns the entry; `unknown` when Crun has no such template; a Problem when Crun could not be asked or its
 * answer is inconclusive, which is no reason to hold up paid work
 */
export async function lookUpTemplate(
	client: Client,
	platform: PlatformName,
	id: string,
): Promise<CatalogueEntry | 'unknown' | Problem> {
	const { endpoint, label, byId, toEntry } = platforms[platform];
	const outcome = await client.read(endpoint, byId(id));
	if (outcome.kind !== 'ok') {
		const isGone = outcome.code === 404 && !outcome.foreign;
		return isGone ? 'unknown' : explain(outcome, `look up the ${label} template`);
	}
	const entries = outcome.data.templates.map(toEntry);
	if (entries.length === 0) return 'unknown';
	const found = entries.find((entry) => entry?.template.id === id);
	if (found) return found;
	return new Problem(
		`Could not look up the ${label} template`,
		`Crun was asked for the template ${id} and returned other ones.`,
		{ kind: 'api' },
	);
}

/** Whether Crun lists any template of this platform. Where it lists none, a look-up says nothing about a template. */
export async function hasCatalogue(client: Client, platform: PlatformName): Promise<boolean> {
	const outcome = await client.read(platforms[platform].endpoint, { page: 1, page_size: 1 });
	return outcome.kind === 'ok' && outcome.data.templates.length > 0;
}

/** The error for a template that Crun does not have. */
export function unknownTemplate(platform: PlatformName, id: string): Problem {
	return new Problem(
		`Crun has no such ${platforms[platform].label} template`,
		`There is no template with the ID "${id}". Pick one from the list, or find one with Template > Get Many.`,
		{ kind: 'api', code: 404 },
	);
}

function uniqueById(entries: CatalogueEntry[]): CatalogueEntry[] {
	return [...new Map(entries.map((entry) => [entry.template.id, entry])).values()];
}
