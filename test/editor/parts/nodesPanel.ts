import type { Page } from 'playwright-core';
import { node } from '../../e2e/support/nodes';
import type { Editor } from '../support/editor';
import { textOf, textsOf } from '../support/panel';
import { takePicture } from '../support/pictures';

/** Adding the node: what users find when they search n8n's nodes panel. */
export function nodesPanel(editor: Editor): void {
	/** Opens the nodes panel of a workflow that has its trigger. */
	async function openPanel(page: Page) {
		const nodes = [node('Start', 'n8n-nodes-base.manualTrigger')];
		const id = await editor.save({ name: 'Birthday video', nodes, connections: {} });
		await page.goto(editor.urlOf(id));
		await page.getByTestId('node-creator-plus-button').click();
		const panel = page.getByTestId('node-creator');
		const found = panel.getByTestId('item-iterator-item');
		const name = page.getByTestId('node-creator-item-name').getByText('Crun', { exact: true });
		return { panel, crun: found.filter({ has: name }), search: searchIn(page) };
	}

	it(
		'finds Crun by its name, and by what it works with',
		editor.inPage(async (page) => {
			const { panel, crun, search } = await openPanel(page);
			for (const words of ['crun', 'seedance', 'photo to video', 'kling']) {
				await search.fill('no such node');
				await panel.getByTestId('node-creator-no-results').waitFor();
				await search.fill(words);
				await crun.waitFor();
			}
			expect(await textOf(crun)).toContain('AI videos');
			await takePicture(page, 'nodes-panel', [panel.getByTestId('nodes-list-header'), crun]);
		}),
	);

	it(
		'lists what Crun can do',
		editor.inPage(async (page) => {
			await page.setViewportSize({ width: 1440, height: 1320 }); // high enough for all actions
			const { panel, crun, search } = await openPanel(page);
			await search.fill('crun');
			await crun.click();
			await panel.getByText('Create video from ByteDance template').waitFor();
			const actions = await textsOf(panel.getByTestId('node-creator-item-name'));
			expect(actions).toEqual(
				expect.arrayContaining([
					'Create video from ByteDance template',
					'Create video from Kling template',
					'Create video from Vidu template',
					'Wait for task result',
				]),
			);
			await takePicture(page, 'actions', [panel]);
		}),
	);
}

const searchIn = (page: Page) => page.getByTestId('node-creator-search-bar');
