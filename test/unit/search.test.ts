/** How templates are searched, and how a list describes them. */
import { platforms, type CatalogueEntry, type Template } from '../../nodes/Crun/crun/platforms';
import {
	matches,
	resolutionText,
	summarize,
	type TemplateFilters,
} from '../../nodes/Crun/crun/search';
import { documented } from './support/documented';

const entryOf = (entry: CatalogueEntry | null): CatalogueEntry => {
	if (!entry) throw new Error('Not an entry');
	return entry;
};
const battleGame = entryOf(platforms.bytedance.toEntry(documented.byteDanceTemplate()));
const mom = entryOf(platforms.vidu.toEntry(documented.viduTemplate()));
const bare = entryOf(platforms.vidu.toEntry({ template: 'x' }));

describe('a search', () => {
	it.each([
		['no filter', {}, true],
		['an empty search', { search: '' }, true],
		['a search of white space', { search: '  ' }, true],
		['the English name', { search: 'battle' }, true],
		['upper case', { search: 'BATTLE GAME' }, true],
		['white space around it', { search: '  game ' }, true],
		['words in another order', { search: 'game battle' }, true],
		['the Chinese name', { search: '战斗' }, true],
		['words of both languages', { search: '战斗 game' }, true],
		['full-width letters', { search: 'Ｂａｔｔｌｅ' }, true],
		['an English tag', { search: 'seedance2.0 model' }, true],
		['a Chinese tag', { search: '模型' }, true],
		['the ID', { search: '104909826' }, true],
		['a part of the ID', { search: '4909' }, true],
		['one word that does not occur', { search: 'battle ship' }, false],
		['words run together', { search: 'battlegame' }, false],
		['a name and an ID run together', { search: 'game104909826' }, false],
	])('with %s, %j, finds the template: %s', (_, filters: TemplateFilters, found) => {
		expect(matches(battleGame, filters)).toBe(found);
	});

	it('covers Vidu’s names and categories', () => {
		expect(matches(mom, { search: 'festival vintage' })).toBe(true);
		expect(matches(mom, { search: 'Vintage_Moment' })).toBe(true);
		expect(matches(mom, { search: 'battle' })).toBe(false);
	});

	it.each([
		[{ maxCredits: 166.5 }, true],
		[{ maxCredits: 166.4 }, false],
		[{ maxCredits: 0 }, false],
		[{ imageCount: 1 }, true],
		[{ imageCount: 2 }, false],
		[{ search: 'battle', maxCredits: 200, imageCount: 1 }, true],
		[{ search: 'battle', maxCredits: 200, imageCount: 2 }, false],
	])('with the filters %j finds the template: %s', (filters, found) => {
		expect(matches(battleGame, filters)).toBe(found);
	});

	it('does not find a template when the catalogue does not state what a filter asks for', () => {
		expect(matches(bare, {})).toBe(true);
		expect(matches(bare, { maxCredits: 1_000_000 })).toBe(false);
		expect(matches(bare, { imageCount: 1 })).toBe(false);
	});
});

describe('a summary', () => {
	const free: Template = bare.template;

	it.each([
		['several prices', battleGame.template, 'Battle Game · from 166.5 credits · 1 image'],
		['one price', mom.template, 'Vintage Moment of Mom · 9 credits · 1 image'],
		['nothing else known', free, 'x'],
		['no price', { ...free, image_count: 2 }, 'x · 2 images'],
		['no image count', { ...free, credits_from: 1 }, 'x · 1 credit'],
		['no charge', { ...free, credits_from: 0 }, 'x · 0 credits'],
		[
			'the same price twice',
			{
				...free,
				credits_from: 5,
				resolutions: [
					{ resolution: 'a', credits: 5 },
					{ resolution: 'b', credits: 5 },
				],
			},
			'x · 5 credits',
		],
		[
			'an unknown price beside a known one',
			{
				...free,
				credits_from: 5,
				resolutions: [
					{ resolution: 'a', credits: 5 },
					{ resolution: 'b', credits: null },
				],
			},
			'x · 5 credits',
		],
	])('describes a template with %s', (_, template, summary) => {
		expect(summarize(template)).toBe(summary);
	});

	it.each([
		[{ resolution: '720p', credits: 355.2 }, '720p · 355.2 credits'],
		[{ resolution: '720p', credits: 1 }, '720p · 1 credit'],
		[{ resolution: '720p', credits: 0 }, '720p · 0 credits'],
		[{ resolution: '720p', credits: null }, '720p'],
	])('describes the resolution %j', (resolution, text) => {
		expect(resolutionText(resolution)).toBe(text);
	});
});
