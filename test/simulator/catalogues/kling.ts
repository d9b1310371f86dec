import { Random } from './random';
import { MANNERS, THEMES } from './words';

const SEED = 30;

/**
 * 30 Kling templates. No real entry is public, only the field names.
 * @param media where covers and previews are served
 */
export function klingCatalogue(media: string): unknown[] {
	const random = new Random(SEED);
	const names = random.shuffle(THEMES.flatMap((theme) => MANNERS.map((manner) => ({ theme, manner })))).slice(0, 30);
	return names.map(({ theme, manner }) => {
		const key = `${theme.en} ${manner.en}`.toLowerCase().replace(/[^a-z]+/g, '_');
		return {
			key,
			cover_url: `${media}/covers/${key}.png`,
			...(random.chance(0.9) && { video_url: `${media}/previews/${key}.mp4` }),
			info: theme.two ? 'Upload 2 images of people' : random.pick(['Upload 1 image of a person', '1 image', '']),
			...(random.chance(0.9) && { credit: random.pick([30, 45.5, 60]) }),
		};
	});
}
