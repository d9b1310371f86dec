import type { Page } from 'playwright-core';
import { z } from 'zod';
import { MESSAGES } from '../../../dev/simulator';
import { accessTo } from '../../e2e/support/world';
import type { Editor } from '../support/editor';
import { takePicture } from '../support/pictures';
import { birthdayVideo } from '../support/workflows';

/** The editor's request to test a credential. */
const requestSchema = z.object({
	credentials: z.object({ data: z.object({ region: z.string() }).passthrough() }).passthrough(),
});

/** Testing the credential, as a user of Crun's global region does. */
export function credential(editor: Editor): void {
	/** Redirects the tests of the page's credential from Crun's global region to the simulator. */
	async function reachSimulator(page: Page): Promise<void> {
		const { region, baseUrl } = accessTo(editor.world.crun);
		await page.route('**/rest/credentials/test', async (route) => {
			const { credentials } = requestSchema.parse(route.request().postDataJSON());
			expect(credentials.data.region).toBe('global');
			const data = { ...credentials.data, region, baseUrl };
			await route.continue({ postData: { credentials: { ...credentials, data } } });
		});
	}

	it(
		'shows why Crun refuses a key, and accepts the right one',
		editor.inPage(async (page) => {
			const { world } = editor;
			const saved = await world.rest.createCredential('Crun account', 'crunApi', {
				region: 'global',
				apiKey: 'ak_wrong',
			});
			await reachSimulator(page);
			const workflow = birthdayVideo(editor);
			const nodes = workflow.nodes.map((one) =>
				one.name === 'Crun' ? { ...one, credentials: { crunApi: saved } } : one,
			);
			await page.setViewportSize({ width: 1440, height: 800 });
			await page.goto(editor.urlOf(await editor.save({ ...workflow, nodes }), 'Crun'));
			await page.getByTestId('credential-edit-button').click();
			const dialog = page.getByTestId('editCredential-modal');

			await dialog.getByText('More details').click();
			await dialog.getByText(MESSAGES.invalidKey).waitFor();
			await takePicture(page, 'credential-bad', [dialog]);

			await dialog.locator('input[type=password]').fill(world.crun.apiKey);
			await dialog.getByTestId('credential-save-button').click();
			await dialog.getByText('Connection tested successfully').waitFor();
			expect(world.crun.requestsTo('balance').at(-1)).toMatchObject({ status: 200 });
			await takePicture(page, 'credential-good', [dialog]);
		}),
	);
}
