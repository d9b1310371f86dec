import type { CatalogueEntry, Template } from './platforms';

export interface TemplateFilters {
	/**
	 * Words that must all occur in a template's names, tags or ID, in any language of the catalogue, or in what a list
	 * shows of it: prices, resolutions, the number of images, "hot" and "new".
	 */
	search?: string | undefined;
	/** Only templates whose lowest price is known to be this many credits or fewer. */
	maxCredits?: number | undefined;
	/** Only templates known to take this many images. */
	imageCount?: number | undefined;
}

/**
 * Whether the entry passes every filter that is set. A fact that the catalogue does not state fails the filter that
 * asks for it.
 */
export function matches(
	entry: CatalogueEntry,
	{ search = '', maxCredits, imageCount }: TemplateFilters,
): boolean {
	const { template } = entry;
	return (
		isFound(entry, fold(search)) &&
		(maxCredits === undefined ||
			(template.credits_from !== null && template.credits_from <= maxCredits)) &&
		(imageCount === undefined || template.image_count === imageCount)
	);
}

/** "2 images", in which the 2 means nothing else: as a word alone, almost every ID would contain it. */
const IMAGE_COUNT = /(?<![\d.,])(\d{1,4})\s+(?:image|photo|picture)s?(?![a-z])/g;
/** Words that are a part of many others, such as "photo" and "news". */
const WHOLE_WORDS = ['hot', 'new'];

/** Entries are searched again with every letter that is typed. */
const haystacks = new WeakMap<CatalogueEntry, string>();

/** The texts of an entry, and what a list shows of it. */
function haystackOf(entry: CatalogueEntry): string {
	const known = haystacks.get(entry);
	if (known !== undefined) return known;
	const { template, searchTexts } = entry;
	const shown = [summarize(template), ...template.resolutions.map(resolutionText)];
	const haystack = fold([...searchTexts, ...shown].join('\n'));
	haystacks.set(entry, haystack);
	return haystack;
}

/** Whether everything in a search term occurs in the texts of the entry, or in what a list shows of it. */
function isFound(entry: CatalogueEntry, search: string): boolean {
	const haystack = haystackOf(entry);
	const words = search.replace(IMAGE_COUNT, ' ').split(/\s/); // an empty one occurs everywhere
	const counts = imageCountsIn(search);
	const known = counts.length === 0 ? [] : imageCountsIn(haystack);
	return (
		counts.every((count) => known.includes(count)) &&
		words.every((word) =>
			WHOLE_WORDS.includes(word)
				? haystack.split(/[^\p{L}]/u).includes(word)
				: haystack.includes(word),
		)
	);
}

function imageCountsIn(text: string): number[] {
	return [...text.matchAll(IMAGE_COUNT)].map(([, count]) => Number(count));
}

/** Between the facts in a list. */
export const SEPARATOR = ' · ';

/** "Battle Game · from 166.5 credits · 1 image · hot": what a user needs to choose from a list. */
export function summarize({ name, image_count: count, ...template }: Template): string {
	const images = count === null ? null : imagesText(count);
	const { is_hot: isHot, is_new: isNew } = template;
	return [name, priceText(template), images, isHot ? 'hot' : null, isNew ? 'new' : null]
		.filter(Boolean)
		.join(SEPARATOR);
}

/** "720p · 355.2 credits" */
export function resolutionText({ resolution, credits }: Template['resolutions'][number]): string {
	return [resolution, credits === null ? null : creditsText(credits)]
		.filter(Boolean)
		.join(SEPARATOR);
}

/** "1 image", "2 images" */
export const imagesText = (count: number) => `${count} ${count === 1 ? 'image' : 'images'}`;

function priceText({
	credits_from: from,
	resolutions,
}: Pick<Template, 'credits_from' | 'resolutions'>): string | null {
	if (from === null) return null;
	return resolutions.some(({ credits }) => credits !== null && credits !== from)
		? `from ${creditsText(from)}`
		: creditsText(from);
}

/** "1 credit", "355.2 credits" */
export const creditsText = (credits: number) =>
	`${credits} ${credits === 1 ? 'credit' : 'credits'}`;
const fold = (text: string) => text.normalize('NFKC').toLowerCase();
