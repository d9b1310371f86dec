import type { Template } from '../../nodes/Crun/crun/platforms';
import { checkItemPrice, checkRunPrice, exactPrice, sumCredits } from '../../nodes/Crun/crun/price';

const template = (resolutions: Template['resolutions'], from: number | null = null): Template => ({
	platform: 'bytedance',
	id: '1',
	name: 'One',
	original_name: null,
	image_count: 1,
	requirements: null,
	resolutions,
	credits_from: from,
	aspect_ratios: [],
	duration_s: null,
	cover_url: null,
	preview_url: null,
	tags: [],
	is_hot: null,
	is_new: null,
});
const offer = (resolution: string, credits: number | null) => ({ resolution, credits });

test.each<[string, Template, string | undefined, number | null]>([
	[
		'the chosen resolution’s',
		template([offer('480p', 166.5), offer('720p', 355.2)], 166.5),
		'720p',
		355.2,
	],
	[
		'the cheapest, when it is chosen',
		template([offer('480p', 166.5), offer('720p', 355.2)], 166.5),
		'480p',
		166.5,
	],
	[
		'not known while a resolution is still to be chosen',
		template([offer('480p', 166.5), offer('720p', 355.2)], 166.5),
		undefined,
		null,
	],
	[
		'not known for a resolution that is not offered',
		template([offer('480p', 166.5)], 166.5),
		'8K',
		null,
	],
	[
		'not known for a resolution without a price',
		template([offer('480p', 166.5), offer('720p', null)], 166.5),
		'720p',
		null,
	],
	[
		'the only one, where there is nothing to choose',
		template([offer('1080p', 9)], 9),
		undefined,
		9,
	],
	['the template’s, where resolutions are not spoken of', template([], 45.5), undefined, 45.5],
	[
		'not the template’s for one of several resolutions: it does not say which',
		template([offer('720p', null), offer('1080p', null)], 9),
		undefined,
		null,
	],
	['not known where nobody says it', template([], null), undefined, null],
	['nothing for what is free', template([offer('480p', 0)], 0), '480p', 0],
])('the exact price is %s', (_what, one, resolution, price) => {
	expect(exactPrice(one, resolution)).toBe(price);
});

test.each([
	[100, 100],
	[0, 0.01],
	[99.99, 100],
	[1e9, undefined],
	[0, undefined],
])('%p credits are within a limit of %p', (credits, limit) => {
	expect(() => checkItemPrice(credits, limit)).not.toThrow();
	expect(() => checkRunPrice([credits], limit)).not.toThrow();
});

test.each([
	[100.01, 100],
	[0.02, 0.01],
	[Infinity, 1e9],
])('%p credits are above a limit of %p', (credits, limit) => {
	expect(() => checkItemPrice(credits, limit)).toThrow(
		`${credits} credits, more than Max Credits allows (${limit})`,
	);
	expect(() => checkRunPrice([credits], limit)).toThrow(
		`${credits} credits together, more than Max Credits per Run allows (${limit})`,
	);
});

test('a run is the sum of its items', () => {
	expect(() => checkRunPrice([50, 50, 50], 150)).not.toThrow();
	expect(() => checkRunPrice([50, 50, 50], 149.99)).toThrow('150 credits together');
	expect(() => checkRunPrice([], 0.01)).not.toThrow();
});

test.each([
	[[0.1, 0.2], 0.3],
	[[355.2, 355.2, 166.5], 876.9],
	[Array<number>(1000).fill(0.1), 100],
	[Array<number>(3).fill(33.333333), 99.999999],
	[[], 0],
])('sums have no dust of floating point', (prices, sum) => {
	expect(sumCredits(prices)).toBe(sum);
	expect(() => checkRunPrice(prices, sum || undefined)).not.toThrow();
});
