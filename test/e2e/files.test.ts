import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { itemsOf } from '../../dev/n8n/schemas';
import { MEDIA } from '../../dev/simulator';
import { untilFailure, untilSuccess } from './support/executions';
import { FILE_NODES, savedAs, savePhotoWorkflow, sendPhoto } from './support/photos';
import { useWorld } from './support/world';

jest.setTimeout(60_000);

const world = useWorld();
const SIZE = 20_000_001;
/** Times out while the task is still running. */
const SHORT_TIMEOUT = {
	options: { timeoutMinutes: 0.01, pollIntervalSeconds: 0.2, downloadResult: true },
};
const sent = () => ({
	uploads: world.crun.uploads.length,
	creations: world.crun.requestsTo('CreateTask').length,
});
const onlyTask = () => world.crun.ledger.created[0]?.task_id ?? '';

afterEach(() => expect(world.crun.leaks).toEqual([]));

test('a downloaded photo is uploaded, and the video is saved to disk unchanged', async () => {
	const { crun, rest } = world;
	crun.settings.taskTimings = { pendingMs: 20, runningMs: 200 };
	crun.media.set('*', [{ body: { size: SIZE } }, { type: 'image/png' }]);
	const execution = await untilSuccess(
		world,
		await rest.workflows.run(await savePhotoWorkflow(world), FILE_NODES.start),
	);

	expect(
		crun.uploads.map(({ contentType, bytes }) => [contentType, bytes?.equals(MEDIA.jpg.bytes)]),
	).toEqual([['image/jpeg', true]]);
	expect(crun.ledger.created.map(({ input }) => input.images)).toEqual([[crun.uploads[0]?.url]]);
	const file = await readFile(savedAs(world, onlyTask()));
	expect(createHash('sha256').update(file).digest('hex')).toBe(crun.media.sha256(onlyTask()));
	const [item] = itemsOf(execution, FILE_NODES.crun);
	const fileName = (ending: string) =>
		expect.stringMatching(`^[a-z-]+-[\\d-]{10}-${onlyTask().slice(-8)}-${ending}$`) as string;
	expect(item?.binary).toMatchObject({
		data: {
			fileName: fileName('1.mp4'),
			mimeType: 'video/mp4',
			fileType: 'video',
			fileExtension: 'mp4',
			bytes: SIZE,
		},
		data_1: { fileName: fileName('2.png'), mimeType: 'image/png', fileType: 'image' },
	});
	const shown = await Promise.all(
		Object.values(item?.binary ?? {}).map(async (one) => await rest.viewFile(one)),
	);
	expect(
		shown.map(({ type, bytes }) => ({
			type,
			same: bytes.equals(type === 'video/mp4' ? file : MEDIA.png.bytes),
		})),
	).toEqual([
		{ type: 'video/mp4', same: true },
		{ type: 'image/png', same: true },
	]);
});

test('a retry of an execution whose photo came from a webhook neither uploads nor creates anything again', async () => {
	const { crun, rest } = world;
	const failed = await sendPhoto(world, SHORT_TIMEOUT);
	expect(await untilFailure(world, failed)).toMatch(
		new RegExp(`^The task did not finish in time\\. .*${onlyTask()}`),
	);
	crun.tasks.finish(onlyTask(), 'success');
	await untilSuccess(world, await rest.executions.retry(failed));
	expect(sent()).toEqual({ uploads: 1, creations: 1 });
	expect((await readFile(savedAs(world, onlyTask()))).equals(MEDIA.mp4.bytes)).toBe(true);
});

test('a retry after a failed download downloads the result of the same task', async () => {
	const { crun, rest } = world;
	crun.settings.taskTimings = { pendingMs: 20, runningMs: 50 };
	crun.media.set('*', { expire: true });
	const failed = await sendPhoto(world);
	expect(await untilFailure(world, failed)).toMatch(
		/^The result file is no longer available\. .*about 14 days/,
	);
	crun.media.set(onlyTask(), {});
	await untilSuccess(world, await rest.executions.retry(failed));
	expect(sent()).toEqual({ uploads: 1, creations: 1 });
	expect((await readFile(savedAs(world, onlyTask()))).equals(MEDIA.mp4.bytes)).toBe(true);
});
