import type { CatalogueEntry, Template } from './platforms';

export interface TemplateFilters {
	/** Words that must all occur in a template's names, tags or id, in any language the catalogue has. */
	search?: string | undefined;
	/** Only templates known to cost this much or less in their cheapest form. */
	maxCredits?: number | undefined;
	/** Only templates known to take this many images. */
	imageCount?: number | undefined;
}

/** Does the entry pass every filter that is set? What the catalogue does not say passes none that asks for it. */
export function matches(
	{ template, words }: CatalogueEntry,
	{ search = '', maxCredits, imageCount }: TemplateFilters,
): boolean {
	const haystack = fold(words.join('\n'));
	return (
		fold(search)
			.split(/\s+/)
			.every((word) => haystack.includes(word)) &&
		(maxCredits === undefined ||
			(template.credits_from !== null && template.credits_from <= maxCredits)) &&
		(imageCount === undefined || template.image_count === imageCount)
	);
}

/** "Battle Game · from 166.5 credits · 1 image": what a person choosing from a list wants to know. */
export function summarize(template: Template): string {
	return [template.name, priceText(template), imagesText(template.image_count)]
		.filter(Boolean)
		.join(' · ');
}

/** "720p · 355.2 credits" */
export function resolutionText({ resolution, credits }: Template['resolutions'][number]): string {
	return [resolution, credits === null ? null : creditsText(credits)].filter(Boolean).join(' · ');
}

function priceText({ credits_from: from, resolutions }: Template): string | null {
	if (from === null) return null;
	return resolutions.some(({ credits }) => credits !== null && credits !== from)
		? `from ${creditsText(from)}`
		: creditsText(from);
}

const creditsText = (credits: number) => `${credits} ${credits === 1 ? 'credit' : 'credits'}`;
const imagesText = (count: number | null) =>
	count === null ? null : `${count} ${count === 1 ? 'image' : 'images'}`;
const fold = (text: string) => text.normalize('NFKC').toLowerCase().trim();
