import type { CatalogueEntry, Template } from './platforms';

export interface TemplateFilters {
	/** Words that must all occur in a template's names, tags or ID, in any language of the catalogue. */
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
	{ template, searchTexts }: CatalogueEntry,
	{ search = '', maxCredits, imageCount }: TemplateFilters,
): boolean {
	const haystack = fold(searchTexts.join('\n'));
	return (
		fold(search)
			.split(/\s/)
			.every((word) => haystack.includes(word)) &&
		(maxCredits === undefined ||
			(template.credits_from !== null && template.credits_from <= maxCredits)) &&
		(imageCount === undefined || template.image_count === imageCount)
	);
}

/** "Battle Game · from 166.5 credits · 1 image": what a user needs to choose from a list. */
export function summarize({ name, image_count: count, ...template }: Template): string {
	return [name, priceText(template), count === null ? null : imagesText(count)]
		.filter(Boolean)
		.join(' · ');
}

/** "720p · 355.2 credits" */
export function resolutionText({ resolution, credits }: Template['resolutions'][number]): string {
	return [resolution, credits === null ? null : creditsText(credits)].filter(Boolean).join(' · ');
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

const creditsText = (credits: number) => `${credits} ${credits === 1 ? 'credit' : 'credits'}`;
const fold = (text: string) => text.normalize('NFKC').toLowerCase();
