import { Random } from './random';
import type { Theme } from './words';
import { STYLES, THEMES } from './words';

const SEED = 30;
const COUNT = 30;
/** The ID of one entry is a number, because no real entry is public. */
export const NUMERIC_KLING_KEY = 20_250_101;

const ONE = [
	'Upload 1 image of a person',
	'1 image',
	'Please upload one photo of your pet',
	'上传1张图片',
] as const;
const TWO = ['Upload 2 images of people', '2 images', 'Two photos, one of each person'] as const;
const VAGUE = ['', 'Upload 1-2 images', 'Any number of pictures', 'A portrait works best'] as const;

/** The number and kind of images as prose; sometimes vague, null or missing. */
function info(random: Random, { two }: Theme): { info?: string | null } {
	if (random.chance(0.1)) return random.pick([{}, { info: null }]);
	return { info: random.chance(0.2) ? random.pick(VAGUE) : random.pick(two ? TWO : ONE) };
}

/**
 * 30 Kling templates. Only the field names are public, no real entry.
 * @param media the base URL of covers and previews
 */
export function klingCatalogue(media: string): unknown[] {
	const random = new Random(SEED);
	const names = random
		.shuffle(THEMES.flatMap((theme) => STYLES.map((style) => ({ theme, style }))))
		.slice(0, COUNT);
	return names.map(({ theme, style }, index) => {
		const key = `${theme.en} ${style.en}`.toLowerCase().replace(/[^a-z]+/g, '_');
		return {
			key: index === COUNT - 1 ? NUMERIC_KLING_KEY : key,
			...random.pick([
				{ cover_url: `${media}/covers/${key}.png` },
				{ cover_url: `${media}/covers/${key}.jpg` },
				{ cover_url: '' },
			]),
			...(random.chance(0.85) && { video_url: `${media}/previews/${key}.mp4` }),
			...info(random, theme),
			...(random.chance(0.85) && { credit: random.pick([30, 45.5, 60, '35', null]) }),
			...(random.chance(0.2) && { version: 'v1.6', is_new: random.chance(0.5) }), // undocumented fields
		};
	});
}
