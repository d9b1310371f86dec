import { MEDIA } from '../../../dev/simulator';
import {
	bytesOf,
	downloadFiles,
	executeNode,
	existingTask,
	finishedTask,
	messageOf,
	useBinaryDataMode,
	useSimulator,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });
beforeAll(async () => await useBinaryDataMode('filesystem'));
afterEach(() => {
	expect(sim.leaks).toEqual([]);
	expect(sim.requestsTo('CreateTask')).toHaveLength(0);
});

/** A finished task with this one URL in `media_urls`, whatever it is. */
function taskWithUrl(url: string): string {
	const id = existingTask(sim);
	sim.tasks.finish(id, 'success', { result: { code: 200, message: 'success', media_urls: [url] } });
	return id;
}

const videoUrl = () => `${sim.mediaUrl}/media/previews/good.mp4`;

describe('a redirect of a file', () => {
	it.each([301, 302, 303, 307, 308])('is followed (HTTP %i)', async (redirectStatus) => {
		const id = finishedTask(sim, { redirectTo: videoUrl(), redirectStatus });

		const { items, error } = await executeNode({ sim, parameters: downloadFiles(id) });

		expect(error).toBeUndefined();
		expect(await bytesOf(items[0]?.binary?.data)).toEqual(MEDIA.mp4.bytes);
	});

	it('is followed up to five times across hosts, and to a relative URL', async () => {
		const id = finishedTask(sim, [
			{ redirectTo: [sim.storageUrl, sim.url, sim.mediaUrl, sim.storageUrl, videoUrl()] },
			{ redirectTo: '/media/previews/good.mp4' },
		]);

		const { items, error } = await executeNode({ sim, parameters: downloadFiles(id) });

		expect(error).toBeUndefined();
		expect(await Promise.all(Object.values(items[0]?.binary ?? {}).map(bytesOf))).toEqual([
			MEDIA.mp4.bytes,
			MEDIA.mp4.bytes,
		]);
		expect(sim.requestsTo('redirect').map(({ host }) => host)).toEqual([
			'storage',
			'api',
			'media',
			'storage',
		]);
	});

	it.each([
		['in a loop', () => sim.redirectUrl(null)],
		['in a chain of 30', () => sim.redirectUrl(videoUrl(), { hops: 30 })],
	])('%s ends with an error after a few requests', async (_what, start) => {
		const id = taskWithUrl(start());

		const { error } = await executeNode({ sim, parameters: downloadFiles(id) });

		expect(messageOf(error)).toMatch(
			/^The URL of the result file redirects too often\. .*more than 5 times/,
		);
		expect(messageOf(error)).toContain(id);
		expect(sim.requestsTo('redirect').length).toBeLessThanOrEqual(6);
	});
});
