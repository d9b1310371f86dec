import type { PlatformName } from '../crun/platforms';
import { fetchPage } from './catalogue';
import type { Client } from './client';
import type { CataloguePage, GetPage } from './listing';
import { Recent } from './recent';

const pages = new Recent<Promise<CataloguePage>>();

/**
 * Pages of a catalogue, kept for five minutes per credential and platform. For the editor's dropdowns only: executions
 * that list templates always ask Crun.
 */
export function cachedPages(client: Client, platform: PlatformName): GetPage {
	return async (number) => {
		const name = `${platform} ${number}`;
		const known = pages.get(client, name);
		if (known) return await known;
		const page = fetchPage(client, platform, number);
		pages.set(client, name, page);
		page.catch(() => pages.delete(client, name)); // the caller gets the error from the promise itself
		return await page;
	};
}
