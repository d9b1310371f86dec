import { Random } from './random';
import type { Theme } from './words';
import { STYLES, THEMES } from './words';

const SEED = 280;
const PRICES_PER_SECOND = { '480p': 16.65, '720p': 35.52, '1080p': 79.9 } as const;
const RESOLUTION_SETS = [
	['480p', '720p'],
	['480p', '720p', '1080p'],
	['720p'],
	['720p', '1080p'],
] as const;
const ASPECT_RATIOS = [
	'9:16,1:1,16:9,4:3,3:4',
	'9:16',
	'16:9',
	'9:16,16:9',
	'9:16, 3:4',
	'1:1',
	'',
] as const;
const TAGS = [
	{ zh: '🔥Seedance2.0模型', en: '🔥Seedance2.0 Model' },
	{ zh: '热门', en: 'Hot' },
	{ zh: '新品', en: 'New' },
	{ zh: '节日', en: 'Festival' },
] as const;

/** Verbatim from Crun's documentation, the "…" included. */
export const BATTLE_GAME = {
	MediaId: '7642552612302307355',
	Title: '战斗游戏',
	Cover: 'https://muse.console.volcengine.com/…/example.jpeg',
	Duration: 10123,
	PreviewVideo: 'https://muse.console.volcengine.com/….mp4',
	Tags: ['🔥Seedance2.0模型'],
	ServiceId: '217677058',
	TemplateId: '104909826',
	TemplateType: 'BEGIN_END_FRAME',
	InputRequirement: 'SINGLE_PERSON',
	InputNum: 1,
	ReleaseOnlineTime: 1779421051,
	ConsumeItems: [
		{ Resolution: '480p', Credit: 166.5 },
		{ Resolution: '720p', Credit: 355.2 },
	],
	Title_en: 'Battle Game',
	Tags_en: ['🔥Seedance2.0 Model'],
	CoverAspectRatio: '9:16',
	SupportAspectRatio: '9:16,1:1,16:9,4:3,3:4',
};

/** The ID of the last entry. It exceeds 2^53, so reading it as a number yields a different ID. */
export const HUGE_TEMPLATE_ID = '9007199254740993017';

function imageCount(random: Random, theme: Theme): { InputRequirement: string; InputNum?: number } {
	const InputNum = theme.two || random.chance(0.05) ? 2 : 1;
	const InputRequirement =
		InputNum === 2 ? 'DOUBLE_PERSON' : theme.category === 'Pets' ? 'PET' : 'SINGLE_PERSON';
	return random.chance(0.08) ? { InputRequirement } : { InputRequirement, InputNum };
}

/** The English title is sometimes missing, empty or null. */
function englishTitle(random: Random, title: string): { Title_en?: string | null } {
	if (random.chance(0.88)) return { Title_en: title };
	return random.pick([{}, { Title_en: '' }, { Title_en: null }]);
}

function preview(random: Random, url: string): { PreviewVideo?: string } {
	if (random.chance(0.92)) return { PreviewVideo: url };
	return random.pick([{}, { PreviewVideo: '' }]);
}

/**
 * 280 ByteDance templates, starting with the documented one.
 * @param media the base URL of covers and previews
 */
export function byteDanceCatalogue(media: string): unknown[] {
	const random = new Random(SEED);
	const names = random
		.shuffle(THEMES.flatMap((theme) => STYLES.map((style) => ({ theme, style }))))
		.slice(1);
	const generated = names.map(({ theme, style }, index) => {
		const TemplateId = index === names.length - 1 ? HUGE_TEMPLATE_ID : random.digits(9);
		const Duration = random.between(4000, 15_000);
		const tags = random.shuffle(TAGS).slice(0, random.between(0, 2));
		return {
			MediaId: random.digits(19),
			Title: `${theme.zh}${style.zh}`,
			Cover: `${media}/covers/${TemplateId}.png`,
			Duration,
			...preview(random, `${media}/previews/${TemplateId}.mp4`),
			Tags: tags.map(({ zh }) => zh),
			ServiceId: random.digits(9),
			TemplateId,
			TemplateType: 'BEGIN_END_FRAME',
			...imageCount(random, theme),
			ReleaseOnlineTime: random.between(1_760_000_000, 1_779_421_051),
			ConsumeItems: random.pick(RESOLUTION_SETS).map((Resolution) => ({
				Resolution,
				Credit: Math.round((PRICES_PER_SECOND[Resolution] * Duration) / 100) / 10,
			})),
			...englishTitle(random, `${theme.en} ${style.en}`),
			Tags_en: tags.map(({ en }) => en),
			CoverAspectRatio: random.pick(['9:16', '1:1', '16:9']),
			SupportAspectRatio: random.pick(ASPECT_RATIOS),
		};
	});
	return [structuredClone(BATTLE_GAME), ...generated];
}
