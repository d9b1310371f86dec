import { createHash } from 'node:crypto';
import type { PlatformName } from '../crun/platforms';
import { fetchPage } from './catalogue';
import type { Client } from './client';
import type { CataloguePage, GetPage } from './listing';

const CACHED_MS = 5 * 60_000;
const cache = new Map<string, { fetchedAt: number; page: Promise<CataloguePage> }>();

/**
 * Pages of a catalogue, cached for five minutes per credential and platform. For the editor's dropdowns only:
 * executions always ask Crun.
 */
export function cachedPages(client: Client, platform: PlatformName): GetPage {
	const { baseUrl, apiKey } = client.account;
	const owner = createHash('sha256').update(`${baseUrl}\n${apiKey}`).digest('base64');
	return async (number) => {
		const now = Date.now();
		for (const [key, { fetchedAt }] of cache) if (!isFresh(now - fetchedAt)) cache.delete(key);
		const key = `${owner} ${platform} ${number}`;
		const page = cache.get(key)?.page ?? fetchPage(client, platform, number);
		if (!cache.has(key)) {
			cache.set(key, { fetchedAt: now, page });
			page.catch(() => cache.delete(key)); // a failure is not cached; the caller gets the error from the promise itself
		}
		return await page;
	};
}

/** A page from the future, after the clock was moved back, is as good as an old one. */
function isFresh(ageMs: number): boolean {
	return ageMs >= 0 && ageMs < CACHED_MS;
}
