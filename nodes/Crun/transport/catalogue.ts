import { PAGE_SIZE } from '../crun/contract';
import { explain } from '../crun/explain';
import { platforms, type CatalogueEntry, type PlatformName } from '../crun/platforms';
import { Problem } from '../crun/problem';
import type { Client } from './client';
import type { CataloguePage } from './listing';
import { Recent } from './recent';

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
	const { total, templates } = outcome.data;
	const read = templates.map((raw) => ({ raw, entry: toEntry(raw) }));
	return {
		entries: read.flatMap(({ entry }) => entry ?? []),
		unread: read.flatMap(({ raw, entry }) => (entry === null ? [JSON.stringify(raw)] : [])),
		total: typeof total === 'number' && total >= templates.length ? Math.ceil(total) : null,
	};
}

/** The templates that were looked up in the last minutes. */
const lookedUp = new Recent<CatalogueEntry>();

/** A template that this process has looked up in the last five minutes; undefined if it has not. */
export function recentTemplate(
	client: Client,
	platform: PlatformName,
	id: string,
): CatalogueEntry | undefined {
	return lookedUp.get(client, `${platform} ${id}`);
}

/**
 * Looks up one template, always at Crun.
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
	if (found) {
		lookedUp.set(client, `${platform} ${id}`, found);
		return found;
	}
	return new Problem(
		`Could not look up the ${label} template`,
		`Crun was asked for the template ${id} and returned other ones.`,
		{ kind: 'api' },
	);
}

/** Whether Crun lists the templates of this platform. Without a list, nothing tells whether a template exists. */
export async function hasCatalogue(client: Client, platform: PlatformName): Promise<boolean> {
	const outcome = await client.read(platforms[platform].endpoint, { page: 1, page_size: 1 });
	return outcome.kind === 'ok';
}

/** The error for a template that Crun does not have. */
export function unknownTemplate(platform: PlatformName, id: string): Problem {
	return new Problem(
		`Crun has no such ${platforms[platform].label} template`,
		`There is no template with the ID "${id}". Pick one from the list, or find one with Template > Get Many.`,
		{ kind: 'api', code: 404 },
	);
}
