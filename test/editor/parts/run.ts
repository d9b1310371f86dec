import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Editor } from '../support/editor';
import { LABELS, nodesOn, panelOf, textOf, untilSucceeded } from '../support/panel';
import { takePicture } from '../support/pictures';
import { BIRTHDAY, birthdayVideo } from '../support/workflows';

const VIDEO = readFileSync(join(__dirname, '..', 'support', 'birthday.mp4'));
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

			const onCanvas = nodesOn(page, ['Start', 'Crun', 'Publish']);
			await untilSucceeded(onCanvas);
			expect(await onCanvas[1]?.innerText()).toContain(`Create: ${BIRTHDAY}`);
			const end = page.getByTestId('canvas-handle-plus-wrapper');
			await takePicture(page, 'run-canvas', [...onCanvas, end], LABELS);

			await onCanvas[1]?.dblclick();
			const { parameters, output } = panelOf(page);
			await output.getByTestId('radio-button-binary').click();
			const view = output.getByTestId('ndv-view-binary-data');
			await view.waitFor();
			expect(await textOf(output)).toMatch(/birthday-magic.*\.mp4.*video\/mp4/);
			await view.click();
			const video = output.locator('video');
			await video.waitFor();
			const shown = await video.evaluate(playToTheEnd);
			expect(shown).toMatchObject({ videoWidth: 360, videoHeight: 640, ended: true });
			expect(shown.readyState).toBeGreaterThanOrEqual(LOADED);
			await takePicture(page, 'run-video', [parameters, output]);
		}),
	);

	it(
		'shows what went wrong, and why',
		editor.inPage(async (page) => {
			const workflow = birthdayVideo(editor, { options: { maxCredits: 50 } });
			await page.goto(editor.urlOf(await editor.save(workflow), 'Crun'));
			const { execute, output } = panelOf(page);
			await execute();
			const headline = output.getByTestId('node-error-message');
			await headline.waitFor();
			expect(await textOf(headline)).toBe('The task costs more than Max Credits allows');
			expect(await textOf(output.getByTestId('node-error-description'))).toBe(
				'It would cost 67.6 credits, and Max Credits is 50. Nothing was created.',
			);
			const cards = [
				output.locator('.node-error-view__header'),
				output.locator('.node-error-view__info'),
			];
			expect(editor.world.crun.ledger.created).toEqual([]);
			await takePicture(page, 'error', cards, 7);
		}),
	);
}

/** The part of the browser's HTMLVideoElement that is used here. */
interface Video {
	readonly readyState: number;
	readonly videoWidth: number;
	readonly videoHeight: number;
	readonly ended: boolean;
	play(): Promise<void>;
	addEventListener(event: 'ended', listener: () => void): void;
}

/** Runs in the browser, so that the picture always shows the same frame. @returns what was played */
async function playToTheEnd(video: Video) {
	if (!video.ended)
		await new Promise<void>((resolve, reject) => {
			video.addEventListener('ended', () => resolve());
			video.play().catch(reject);
		});
	const { readyState, videoWidth, videoHeight, ended } = video;
	return { readyState, videoWidth, videoHeight, ended };
}
