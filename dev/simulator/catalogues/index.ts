import type { Catalogues } from '../types';
import { byteDanceCatalogue } from './bytedance';
import { klingCatalogue } from './kling';
import { viduCatalogue } from './vidu';

/** Fresh catalogues, the same at every run but for the address of covers and previews. */
export const makeCatalogues = (media: string): Catalogues => ({
	bytedance: byteDanceCatalogue(media),
	vidu: viduCatalogue(media),
	kling: klingCatalogue(media),
});
