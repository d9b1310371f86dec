/** Exact prices, and the limits that they are held against. */
import type { Template } from '../../nodes/Crun/crun/platforms';
import {
	checkBalance,
	checkItemPrice,
	checkRunPrice,
	exactPrice,
	sumCredits,
} from '../../nodes/Crun/crun/price';
import { textOf } from './support/textOf';

const template = (resolutions: Template['resolutions'], from: number | null = null): Template => ({
	platform: 'bytedance',
	id: '1',
	name: 'One',
	original_name: null,
	image_count: 1,
	requirements: null,
	requirements_text: null,
	template_type: null,
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
		'that of the chosen resolution',
		template([offer('480p', 166.5), offer('720p', 355.2)], 166.5),
		'720p',
		355.2,
	],
	[
		'that of the cheapest resolution, when it is chosen',
		template([offer('480p', 166.5), offer('720p', 355.2)], 166.5),
		'480p',
		166.5,
	],
	[
		'unknown while no resolution is chosen',
		template([offer('480p', 166.5), offer('720p', 355.2)], 166.5),
		undefined,
		null,
	],
	[
		'unknown for a resolution that is not offered',
		template([offer('480p', 166.5)], 166.5),
		'8K',
		null,
	],
	[
		'unknown for a resolution without a price',
		template([offer('480p', 166.5), offer('720p', null)], 166.5),
		'720p',
		null,
	],
	[
		'that of the only resolution, where there is no choice',
		template([offer('1080p', 9)], 9),
		undefined,
		9,
	],
	['that of the template, where it lists no resolutions', template([], 45.5), undefined, 45.5],
	[
		'unknown for a template with one price and several resolutions',
		template([offer('720p', null), offer('1080p', null)], 9),
		undefined,
		null,
	],
	['unknown where the catalogue does not state it', template([], null), undefined, null],
	['zero for what is free', template([offer('480p', 0)], 0), '480p', 0],
])('exactPrice returns a price that is %s', (_what, one, resolution, price) => {
	expect(exactPrice(one, resolution)).toBe(price);
});

test.each([
	[100, 100],
	[0, 0.01],
	[99.99, 100],
	[1e9, undefined],
	[0, undefined],
])('%p credits are allowed by a limit of %p', (credits, limit) => {
	expect(() => checkItemPrice(credits, limit)).not.toThrow();
	expect(() => checkRunPrice([credits], limit)).not.toThrow();
});

test.each([
	[100.01, 100],
	[0.02, 0.01],
	[Infinity, 1e9],
])('%p credits are refused by a limit of %p', (credits, limit) => {
	expect(textOf(() => checkItemPrice(credits, limit))).toBe(
		`The task costs more than Max Credits allows. It would cost ${credits} credits, and Max Credits is ${limit}. Nothing was created.`,
	);
	expect(textOf(() => checkRunPrice([credits], limit))).toBe(
		`The tasks cost more than Max Credits per Run allows. The tasks of this run would cost ${credits} credits together, and Max Credits per Run is ${limit}. Nothing was created.`,
	);
});

test('a run costs the sum of its items', () => {
	expect(() => checkRunPrice([50, 50, 50], 150)).not.toThrow();
	expect(textOf(() => checkRunPrice([50, 50, 50], 149.99))).toContain('150 credits together');
	expect(() => checkRunPrice([], 0.01)).not.toThrow();
});

test.each([
	[[0.1, 0.2], 0.3],
	[[355.2, 355.2, 166.5], 876.9],
	[Array<number>(1000).fill(0.1), 100],
	[Array<number>(3).fill(33.333333), 99.999999],
	[[], 0],
])('adds %j up to %p, without floating-point noise', (prices, sum) => {
	expect(sumCredits(prices)).toBe(sum);
	expect(() => checkRunPrice(prices, sum || undefined)).not.toThrow();
});

test('a price that Crun calls an estimate is refused with that note', () => {
	const note = 'Crun calls this price an estimate: the final charge can differ.';
	expect(textOf(() => checkItemPrice(2, 1, true))).toBe(
		`The task costs more than Max Credits allows. It would cost 2 credits, and Max Credits is 1. Nothing was created. ${note}`,
	);
	expect(textOf(() => checkRunPrice([1, 1], 1, true))).toBe(
		`The tasks cost more than Max Credits per Run allows. The tasks of this run would cost 2 credits together, and Max Credits per Run is 1. Nothing was created. ${note}`,
	);
	expect(() => checkItemPrice(1, 1, true)).not.toThrow();
});

describe('Keep At Least', () => {
	it.each([
		[100, 40, 50],
		[100, 50, 50],
		[100, 100, 0],
		[0.3, 0.1, 0.2],
	])('of an account with %p credits allows tasks for %p where it is %p', (balance, total, keep) => {
		expect(() => checkBalance(balance, total, keep)).not.toThrow();
	});

	it.each([
		[100, 50.01, 50],
		[100, 100.5, 0],
		[10, 0, 50],
	])(
		'of an account with %p credits refuses tasks for %p where it is %p',
		(balance, total, keep) => {
			const text = `The tasks would leave less than Keep At Least in the account. The account has ${balance} credits, the tasks would cost ${total} together, and Keep At Least is ${keep}. Nothing was created.`;
			expect(textOf(() => checkBalance(balance, total, keep))).toBe(text);
			expect(textOf(() => checkBalance(balance, total, keep, true))).toBe(
				`${text} Crun calls this price an estimate: the final charge can differ.`,
			);
		},
	);
});
