import { createHash } from 'node:crypto';
import { MEDIA, type MediaFile, type Simulator } from '../../../dev/simulator';
import {
	BINARY_DATA_MODES,
	bytesOf,
	createByteDance,
	downloadFiles,
	executeNode,
	existingTask,
	finishedTask,
	messageOf,
	useBinaryDataMode,
	useSimulator,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });
afterEach(() => expect(sim.leaks).toEqual([]));

/** Larger than any buffer between Crun and n8n's storage. */
const SIZE = 3_000_001;
const RESULT: MediaFile[] = [
	{ body: { size: SIZE }, name: 'my%20video.mp4?sign=a%2Fb' },
	{ type: 'image/png' },
	{ type: 'audio/wav', noLength: true },
];
const sha256 = (bytes: Buffer | undefined) =>
	createHash('sha256')
		.update(bytes ?? '')
		.digest('hex');

describe.each(BINARY_DATA_MODES)('with binary data in mode %s', (mode) => {
	beforeAll(async () => await useBinaryDataMode(mode));

	it('returns every file of a result unchanged, with its name, type and size', async () => {
		const id = finishedTask(sim, RESULT);

		const { items, error } = await executeNode({
			sim,
			parameters: downloadFiles(id, {}, { outputBinaryField: 'video' }),
		});

		expect(error).toBeUndefined();
		const [{ binary = {}, json } = { json: {} }] = items;
		expect(json).toMatchObject({ task_id: id, status: 'success' });
		expect(Object.keys(binary)).toEqual(['video', 'video_1', 'video_2']);
		expect(Object.values(binary)).toMatchObject([
			{
				fileName: 'my_20video.mp4',
				fileExtension: 'mp4',
				mimeType: 'video/mp4',
				fileType: 'video',
				bytes: SIZE,
			},
			{
				fileName: `${id}-2.png`,
				fileExtension: 'png',
				mimeType: 'image/png',
				fileType: 'image',
				bytes: MEDIA.png.bytes.length,
			},
			{
				fileName: `${id}-3.wav`,
				fileExtension: 'wav',
				mimeType: 'audio/wav',
				fileType: 'audio',
				bytes: MEDIA.wav.bytes.length,
			},
		]);
		const [video, ...others] = await Promise.all(Object.values(binary).map(bytesOf));
		expect(sha256(video)).toBe(sim.media.sha256(id));
		expect(others).toEqual([MEDIA.png.bytes, MEDIA.wav.bytes]);
	});

	it('returns the files of each item’s own task from Task > Wait and from a polling create', async () => {
		sim.settings.taskTimings = { pendingMs: 10, runningMs: 100 };
		sim.media.set('*', [{}, { type: 'image/jpeg' }]);
		const options = { downloadResult: true, outputBinaryField: 'file', pollIntervalSeconds: 0.2 };

		const created = await executeNode({
			sim,
			parameters: createByteDance({ waitMode: 'poll', options }),
			items: [{ json: {} }, { json: {} }],
		});
		const taskIds = sim.ledger.created.map(({ task_id: id }) => id);
		const waited = await executeNode({
			sim,
			parameters: { resource: 'task', operation: 'wait', taskId: taskIds[0] ?? '', options },
		});

		expect(created.error).toBeUndefined();
		const output = [...created.items, ...waited.items];
		expect(output.map(({ json }) => json.task_id)).toEqual([...taskIds, taskIds[0]]);
		for (const { json, binary = {} } of output) {
			expect(Object.values(binary).map(({ fileName }) => fileName)).toEqual(
				['.mp4', '-2.jpg'].map((ending) => `${json.task_id as string}${ending}`),
			);
			expect(await Promise.all([bytesOf(binary.file), bytesOf(binary.file_1)])).toEqual([
				MEDIA.mp4.bytes,
				MEDIA.jpg.bytes,
			]);
		}
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 0 },
		]);
	});
});

describe('a task whose files cannot be downloaded', () => {
	beforeAll(async () => await useBinaryDataMode('filesystem'));

	it.each<[string, (sim: Simulator) => string, RegExp]>([
		[
			'is pending',
			(crun) => existingTask(crun),
			/^The task is not finished\. .* is pending.*Task > Wait/,
		],
		[
			'is running',
			(crun) => crun.tasks.setStatus(existingTask(crun), 'running').task_id,
			/^The task is not finished\. .* is running/,
		],
		[
			'has failed',
			(crun) => crun.tasks.finish(existingTask(crun), 'failed').task_id,
			/^The task failed\. .*nothing to download.*the image was rejected/,
		],
		[
			'has an empty media_urls',
			(crun) => finishedTask(crun, []),
			/^The task has no files\. .*Crun returned no files/,
		],
		[
			'has no media_urls',
			(crun) =>
				crun.tasks.finish(existingTask(crun), 'success', {
					result: { code: 200, message: 'success' },
				}).task_id,
			/^The task has no files\. .*Crun returned no files/,
		],
		['does not exist', () => 'no-such-task', /^Crun does not know this task\. .*Check the ID/],
		[
			'has an expired URL (HTTP 403)',
			(crun) => finishedTask(crun, { expire: true }),
			/^The result file is no longer available\. .*HTTP 403.*about 14 days/,
		],
		[
			'has an expired URL (HTTP 404)',
			(crun) => finishedTask(crun, { expire: 404 }),
			/^The result file is no longer available\. .*HTTP 404.*about 14 days/,
		],
	])('is named in the error when it %s', async (_state, prepareTask, message) => {
		const id = prepareTask(sim);
		const tasksBefore = sim.ledger.created.length;

		const { error, items } = await executeNode({ sim, parameters: downloadFiles(id) });

		expect(messageOf(error)).toMatch(message);
		expect(messageOf(error)).toContain(id);
		expect(items).toEqual([]);
		expect(sim.requestsTo('media').length).toBeLessThanOrEqual(1);
		expect(sim.ledger.created).toHaveLength(tasksBefore);
	});

	it('does not keep the other items from being downloaded, with Continue On Fail', async () => {
		const taskIds = [
			finishedTask(sim, {}),
			finishedTask(sim, { expire: true }),
			existingTask(sim),
			finishedTask(sim),
		];

		const { items } = await executeNode({
			sim,
			parameters: downloadFiles('={{ $json.id }}'),
			items: taskIds.map((id) => ({ json: { id } })),
			continueOnFail: true,
		});

		expect(items.map(({ json, binary }) => [json.task_id, Object.keys(binary ?? {})])).toEqual(
			taskIds.map((id, index) => [id, [0, 3].includes(index) ? ['data'] : []]),
		);
	});

	it('is named in the error of a polling create, and a retry downloads it without a new task', async () => {
		sim.settings.taskTimings = { pendingMs: 10, runningMs: 10 };
		sim.media.set('*', { expire: true });
		const parameters = createByteDance({
			waitMode: 'poll',
			options: { downloadResult: true, pollIntervalSeconds: 0.2 },
		});

		const first = await executeNode({ sim, parameters });
		const id = sim.ledger.created[0]?.task_id ?? '';
		expect(messageOf(first.error)).toContain(id);

		sim.media.set(id, {});
		const second = await executeNode({ sim, parameters, runData: first.runData });

		expect(await bytesOf(second.items[0]?.binary?.data)).toEqual(MEDIA.mp4.bytes);
		expect(sim.requestsTo('CreateTask')).toHaveLength(1);
	});
});
