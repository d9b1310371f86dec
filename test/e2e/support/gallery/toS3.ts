import { MEDIA } from '../../../../dev/simulator';
import { startManually, untilSuccess } from '../executions';
import { saveVideoWorkflow, taskOf } from '../videos';
import { untilRuns, type Gallery } from './useGallery';

const FILE = 'gallery/save-finished-videos-to-s3.json';
const SETTINGS = { bucket: 'my-videos', folder: 'from-crun', telegram_chat: '42' };

/** Creates a task with the trigger of the installed workflow, and finishes it. @returns its ID */
async function finish(gallery: Gallery, status: 'success' | 'failed'): Promise<string> {
	const { world } = gallery;
	world.crun.settings.taskTimings = 'manual';
	const workflow = await gallery.install(FILE, SETTINGS);
	const creating = await saveVideoWorkflow(world, {
		photos: ['ben'],
		parameters: { notify: 'trigger', triggerUrl: workflow.urlOf('Crun Trigger') },
	});
	await untilSuccess(world, await startManually(world, creating));
	const id = taskOf(world, 'ben');
	world.crun.tasks.finish(id, status);
	await untilRuns(gallery, workflow, 1);
	return id;
}

export function toS3(gallery: Gallery): void {
	it('stores the video of a finished task, and reports nothing', async () => {
		await finish(gallery, 'success');
		const { s3, telegram } = gallery.standIn;
		const [[path, content] = ['', undefined], ...others] = [...s3.objects];
		expect(others).toEqual([]);
		expect(path).toMatch(/^\/my-videos\/from-crun\/.+\.mp4$/);
		expect(content?.equals(MEDIA.mp4.bytes)).toBe(true);
		expect(telegram.messages).toEqual([]);
	});

	it('reports a failed task on Telegram', async () => {
		const id = await finish(gallery, 'failed');
		const { s3, telegram } = gallery.standIn;
		expect(s3.objects.size).toBe(0);
		expect(telegram.messages).toMatchObject([{ chat: '42' }]);
		expect(telegram.messages[0]?.text).toContain(id);
	});

	it('reports the URL of a video that the storage refuses', async () => {
		gallery.standIn.s3.refuseUploads();
		const id = await finish(gallery, 'success');
		const { telegram } = gallery.standIn;
		expect(telegram.messages).toHaveLength(1);
		expect(telegram.messages[0]?.text).toContain(`${gallery.world.crun.url}/media/${id}.mp4`);
	});
}
