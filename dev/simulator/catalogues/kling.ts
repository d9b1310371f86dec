import { Random } from './random';
import type { Theme } from './words';
import { MANNERS, THEMES } from './words';

const SEED = 30;
const COUNT = 30;
/** One entry's id is a number: nobody has seen a real one. */
export const NUMERIC_KLING_KEY = 20_250_101;

const ONE = [
	'Upload 1 image of a person',
	'1 image',
	'Please upload one photo of your pet',
	'上传1张图片',
] as const;
const TWO = ['Upload 2 images of people', '2 images', 'Two photos, one of each person'] as const;
const VAGUE = ['', 'Upload 1-2 images', 'Any number of pictures', 'A portrait works best'] as const;

/** How many images, of what, in prose; now and then without saying, null or not at all. */
function info(random: Random, { two }: Theme): { info?: string | null } {
	if (random.chance(0.1)) return random.pick([{}, { info: null }]);
	return { info: random.chance(0.2) ? random.pick(VAGUE) : random.pick(two ? TWO : ONE) };
}

/**
 * 30 Kling templates. No real entry is public, only the field names.
 * @param media where covers and previews are served
 */
export function klingCatalogue(media: string): unknown[] {
	const random = new Random(SEED);
	const names = random
		.shuffle(THEMES.flatMap((theme) => MANNERS.map((manner) => ({ theme, manner }))))
		.slice(0, COUNT);
	return names.map(({ theme, manner }, index) => {
		const key = `${theme.en} ${manner.en}`.toLowerCase().replace(/[^a-z]+/g, '_');
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
			...(random.chance(0.2) && { version: 'v1.6', is_new: random.chance(0.5) }), // what nobody has told of
		};
	});
}
