import { platformNames, type CatalogueEntry } from '../../nodes/Crun/crun/platforms';
import type { Contact } from '../contact';
import { checkBalance } from './balance';
import { cheapestOf } from './cheapest';
import { checkEstimates } from './estimates';
import { checkModels } from './models';
import { checkTaskInfo } from './tasks';
import { checkTemplates } from './templates';
import { checkUpload } from './upload';

/** What the free calls have returned, for those that create tasks. */
export interface Known {
	entries: CatalogueEntry[];
	/** The URL of an image that Crun stores. */
	imageUrl: string | undefined;
}

/** Makes every call that costs nothing. @returns null if Crun cannot be reached, or rejects the key */
export async function checkForFree(contact: Contact): Promise<Known | null> {
	if (!(await checkBalance(contact))) return null;
	const entries: CatalogueEntry[] = [];
	for (const platform of platformNames) entries.push(...(await checkTemplates(contact, platform)));
	await checkTaskInfo(contact);
	await checkModels(contact);
	const imageUrl = await checkUpload(contact);
	await checkEstimates(contact, cheapestOf(entries), imageUrl);
	return { entries, imageUrl };
}
