import type { CatalogueEntry, PlatformName, Template } from '../../nodes/Crun/crun/platforms';

/** What a catalogue says of at least some of its templates. */
const FACTS = {
	bytedance: [
		'image_count',
		'requirements',
		'resolutions',
		'credits_from',
		'aspect_ratios',
		'duration_s',
		'cover_url',
		'preview_url',
		'tags',
	],
	vidu: [
		'image_count',
		'requirements',
		'resolutions',
		'credits_from',
		'aspect_ratios',
		'cover_url',
		'preview_url',
		'tags',
		'is_hot',
		'is_new',
	],
	kling: ['image_count', 'requirements', 'credits_from', 'cover_url', 'preview_url'],
} satisfies Record<PlatformName, Array<keyof Template>>;

/**
 * What is wrong with a catalogue as a whole: a field that was renamed, for example, is missing in each of its entries.
 * @param total what the first page says
 */
export function catalogueDifferences(
	platform: PlatformName,
	entries: CatalogueEntry[],
	total: number | null | undefined,
): string[] {
	const templates = entries.map(({ template }) => template);
	const ids = new Set(templates.map(({ id }) => id));
	const facts: Array<keyof Template> = FACTS[platform];
	const missing = facts.filter((fact) => !templates.some((template) => isGiven(template[fact])));
	return [
		...(templates.length > 0 ? missing : []).map(
			(fact) => `No template has a readable ${fact}: a field may have another name`,
		),
		ids.size < templates.length
			? `${templates.length - ids.size} templates come more than once`
			: null,
		typeof total === 'number' && total !== templates.length
			? `The total is ${total}, and ${templates.length} templates are readable`
			: null,
	].filter((one) => one !== null);
}

const isGiven = (value: unknown) => value !== null && !(Array.isArray(value) && value.length === 0);
