import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { itemsOf } from '../../dev/n8n/schemas';
import { MEDIA } from '../../dev/simulator';
import { untilSuccess, untilWaiting } from './support/executions';
import { FILE_NODES, savedAs, savePhotoWorkflow } from './support/photos';
import { finish } from './support/suspended';
import { CURRENT, LAST_OF_1, useWorld } from './support/world';

jest.setTimeout(60_000);

/** All modes for binary data, except files on n8n 2 (see `files.test.ts`) and S3, which needs a license. */
describe.each([
	[CURRENT, 'default'],
	[CURRENT, 'database'],
	[LAST_OF_1, 'default'],
	[LAST_OF_1, 'filesystem'],
] as const)('n8n %s with binary data in mode %s', (version, mode) => {
	const world = useWorld(version, {
		N8N_DEFAULT_BINARY_DATA_MODE: mode,
		N8N_AVAILABLE_BINARY_DATA_MODES: `filesystem,${mode}`,
	});

	test('uploads a photo and saves the video, both unchanged', async () => {
		const { crun, rest } = world;
		crun.settings.taskTimings = { pendingMs: 20, runningMs: 200 };
		crun.media.set('*', [{ body: { size: 2_000_001 } }, { type: 'image/png' }]);
		const execution = await untilSuccess(
			world,
			await rest.workflows.run(await savePhotoWorkflow(world), FILE_NODES.start),
		);

		const [task] = crun.ledger.created;
		expect(
			crun.uploads.map(({ contentType, bytes }) => [contentType, bytes?.equals(MEDIA.jpg.bytes)]),
		).toEqual([['image/jpeg', true]]);
		const video = await readFile(savedAs(world, task?.task_id ?? ''));
		expect(createHash('sha256').update(video).digest('hex')).toBe(
			crun.media.sha256(task?.task_id ?? ''),
		);
		const [item] = itemsOf(execution, FILE_NODES.crun);
		expect(item?.binary).toMatchObject({
			data: { mimeType: 'video/mp4' },
			data_1: { mimeType: 'image/png' },
		});
		expect(item?.binary?.data?.id?.split(':')[0]).toBe(
			{ default: undefined, database: 'database', filesystem: 'filesystem-v2' }[mode],
		);
		expect(crun.leaks).toEqual([]);
	});

	test('saves the video that the callback of a suspended execution downloaded', async () => {
		const { crun, rest } = world;
		crun.media.set('*', [{ body: { size: 2_000_001 } }]);
		const options = { downloadResult: true };
		const workflow = await savePhotoWorkflow(world, { waitMode: 'suspend', options });
		const id = await rest.workflows.run(workflow, FILE_NODES.start);
		await untilWaiting(world, id);
		const taskId = crun.ledger.created.at(-1)?.task_id ?? '';
		expect((await finish(world, taskId)).status).toBe(200);

		const [item] = itemsOf(await untilSuccess(world, id), FILE_NODES.crun);
		expect(item?.json).toMatchObject({ task_id: taskId, status: 'success' });
		expect(item?.json).not.toHaveProperty('download_error');
		if (mode === 'filesystem') expect(item?.binary?.data?.id).toContain(`/executions/${id}/`);
		const video = await readFile(savedAs(world, taskId));
		expect(createHash('sha256').update(video).digest('hex')).toBe(crun.media.sha256(taskId));
		expect(crun.leaks).toEqual([]);
	});
});
