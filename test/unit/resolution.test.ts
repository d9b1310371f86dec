/** What "cheapest" stands for, as far as the catalogue tells. */
import { platforms, type Template } from '../../nodes/Crun/crun/platforms';
import { cheapestOf, settleResolution } from '../../nodes/Crun/crun/resolution';
import { documented } from './support/documented';
import { problemOf } from './support/textOf';

const template = (resolutions: Template['resolutions']): Template => {
	const entry = platforms.bytedance.toEntry(documented.byteDanceTemplate());
	if (!entry) throw new Error('not an entry');
	return { ...entry.template, resolutions };
};
const offer = (resolution: string, credits: number | null) => ({ resolution, credits });

describe('cheapestOf', () => {
	it.each([
		['the lowest price', [offer('a', 3), offer('b', 1), offer('c', 2)], offer('b', 1)],
		['the first of equal prices', [offer('a', 1), offer('b', 1)], offer('a', 1)],
		['a price of 0', [offer('a', 1), offer('b', 0)], offer('b', 0)],
		['the only one', [offer('a', 5)], offer('a', 5)],
		['the only one, without a price', [offer('a', null)], offer('a', null)],
		['nothing where one price is missing', [offer('a', 1), offer('b', null)], null],
		['nothing where all prices are missing', [offer('a', null), offer('b', null)], null],
		['nothing where there is no resolution', [], null],
	])('finds %s', (_what, resolutions, cheapest) => {
		expect(cheapestOf({ resolutions })).toEqual(cheapest);
	});
});

describe('settleResolution', () => {
	const two = template([offer('480p', 2), offer('720p', 1)]);

	it('replaces "cheapest" by the cheapest resolution', () => {
		expect(settleResolution(two, 'cheapest')).toBe('720p');
	});

	it.each(['480p', '8k', ''])('leaves %j as it is, with a template or without', (chosen) => {
		expect(settleResolution(two, chosen)).toBe(chosen);
		expect(settleResolution(null, chosen)).toBe(chosen);
	});

	it('is empty for a template without resolutions', () => {
		expect(settleResolution(template([]), 'cheapest')).toBe('');
	});

	it.each([
		[
			'no template is known',
			null,
			'api',
			'Crun’s catalog could not be read, so nothing was created. Select a resolution of the template, or try again later.',
		],
		[
			'a price is missing',
			template([offer('480p', null), offer('720p', 1)]),
			'input',
			'Crun does not state the price of every resolution of "Battle Game", so select one of them. "Battle Game" offers: 480p, 720p · 1 credit.',
		],
	] as const)('refuses "cheapest" where %s', (_why, known, kind, description) => {
		const problem = problemOf(() => settleResolution(known, 'cheapest'));
		expect([problem.message, problem.description, problem.details]).toEqual([
			'The cheapest resolution is not known',
			description,
			{ kind },
		]);
	});
});
