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

/** Larger than any buffer on the way. */
const SIZE = 3_000_001;
const FILES: MediaFile[] = [
	{ body: { size: SIZE }, name: 'my%20video.mp4?sign=a%2Fb' },
	{ type: 'image/png' },
	{ type: 'audio/wav', noLength: true },
];

describe.each(BINARY_DATA_MODES)('with binary data in mode %s', (mode) => {
	beforeAll(async () => await useBinaryDataMode(mode));

	it('every file of a result comes out, byte by byte, with name, type and size', async () => {
		const id = finishedTask(sim, FILES);
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
		const contents = await Promise.all(Object.values(binary).map(bytesOf));
		expect(
			createHash('sha256')
				.update(contents[0] ?? '')
				.digest('hex'),
		).toBe(sim.media.sha256(id));
		expect(contents.slice(1)).toEqual([MEDIA.png.bytes, MEDIA.wav.bytes]);
	});

	it('Task > Wait and a polling create give the files too, each item its own', async () => {
		sim.settings.taskTimings = { pendingMs: 10, runningMs: 100 };
		sim.media.set('*', [{}, { type: 'image/jpeg' }]);
		const options = { downloadResult: true, outputBinaryField: 'file', pollIntervalSeconds: 0.2 };
		const created = await executeNode({
			sim,
			parameters: createByteDance({ waitMode: 'poll', options }),
			items: [{ json: {} }, { json: {} }],
		});
		expect(created.error).toBeUndefined();
		const waited = await executeNode({
			sim,
			parameters: {
				resource: 'task',
				operation: 'wait',
				taskId: sim.ledger.created[0]?.task_id ?? '',
				options,
			},
		});
		const ids = sim.ledger.created.map(({ task_id: id }) => id);
		expect([...created.items, ...waited.items].map(({ json }) => json.task_id)).toEqual([
			...ids,
			ids[0],
		]);
		for (const { json, binary = {} } of [...created.items, ...waited.items]) {
			expect(Object.values(binary).map(({ fileName }) => fileName)).toEqual(
				['.mp4', '-2.jpg'].map((ending) => `${json.task_id as string}${ending}`),
			);
			expect(await Promise.all([bytesOf(binary.file), bytesOf(binary.file_1)])).toEqual([
				MEDIA.mp4.bytes,
				MEDIA.jpg.bytes,
			]);
		}
		expect([...created.items, ...waited.items].map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 0 },
		]);
	});
});

describe('what there is no file for', () => {
	beforeAll(async () => await useBinaryDataMode('filesystem'));

	it.each<[string, (sim: Simulator) => string, RegExp]>([
		[
			'a task that is pending',
			(one) => existingTask(one),
			/not finished yet \(pending\).*Task > Wait/,
		],
		[
			'a task that is running',
			(one) => one.tasks.setStatus(existingTask(one), 'running').task_id,
			/not finished yet \(running\)/,
		],
		[
			'a task that has failed',
			(one) => one.tasks.finish(existingTask(one), 'failed').task_id,
			/failed at Crun, so there is nothing to download/,
		],
		['a task without files', (one) => finishedTask(one, []), /gave no files/],
		[
			'a task without media_urls',
			(one) =>
				one.tasks.finish(existingTask(one), 'success', {
					result: { code: 200, message: 'success' },
				}).task_id,
			/gave no files/,
		],
		['a task that is not known', () => 'no-such-task', /knows no task/],
		[
			'an expired link (403)',
			(one) => finishedTask(one, { expire: true }),
			/HTTP 403.*about 14 days/,
		],
		[
			'an expired link (404)',
			(one) => finishedTask(one, { expire: 404 }),
			/HTTP 404.*about 14 days/,
		],
	])('%s: an error that names the task', async (_name, prepare, words) => {
		const id = prepare(sim);
		const tasks = sim.ledger.created.length;
		const { error, items } = await executeNode({ sim, parameters: downloadFiles(id) });
		expect(messageOf(error)).toMatch(words);
		expect(messageOf(error)).toContain(id);
		expect(items).toEqual([]);
		expect(sim.requestsTo('media').length).toBeLessThanOrEqual(1);
		expect(sim.ledger.created).toHaveLength(tasks);
	});

	it('does not hold up the other items, with continue on fail', async () => {
		const ids = [
			finishedTask(sim, {}),
			finishedTask(sim, { expire: true }),
			existingTask(sim),
			finishedTask(sim),
		];
		const { items } = await executeNode({
			sim,
			parameters: downloadFiles('={{ $json.id }}'),
			items: ids.map((id) => ({ json: { id } })),
			continueOnFail: true,
		});
		expect(items.map(({ json, binary }) => [json.task_id, Object.keys(binary ?? {})])).toEqual(
			ids.map((id, index) => [id, [0, 3].includes(index) ? ['data'] : []]),
		);
	});

	it('a failed download of a polling create names the task, and a retry downloads without a new task', async () => {
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
