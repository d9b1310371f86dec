import type { Page } from 'playwright-core';
import { BATTLE_GAME } from '../../../dev/simulator';
import type { Editor } from '../support/editor';
import { panelOf, textsOf } from '../support/panel';
import { takePicture } from '../support/pictures';
import { BIRTHDAY_LABEL, birthdayVideo } from '../support/workflows';

const BATTLE_GAME_LABEL = 'Battle Game · from 166.5 credits · 1 image';
/** The request of the resolution field for its options. */
const RESOLUTIONS = '**/rest/dynamic-node-parameters/options';
const FIRST_PAGE = 50;
const SEARCHES = [
	['birthday', 'templates-english'],
	['生日', 'templates-chinese'],
] as const;

/** Choosing a template, and the resolutions that it offers. */
export function templates(editor: Editor): void {
	/** Opens the list of a node that has no template yet. */
	async function openList(page: Page) {
		const workflow = birthdayVideo(editor, { templateId: { __rl: true, mode: 'list', value: '' } });
		const isLoaded = page.waitForResponse(RESOLUTIONS);
		await page.goto(editor.urlOf(await editor.save(workflow), 'Crun'));
		await isLoaded;
		const field = panelOf(page).field('templateId');
		await field.getByTestId('rlc-input').click();
		const entries = page.getByTestId('rlc-item');
		await entries.first().waitFor();
		const list = entries.first().locator('..');
		return { field, entries, list };
	}

	it(
		'lists templates with prices, and loads the next page at the end of the list',
		editor.inPage(async (page) => {
			const { field, entries, list } = await openList(page);
			const first = await textsOf(entries);
			expect(first[0]).toBe(BATTLE_GAME_LABEL);
			expect(first.filter((label) => !label.includes('credits'))).toEqual([]);
			await takePicture(page, 'templates', [field, list], 12);

			await entries.nth(first.length - 1).scrollIntoViewIfNeeded();
			await entries.nth(first.length + 1).waitFor();
			await entries.nth(first.length + 4).scrollIntoViewIfNeeded();
			const all = await textsOf(entries);
			expect(all.slice(0, first.length)).toEqual(first);
			expect(all.length).toBeGreaterThanOrEqual(first.length + FIRST_PAGE);
			expect(new Set(all).size).toBe(all.length);
			await takePicture(page, 'templates-page-two', [field, list], 12);
		}),
	);

	it(
		'finds templates by their English and their Chinese names',
		editor.inPage(async (page) => {
			const { field, entries, list } = await openList(page);
			for (const [words, picture] of SEARCHES) {
				await page.getByTestId('rlc-search').fill(words);
				await entries.filter({ hasText: 'Battle Game' }).waitFor({ state: 'detached' });
				await entries.filter({ hasText: BIRTHDAY_LABEL }).waitFor();
				const found = await textsOf(entries);
				expect(found.filter((label) => !/birthday|生日/i.test(label))).toEqual([]);
				expect(found.some((label) => label.startsWith('生日'))).toBe(words === '生日');
				await takePicture(page, picture, [field, list], 12);
				await page.getByTestId('rlc-search').fill('');
				await entries.filter({ hasText: 'Battle Game' }).waitFor();
			}
		}),
	);

	it(
		'offers the resolutions of the selected template, with its prices',
		editor.inPage(async (page) => {
			const { field, entries } = await openList(page);
			const choose = async (label: string, cheapest: string) => {
				const isLoaded = page.waitForResponse(RESOLUTIONS);
				await entries.filter({ hasText: label }).click();
				await isLoaded;
				expect(await field.getByTestId('rlc-input').inputValue()).toBe(label);
				await page.getByTestId('parameter-input-resolution').click();
				const options = page.getByRole('option').filter({ visible: true });
				await options.filter({ hasText: cheapest }).nth(1).waitFor();
				return { options, texts: await textsOf(options) };
			};
			const battle = await choose(BATTLE_GAME_LABEL, '166.5 credits');
			const prices = BATTLE_GAME.ConsumeItems.map(
				({ Resolution, Credit }) => `${Resolution} · ${Credit} credits`,
			);
			expect(battle.texts[0]).toMatch(/^Cheapest · 166.5 credits/);
			expect(battle.texts.slice(1)).toEqual(prices);
			await takePicture(page, 'resolutions-battle-game', [field, battle.options.last()], 12);

			await battle.options.first().click();
			await field.getByTestId('rlc-input').click();
			await page.getByTestId('rlc-search').fill('birthday');
			const birthday = await choose(BIRTHDAY_LABEL, '67.6 credits');
			expect(birthday.texts[0]).toMatch(/^Cheapest · 67.6 credits/);
			expect(birthday.texts[1]).toBe('480p · 67.6 credits');
			await takePicture(page, 'resolutions-birthday', [field, birthday.options.last()], 12);
		}),
	);
}
