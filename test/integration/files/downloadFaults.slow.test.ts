import { MEDIA, type MediaFile } from '../../../dev/simulator';
import {
	BINARY_DATA_MODES,
	binaryDataService,
	bytesOf,
	downloadFiles,
	executeNode,
	finishedTask,
	messageOf,
	useBinaryDataMode,
	useSimulator,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });
afterEach(() => {
	jest.restoreAllMocks();
	expect(sim.leaks).toEqual([]);
	expect(sim.requestsTo('CreateTask')).toHaveLength(0);
});

const SIZE = 3_000_001;
const BIG: MediaFile = { body: { size: SIZE } };
const downloads = () => sim.requestsTo('media').length;

describe.each(BINARY_DATA_MODES)('a download with binary data in mode %s', (mode) => {
	beforeAll(async () => await useBinaryDataMode(mode));

	it.each([1, 3])('is retried after it breaks off (%i times)', async (failFirst) => {
		const id = finishedTask(sim, { ...BIG, failFirst });

		const { items, error } = await executeNode({ sim, parameters: downloadFiles(id) });

		expect(error).toBeUndefined();
		expect((await bytesOf(items[0]?.binary?.data)).length).toBe(SIZE);
		expect(downloads()).toBe(failFirst + 1);
	});

	it('is not given up because it is slow', async () => {
		const id = finishedTask(sim, { dripMs: 20, dripBytes: 100 });

		const { items } = await executeNode({ sim, parameters: downloadFiles(id) });

		expect(await bytesOf(items[0]?.binary?.data)).toEqual(MEDIA.mp4.bytes);
	});
});

describe('a download', () => {
	beforeAll(async () => await useBinaryDataMode('filesystem'));

	it.each<[string, MediaFile]>([
		['ends before its length', { ...BIG, truncateAt: 1_000_000 }],
		['ends within its first bytes', { ...BIG, truncateAt: 10 }],
		['is shorter than its Content-Length', { lieAboutLength: 5000, body: MEDIA.mp4.bytes }],
		['is cut off without a Content-Length', { ...BIG, noLength: true, truncateAt: 1_000_000 }],
		['is always reset midway', { ...BIG, failFirst: 100 }],
		['is answered with HTTP 503', { status: 503 }],
	])(
		'that %s fails after 4 attempts, with an error that says the file is still at Crun',
		async (_fault, file) => {
			const id = finishedTask(sim, file);

			const { error } = await executeNode({ sim, parameters: downloadFiles(id) });

			expect(messageOf(error)).toMatch(
				/^The download failed after 4 attempts\. Last error: .*still available at Crun: run Task > Download/,
			);
			expect(messageOf(error)).toContain(id);
			expect(downloads()).toBe(4);
		},
		20_000,
	);

	it('is not retried when n8n has no space left to store it', async () => {
		const noSpace = Object.assign(new Error('ENOSPC: no space left on device, write'), {
			code: 'ENOSPC',
		});
		jest.spyOn(binaryDataService(), 'store').mockRejectedValue(noSpace);

		const { error } = await executeNode({ sim, parameters: downloadFiles(finishedTask(sim, BIG)) });

		expect(messageOf(error)).toMatch(
			/^n8n could not store the result file\. .*ENOSPC.*Task > Download/,
		);
		expect(downloads()).toBe(1);
	});

	it('is given up and retried when it stalls', async () => {
		const id = finishedTask(sim, { ...BIG, stallAt: 500_000 });
		const running = executeNode({ sim, parameters: downloadFiles(id) });
		await sim.waitFor('request', ({ endpoint }) => endpoint === 'media');
		sim.media.set(id, BIG);
		const clock = performance.now.bind(performance);
		jest.spyOn(performance, 'now').mockImplementation(() => clock() * 60); // a second counts as a minute

		const { error, items } = await running;

		expect(error).toBeUndefined();
		expect((await bytesOf(items[0]?.binary?.data)).length).toBe(SIZE);
		expect(downloads()).toBe(2);
	}, 80_000);
});
