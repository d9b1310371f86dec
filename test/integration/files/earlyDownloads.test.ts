import type { IDataObject } from 'n8n-workflow';
import type { MediaFile } from '../../../dev/simulator';
import {
	createFromPhotos,
	executeNode,
	messageOf,
	photos,
	taskIds,
	taskIdsInOrder,
	useBinaryDataMode,
	useSimulator,
	waitUntilCreated,
	type ExecuteOptions,
} from '../support';

/** Files of finished tasks are downloaded while other tasks are still running. */

const sim = useSimulator({ taskTimings: 'manual' });
beforeAll(async () => await useBinaryDataMode('filesystem'));
afterEach(() => expect(sim.leaks).toEqual([]));

const FILES = { downloadResult: true, pollIntervalSeconds: 0.2 };
const NEVER_ENDING: MediaFile = { body: { size: 3_000_000 }, stallAt: 100_000 };
const media = () => sim.requestsTo('media');

/** Creates a task for each photo, and waits with the files. The last task is the one that keeps running. */
async function start(
	names: string[],
	options: IDataObject = {},
	how: Partial<ExecuteOptions> = {},
) {
	const items = photos(...names);
	const parameters = createFromPhotos('poll', { ...FILES, ...options });
	const running = executeNode({ sim, items, parameters, ...how });
	await waitUntilCreated(sim, items.length);
	return { running, ids: taskIdsInOrder(sim, items).map(String) };
}

function finish(ids: string[], file?: MediaFile) {
	for (const id of ids) {
		if (file) sim.media.set(id, file);
		sim.tasks.finish(id, 'success');
	}
}

const checked = async (id: string, count: number) =>
	await sim.waitFor('ended', ({ query }) => query.task_id === id, { count, timeoutMs: 20_000 });

it('a file is downloaded while another task is running, once, and named after the template', async () => {
	const { running, ids } = await start(['early', 'late']);
	const [early = '', late = ''] = ids;
	finish([early]);
	await sim.waitFor('ended', ({ endpoint }) => endpoint === 'media');
	expect(sim.tasks.get(late)?.status).not.toBe('success');
	finish([late]);

	const { items, error } = await running;
	expect(error).toBeUndefined();
	const names = items.map(({ binary }) => binary?.data?.fileName ?? '');
	for (const [index, id] of ids.entries()) {
		expect(names[index]).toMatch(new RegExp(`^[a-z-]+-\\d{4}-.*${id.slice(-8)}-1\\.mp4$`));
	}
	expect(media()).toHaveLength(2);
});

it('Task > Wait does the same', async () => {
	const created = await executeNode({
		sim,
		items: photos('early', 'late'),
		parameters: createFromPhotos('none'),
	});
	const running = executeNode({
		sim,
		items: created.items,
		parameters: {
			resource: 'task',
			operation: 'wait',
			taskId: '={{ $json.task_id }}',
			options: FILES,
		},
	});
	const [early = '', late = ''] = taskIds(sim);
	await checked(late, 1);
	finish([early]);
	await sim.waitFor('ended', ({ endpoint }) => endpoint === 'media');
	finish([late]);
	expect((await running).items.map(({ binary }) => binary?.data?.bytes)).toEqual([
		expect.any(Number),
		expect.any(Number),
	]);
	expect(media()).toHaveLength(2);
});

it('files that take long leave a slot for the status checks', async () => {
	const stop = new AbortController();
	const names = ['a', 'b', 'c', 'd', 'e', 'f', 'late'];
	const { running, ids } = await start(names, {}, { signal: stop.signal });
	const late = ids.at(-1) ?? '';
	finish(ids.slice(0, -1), NEVER_ENDING);
	await sim.waitFor('request', ({ endpoint }) => endpoint === 'media', {
		count: 4,
		timeoutMs: 20_000,
	});
	const before = sim.requestsTo('TaskInfo').filter(({ query }) => query.task_id === late).length;
	await checked(late, before + 3);
	expect(media()).toHaveLength(4);
	stop.abort();
	expect(messageOf((await running).error)).toContain('stopped');
});

it('files that take long do not hold up the status checks when Crun asks for fewer requests', async () => {
	const stop = new AbortController();
	const { running, ids } = await start(['a', 'b', 'c', 'd', 'late'], {}, { signal: stop.signal });
	const late = ids.at(-1) ?? '';
	finish(ids.slice(0, -1), NEVER_ENDING);
	await sim.waitFor('request', ({ endpoint }) => endpoint === 'media', {
		count: 4,
		timeoutMs: 20_000,
	});
	let left = 3; // five at once become two, and then one
	const when = () => left-- > 0;
	sim.faults.add({ endpoint: 'TaskInfo', kind: 'rateLimit', retryAfter: 0.05, when });
	const before = sim.requestsTo('TaskInfo').filter(({ query }) => query.task_id === late).length;
	await checked(late, before + 6);
	stop.abort();
	expect(messageOf((await running).error)).toContain('stopped');
});

it('with a Concurrency of 1, the files wait for the last task', async () => {
	const { running, ids } = await start(['a', 'b', 'late'], { concurrency: 1 });
	const late = ids.at(-1) ?? '';
	finish(ids.slice(0, -1));
	await checked(late, 3);
	expect(media()).toHaveLength(0);
	finish([late]);
	expect((await running).items.map(({ binary }) => Object.keys(binary ?? {}))).toEqual(
		ids.map(() => ['data']),
	);
	expect(sim.peakConcurrency()).toBe(1);
});

it('a file that cannot be downloaded costs its own item only, and does not end the wait', async () => {
	const { running, ids } = await start(['broken', 'late'], {}, { continueOnFail: true });
	const [broken = '', late = ''] = ids;
	finish([broken], { body: Buffer.from('<html>Not found</html>'), type: 'text/html' });
	await sim.waitFor('ended', ({ endpoint }) => endpoint === 'media');
	await checked(late, 3);
	finish([late]);
	const { items } = await running;
	expect(items).toMatchObject([
		{ json: { task_id: broken } },
		{ json: { task_id: late, status: 'success' }, binary: { data: { mimeType: 'video/mp4' } } },
	]);
	expect(items[0]?.json.error).toContain('did not return a media file');
	expect(media()).toHaveLength(2);
});

it('a task that failed has no files, and the others are waited for', async () => {
	const { running, ids } = await start(['bad', 'late'], { onTaskFailure: 'output' });
	const [bad = '', late = ''] = ids;
	sim.tasks.finish(bad, 'failed');
	await checked(late, 3);
	expect(media()).toHaveLength(0);
	finish([late]);
	expect((await running).items.map(({ binary }) => Object.keys(binary ?? {}))).toEqual([
		[],
		['data'],
	]);
});
