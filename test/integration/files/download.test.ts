import { createHash } from 'node:crypto';
import { MEDIA, type MediaFile } from '../../../dev/simulator';
import {
	BINARY_DATA_MODES,
	bytesOf,
	createByteDance,
	downloadFiles,
	executeNode,
	finishedTask,
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

/** The name of a file: what it was made with, the day, the end of the task ID, and a number. */
const nameOf = (
	id: string,
	number: number,
	extension: string,
	title = 'bytedance-template-104909826',
) => new RegExp(`^${title}-\\d{4}-\\d\\d-\\d\\d-${id.slice(-8)}-${number}\\.${extension}$`);

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
				fileName: expect.stringMatching(nameOf(id, 1, 'mp4')) as string,
				fileExtension: 'mp4',
				mimeType: 'video/mp4',
				fileType: 'video',
				bytes: SIZE,
			},
			{
				fileName: expect.stringMatching(nameOf(id, 2, 'png')) as string,
				fileExtension: 'png',
				mimeType: 'image/png',
				fileType: 'image',
				bytes: MEDIA.png.bytes.length,
			},
			{
				fileName: expect.stringMatching(nameOf(id, 3, 'wav')) as string,
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
		for (const [index, { json, binary = {} }] of output.entries()) {
			const id = json.task_id as string;
			const title = index < 2 ? 'battle-game' : undefined; // only a creation looks the template up
			expect(Object.values(binary).map(({ fileName }) => fileName)).toEqual([
				expect.stringMatching(nameOf(id, 1, 'mp4', title)),
				expect.stringMatching(nameOf(id, 2, 'jpg', title)),
			]);
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
