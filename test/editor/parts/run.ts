import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Editor } from '../support/editor';
import { panelOf, textOf } from '../support/panel';
import { takePicture } from '../support/pictures';
import { birthdayVideo } from '../support/workflows';

const VIDEO = readFileSync(join(__dirname, '..', 'support', 'birthday.mp4'));
const NODES = ['Start', 'Crun', 'Publish'];
const LOADED = 2; // HTMLMediaElement.HAVE_CURRENT_DATA

/** Running the workflow. */
export function run(editor: Editor): void {
	it(
		'creates a video and shows it in the output panel',
		editor.inPage(async (page) => {
			const { crun } = editor.world;
			crun.media.set('*', { body: VIDEO });
			const workflow = birthdayVideo(editor, { options: { downloadResult: true } });
			await page.goto(editor.urlOf(await editor.save(workflow)));
			const created = crun.waitFor('created', () => true, 60_000);
			await page.getByTestId('execute-workflow-button').click();
			const { task_id } = await created;
			crun.tasks.finish(task_id, 'success');

			const canvasNode = (name: string) =>
				page.getByTestId('canvas-node').filter({ hasText: name }).first();
			for (const name of NODES)
				await canvasNode(name).getByTestId('canvas-node-status-success').waitFor();
			const end = page.getByTestId('canvas-handle-plus-wrapper');
			await takePicture(page, 'run-canvas', ...NODES.map(canvasNode), end);

			await canvasNode('Crun').dblclick();
			const { parameters, output } = panelOf(page);
			await output.getByTestId('radio-button-binary').click();
			const view = output.getByTestId('ndv-view-binary-data');
			await view.waitFor();
			expect(await textOf(output)).toMatch(/birthday-surprise.*\.mp4.*video\/mp4/);
			await view.click();
			const video = output.locator('video');
			await video.waitFor();
			const shown = await video.evaluate(stopAtOneSecond);
			expect(shown).toMatchObject({ videoWidth: 360, videoHeight: 640 });
			expect(shown.readyState).toBeGreaterThanOrEqual(LOADED);
			await takePicture(page, 'run-video', parameters, output);
		}),
	);

	it(
		'shows what went wrong, and why',
		editor.inPage(async (page) => {
			const workflow = birthdayVideo(editor, { options: { maxCredits: 100 } });
			await page.goto(editor.urlOf(await editor.save(workflow), 'Crun'));
			const { execute, output } = panelOf(page);
			await execute();
			const headline = output.getByTestId('node-error-message');
			await headline.waitFor();
			expect(await textOf(headline)).toBe('The task costs more than Max Credits allows');
			expect(await textOf(output.getByTestId('node-error-description'))).toBe(
				'It would cost 128.6 credits, and Max Credits is 100. Nothing was created.',
			);
			expect(editor.world.crun.ledger.created).toEqual([]);
			await takePicture(page, 'error', output.locator('.node-error-view'));
		}),
	);
}

/** The part of the browser's HTMLVideoElement that is used here. */
interface Video {
	readonly readyState: number;
	readonly videoWidth: number;
	readonly videoHeight: number;
	currentTime: number;
	pause(): void;
	addEventListener(event: 'seeked', listener: () => void, options: { once: boolean }): void;
}

/** Runs in the browser: always shows the same frame. @returns what the video element has loaded */
async function stopAtOneSecond(video: Video) {
	video.pause();
	await new Promise<void>((resolve) => {
		video.addEventListener('seeked', resolve, { once: true });
		video.currentTime = 1;
	});
	const { readyState, videoWidth, videoHeight } = video;
	return { readyState, videoWidth, videoHeight };
}
