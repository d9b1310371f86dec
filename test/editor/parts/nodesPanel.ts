import type { Page } from 'playwright-core';
import type { Editor } from '../support/editor';
import { textOf, textsOf } from '../support/panel';
import { takePicture } from '../support/pictures';
import { node } from '../../e2e/support/nodes';

/** Adding the node: what users find when they search n8n's nodes panel. */
export function nodesPanel(editor: Editor): void {
	/** Opens the panel of a workflow that has its trigger, and searches it. */
	async function search(page: Page, words: string) {
		const nodes = [node('Start', 'n8n-nodes-base.manualTrigger')];
		const id = await editor.save({ name: 'Birthday video', nodes, connections: {} });
		await page.goto(editor.urlOf(id));
		await page.getByTestId('node-creator-plus-button').click();
		await page.getByTestId('node-creator-search-bar').fill(words);
		const creator = page.getByTestId('node-creator');
		const crun = creator.getByTestId('item-iterator-item').filter({ hasText: /^\s*Crun\b/ });
		await crun.first().waitFor();
		return { creator, crun };
	}

	it.each(['crun', 'kling', 'photo to video', 'seedance'])(
		'finds Crun when searched for "%s"',
		async (words) =>
			await editor.inPage(async (page) => {
				const { creator, crun } = await search(page, words);
				expect(await textOf(crun.first())).toContain('Crun');
				if (words === 'kling') {
					const last = creator.getByTestId('item-iterator-item').last();
					await takePicture(page, 'nodes-panel', creator.getByTestId('nodes-list-header'), last);
				}
			})(),
	);

	it(
		'lists what Crun can do',
		editor.inPage(async (page) => {
			const { creator, crun } = await search(page, 'crun');
			await crun.first().click();
			await creator.getByText('Create video from ByteDance template').waitFor();
			const actions = await textsOf(creator.getByTestId('node-creator-item-name'));
			expect(actions).toEqual(
				expect.arrayContaining([
					'Create video from ByteDance template',
					'Create video from Kling template',
					'Create video from Vidu template',
					'Wait for task result',
					'Get account balance',
				]),
			);
			await takePicture(page, 'actions', creator);
		}),
	);
}
