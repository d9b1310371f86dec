import { createHash } from 'node:crypto';
import type { PlatformName } from '../crun/platforms';
import { fetchPage, type CataloguePage, type GetPage } from './catalogue';
import { monotonicMs } from '../n8n/monotonic';
import type { Client } from './client';

const CACHED_MS = 5 * 60_000;
const cache = new Map<string, { until: number; page: Promise<CataloguePage> }>();

/**
 * Pages of a catalogue, cached for five minutes per credential and platform. For the editor's dropdowns only:
 * executions always ask Crun.
 */
export function cachedPages(client: Client, platform: PlatformName): GetPage {
	const { baseUrl, apiKey } = client.account;
	const owner = createHash('sha256').update(`${baseUrl}\n${apiKey}`).digest('base64');
	return async (number) => {
		const now = monotonicMs();
		for (const [key, { until }] of cache) if (until <= now) cache.delete(key);
		const key = `${owner} ${platform} ${number}`;
		const page = cache.get(key)?.page ?? fetchPage(client, platform, number);
		if (!cache.has(key)) {
			cache.set(key, { until: now + CACHED_MS, page });
			page.catch(() => cache.delete(key)); // a failure is not cached; the caller gets the error from the promise itself
		}
		return await page;
	};
}
