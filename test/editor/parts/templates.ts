import type { Page } from 'playwright-core';
import { BATTLE_GAME } from '../../../dev/simulator';
import type { Editor } from '../support/editor';
import { panelOf, textsOf } from '../support/panel';
import { takePicture } from '../support/pictures';
import { BIRTHDAY_LABEL, birthdayVideo } from '../support/workflows';

const BATTLE_GAME_LABEL = 'Battle Game · from 166.5 credits · 1 image';
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
		await page.goto(editor.urlOf(await editor.save(workflow), 'Crun'));
		const panel = panelOf(page);
		const field = panel.field('templateId');
		await field.getByTestId('rlc-input').click();
		const entries = page.getByTestId('rlc-item');
		await entries.first().waitFor();
		const list = page.getByTestId('resource-locator-dropdown').filter({ visible: true });
		return { panel, field, entries, list };
	}

	it(
		'lists templates with prices, and loads the next page at the end of the list',
		editor.inPage(async (page) => {
			const { field, entries, list } = await openList(page);
			const first = await textsOf(entries);
			expect(first[0]).toBe(BATTLE_GAME_LABEL);
			expect(first.filter((label) => !label.includes('credits'))).toEqual([]);
			await takePicture(page, 'templates', field, list);

			await entries.nth(first.length - 1).scrollIntoViewIfNeeded();
			await entries.nth(first.length + 1).waitFor();
			const next = entries.nth(first.length);
			await next.scrollIntoViewIfNeeded();
			const all = await textsOf(entries);
			expect(all.slice(0, first.length)).toEqual(first);
			expect(all.length).toBeGreaterThanOrEqual(first.length + FIRST_PAGE);
			expect(new Set(all).size).toBe(all.length);
			await takePicture(page, 'templates-page-two', field, list);
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
				await takePicture(page, picture, field, list);
				await page.getByTestId('rlc-search').fill('');
				await entries.filter({ hasText: 'Battle Game' }).waitFor();
			}
		}),
	);

	it(
		'offers the resolutions of the selected template, with its prices',
		editor.inPage(async (page) => {
			const { panel, field, entries } = await openList(page);
			const resolutions = async (label: string) => {
				await entries.filter({ hasText: label }).click();
				expect(await field.getByTestId('rlc-input').inputValue()).toBe(label);
				await panel.field('resolution').locator('input').click();
				const options = page.getByRole('option').filter({ visible: true });
				await options.nth(2).waitFor();
				return { options, texts: await textsOf(options) };
			};
			const battle = await resolutions(BATTLE_GAME_LABEL);
			const prices = BATTLE_GAME.ConsumeItems.map(
				({ Resolution, Credit }) => `${Resolution} · ${Credit} credits`,
			);
			expect(battle.texts.slice(1)).toEqual(prices);
			await takePicture(page, 'resolutions-battle-game', field, battle.options.last());

			await page.keyboard.press('Escape');
			await field.getByTestId('rlc-input').click();
			await page.getByTestId('rlc-search').fill('birthday');
			const birthday = await resolutions(BIRTHDAY_LABEL);
			expect(birthday.texts.slice(1)).not.toEqual(prices);
			expect(birthday.texts).toEqual(expect.arrayContaining(['480p · 128.6 credits']));
			await takePicture(page, 'resolutions-birthday', field, birthday.options.last());
		}),
	);
}
