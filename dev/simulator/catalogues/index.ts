import type { Catalogues } from '../types';
import { byteDanceCatalogue } from './bytedance';
import { klingCatalogue } from './kling';
import { viduCatalogue } from './vidu';

/** New catalogues, always the same except for the URLs of covers and previews. */
export const makeCatalogues = (media: string): Catalogues => ({
	bytedance: byteDanceCatalogue(media),
	vidu: viduCatalogue(media),
	kling: klingCatalogue(media),
});
