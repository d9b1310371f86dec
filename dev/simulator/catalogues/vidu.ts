import { Random } from './random';
import { STYLES, THEMES } from './words';

const SEED = 120;
const GENERATED = 116;
const CATEGORIES = ['Festival', 'Action', 'Romance', 'Pets', 'Fantasy', 'Memories', 'Style'];
const ONE_IMAGE = [
	'Only one image can be uploaded',
	'Upload one image',
	'Please upload 1 image',
] as const;
const TWO_IMAGES = [
	'Two images need to be uploaded',
	'Please upload 2 images',
	'Only two images can be uploaded',
] as const;
const ONE_OR_TWO_IMAGES = 'One or two images can be uploaded';
const BROKEN_INSTRUCTIONS = [
	'',
	'{"image_count":"Only one image can be upl',
	'Only one image',
	'null',
	'[]',
	'{}',
] as const;

/** Verbatim from Crun's documentation, the "…" included. */
export const VINTAGE_MOMENT_OF_MOM = {
	template: 'Vintage_Moment_of_Mom',
	resolution: ['1080p'],
	duration: [0],
	aspect_ratio: ['9:16'],
	output_type: 'unspecified',
	name: 'Vintage Moment of Mom',
	cover: 'https://scene.cf.vidu.studio/….png',
	video: 'https://scene.cf.vidu.studio/….png',
	credits: 9,
	person_count: 'Only single female person photos are supported',
	input_instruction:
		'{"image_count":"Only one image can be uploaded","image_url":["https://scene.cf.vidu.studio/….png"],"person_count":"Only single female person photos are supported","attention":"Single person half-body or full-body photos yield the best results","prompt_instruction":"No prompt required for this mode","effect_boundary":"There is a low probability of issues such as subtle changes in facial features"}',
	category_name: 'Festival',
	category_id: 11,
	is_hot: true,
	is_new: false,
};

const instruction = (imageCount: string, image: string): string =>
	JSON.stringify({
		image_count: imageCount,
		image_url: [image],
		attention: 'Clear photos yield the best results',
	});

/** Templates whose names are documented, but not their entries. */
const named = (
	media: string,
	template: string,
	category: string,
	aspectRatios: string[],
	credits: number,
) => ({
	template,
	resolution: ['720p'],
	duration: [0],
	aspect_ratio: aspectRatios,
	output_type: 'unspecified',
	name: template.replace(/_/g, ' ').replace(/\b[a-z]/g, (letter) => letter.toUpperCase()),
	cover: `${media}/covers/${template}.png`,
	video: `${media}/previews/${template}.mp4`,
	credits,
	person_count: '',
	input_instruction: instruction(
		'Only one image can be uploaded',
		`${media}/covers/${template}.png`,
	),
	category_name: category,
	category_id: 11 + CATEGORIES.indexOf(category),
	is_hot: false,
	is_new: false,
});

/**
 * 120 Vidu templates, starting with the documented one.
 * @param media the base URL of covers and previews
 */
export function viduCatalogue(media: string): unknown[] {
	const random = new Random(SEED);
	const names = random
		.shuffle(THEMES.flatMap((theme) => STYLES.map((style) => ({ theme, style }))))
		.slice(0, GENERATED);
	const generated = names.map(({ theme, style }) => {
		const name = `${theme.en} ${style.en}`;
		const template = name.replace(/[^A-Za-z]+/g, '_');
		const imageCount = theme.two
			? random.pick(TWO_IMAGES)
			: random.chance(0.1)
				? ONE_OR_TWO_IMAGES
				: random.pick(ONE_IMAGE);
		const image = `${media}/covers/${template}.png`;
		return {
			template,
			resolution: random.pick([['1080p'], ['720p'], ['720p', '1080p']]),
			duration: random.pick([[0], [0], [0], [4], [8], [4, 8]]),
			aspect_ratio: random.pick([['9:16'], ['16:9', '9:16', '1:1'], ['16:9', '9:16'], ['1:1'], []]),
			output_type: random.pick(['unspecified', 'video']),
			name,
			cover: image,
			...random.pick([
				{ video: `${media}/previews/${template}.mp4` },
				{ video: image },
				{ video: '' },
				{},
			]),
			...(random.chance(0.92) && { credits: random.pick([4, 6, 9, 12.5, 20]) }),
			person_count: theme.two
				? 'Photos of two people are supported'
				: random.pick(['Only single person photos are supported', '']),
			input_instruction: random.chance(0.8)
				? instruction(imageCount, image)
				: random.pick(BROKEN_INSTRUCTIONS),
			category_name: theme.category,
			category_id: 11 + CATEGORIES.indexOf(theme.category),
			is_hot: random.chance(0.2),
			is_new: random.chance(0.15),
		};
	});
	return [
		structuredClone(VINTAGE_MOMENT_OF_MOM),
		named(media, 'Easter_cute_pets', 'Pets', ['9:16'], 6),
		named(media, 'exotic_princess', 'Style', ['16:9', '9:16', '1:1'], 12.5),
		...generated,
		named(media, 'beast_companion', 'Fantasy', ['16:9', '9:16', '1:1'], 12.5),
	];
}
