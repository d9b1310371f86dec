import { startManually, untilSuccess } from '../../e2e/support/executions';
import { crunNode } from '../../e2e/support/nodes';
import { saveVideoWorkflow, taskOf } from '../../e2e/support/videos';
import { PUBLIC_URL, type Editor } from '../support/editor';
import { panelOf, textOf } from '../support/panel';
import { takePicture } from '../support/pictures';

const WEBHOOK_ID = '5f0c6a34-6d5e-4f1b-9c53-0f6f4f1f7f10';
const VIDEO_URL = 'https://cdn.example.com/birthday-magic.mp4';
const TASK_SECONDS = 124;

/** Testing the Crun Trigger. */
export function trigger(editor: Editor): void {
	/** Creates a task whose callback goes to this URL, and finishes it. @returns what Crun sends */
	async function finishTask(triggerUrl: string) {
		const { world } = editor;
		const parameters = { notify: 'trigger', triggerUrl };
		const workflow = await saveVideoWorkflow(world, { photos: ['anna'], parameters });
		await untilSuccess(world, await startManually(world, workflow));
		const now = Math.floor(Date.now() / 1000);
		return world.crun.tasks.finish(taskOf(world, 'anna'), 'success', {
			create_at: now - TASK_SECONDS,
			complete_at: now,
			duration_s: TASK_SECONDS,
			result: { code: 200, message: 'success', media_urls: [VIDEO_URL] },
		});
	}

	it(
		'listens at its test URL, and shows the task that finishes',
		editor.inPage(async (page) => {
			const { world, credential } = editor;
			const more = { webhookId: WEBHOOK_ID };
			const nodes = [crunNode('Crun Trigger', 'crunTrigger', {}, credential, more)];
			const id = await editor.save({ name: 'Finished videos', nodes, connections: {} });
			await page.setViewportSize({ width: 1440, height: 760 });
			await page.goto(editor.urlOf(id, 'Crun Trigger'));
			const { parameters, output } = panelOf(page);
			await parameters.getByText('Webhook URLs').click();
			const shownUrl = parameters.getByText(PUBLIC_URL);
			await shownUrl.waitFor();
			const url = await textOf(shownUrl);
			expect(url).toContain(`${PUBLIC_URL}/webhook-test/${WEBHOOK_ID}/webhook`);

			await page.getByTestId('trigger-execute-button').click();
			const listening = page.getByTestId('trigger-listening');
			await listening.waitFor();
			expect(await textOf(listening)).toContain('Listening for test event');
			await takePicture(page, 'trigger-listening', [listening, parameters]);

			const task = await finishTask(`${PUBLIC_URL}/webhook-test/${WEBHOOK_ID}/webhook`);
			const callbackUrl = (task.param.callback_url ?? '').replace(PUBLIC_URL, world.n8n.url);
			const { status } = await world.crun.postCallback(callbackUrl, task.task_id, task);
			expect(status).toBe(200);

			await output.getByTestId('radio-button-schema').click();
			await output.getByText('task.success').waitFor();
			expect(await textOf(output)).toContain(VIDEO_URL);
			await takePicture(page, 'trigger-event', [output]);
		}),
	);
}
