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
		['the number of images', { search: '1 image' }, true],
		['the number of photos', { search: 'battle 1 photo' }, true],
		['another number of images', { search: '2 images' }, false],
		['a number of images within a larger one', { search: '11 images' }, false],
		['several spaces', { search: 'battle   1  photo \t game' }, true],
		['a number of images amid words without spaces', { search: '战斗1 image模型' }, true],
		['the lowest price', { search: '166.5' }, true],
		['another price', { search: '355.2 credits' }, true],
		['the beginning of a price', { search: '355' }, true],
		['a price that no resolution has', { search: '355.3' }, false],
		['a resolution', { search: '720p' }, true],
		['a resolution and the name', { search: '720P battle' }, true],
		['a resolution that is not offered', { search: '1080p' }, false],
		['all that the list shows', { search: 'Battle Game · from 166.5 credits · 1 image' }, true],
		['hot, which the catalogue does not state', { search: 'hot' }, false],
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

	it('finds hot and new templates by these words, but not by a part of another word', () => {
		const entry = (more: object) =>
			entryOf(platforms.vidu.toEntry({ template: 'x', name: 'One photo in the news', ...more }));
		expect(matches(entry({ is_hot: true }), { search: 'hot' })).toBe(true);
		expect(matches(entry({ is_new: true }), { search: 'NEW photo' })).toBe(true);
		expect(matches(entry({ is_hot: false, is_new: false }), { search: 'hot' })).toBe(false);
		expect(matches(entry({ is_hot: false, is_new: false }), { search: 'new' })).toBe(false);
		expect(matches(entry({ name: 'New Year' }), { search: 'new year' })).toBe(true);
	});

	it.each(['2 images', '2 photos', '2 Pictures', '2 image', 'upload 2  images'])(
		'finds %j where the requirements say so in words',
		(search) => {
			const entry = (info: string) => entryOf(platforms.kling.toEntry({ key: 'x', info }));
			expect(matches(entry('Upload 2 images of people'), { search })).toBe(true);
			expect(matches(entry('Upload 12 images of people'), { search })).toBe(false);
			expect(matches(entry('Upload 1 image'), { search })).toBe(false);
		},
	);

	it('finds every number of images that the texts mention', () => {
		const info = 'Upload 2 images of people, and 1 photo of a pet';
		const entry = entryOf(platforms.kling.toEntry({ key: 'x', info }));
		expect(entry.template.image_count).toBeNull();
		expect(matches(entry, { search: '2 images' })).toBe(true);
		expect(matches(entry, { search: '1 image' })).toBe(true);
		expect(matches(entry, { search: '2 photos 1 image' })).toBe(true);
		expect(matches(entry, { search: '3 images' })).toBe(false);
		expect(matches(entry, { search: '2 images 3 images' })).toBe(false);
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
		['one price', mom.template, 'Vintage Moment of Mom · 9 credits · 1 image · hot'],
		['news', { ...free, is_new: true, is_hot: true }, 'x · hot · new'],
		['no news', { ...free, is_new: false, is_hot: false }, 'x'],
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
