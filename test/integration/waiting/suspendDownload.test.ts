import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { MEDIA, type MediaFile } from '../../../dev/simulator';
import {
	bytesOf,
	createFromPhotos,
	errorOf,
	openSuspendSetup,
	photos,
	post,
	storedItems,
	taskIdsInOrder,
	useBinaryDataMode,
	type SuspendSetup,
} from '../support';

/** Download Result after Suspend: the files are downloaded by the call that resumes the execution. */

beforeAll(async () => await useBinaryDataMode('filesystem'));
let setup: SuspendSetup;
beforeEach(async () => {
	setup = await openSuspendSetup();
});
afterEach(async () => {
	expect(setup.sim.leaks).toEqual([]);
	await setup.stop();
});

const SLOW: MediaFile = { body: { size: 40_000 }, dripMs: 20, dripBytes: 1000 };
const mediaRequests = () => setup.sim.requestsTo('media').length;
const resumed = async (): Promise<INodeExecutionData[]> => {
	const emitted = await setup.n8n.emitted();
	expect(emitted).toHaveLength(1);
	return emitted[0] ?? [];
};

/** Suspends an execution that downloads, with one item for each photo. @returns the task IDs */
async function suspend(options: IDataObject = {}, names = ['a', 'b'], more = {}) {
	const items = photos(...names);
	const parameters = createFromPhotos('suspend', { downloadResult: true, ...options }, more);
	const execution = await setup.run({ items, parameters });
	expect(execution.error).toBeUndefined();
	expect(execution.waitTill).toBeDefined();
	return taskIdsInOrder(setup.sim, items).map(String);
}

it.each([true, false])('returns each task with its files (Simplify %s)', async (simplify) => {
	const ids = await suspend({}, ['a', 'b', 'c'], { simplify });
	const [a = '', , c = ''] = ids;
	setup.sim.media.set(a, [{}, { type: 'image/png' }]);
	for (const id of ids.slice(0, 2)) expect(await setup.finish(id)).toBe(200);
	expect(mediaRequests()).toBe(0);
	expect(await setup.finish(c, 'failed')).toBe(200);

	const items = await resumed();
	expect(items).toMatchObject(
		ids.map((id, item) => ({ json: { task_id: id }, pairedItem: { item } })),
	);
	const fields = items.map(({ binary = {} }) => Object.keys(binary));
	expect(fields).toEqual([['data', 'data_1'], ['data'], []]);
	const { data, data_1: frame } = items[0]?.binary ?? {};
	expect([data?.fileName, frame?.fileName]).toEqual([
		expect.stringMatching(/^bytedance-template-104909826-\d{4}-\d\d-\d\d-\w{8}-1\.mp4$/),
		expect.stringMatching(/^bytedance-template-104909826-\d{4}-\d\d-\d\d-\w{8}-2\.png$/),
	]);
	expect(await bytesOf(data)).toEqual(MEDIA.mp4.bytes);
	expect(JSON.stringify(items)).not.toContain('download_error');
});

it('downloads nothing unless it is turned on', async () => {
	const ids = await suspend({ downloadResult: false });
	for (const id of ids) await setup.finish(id);
	expect((await resumed()).map(({ binary }) => binary)).toEqual([undefined, undefined]);
	expect(mediaRequests()).toBe(0);
});

it('puts the files into the chosen field', async () => {
	const ids = await suspend({ outputBinaryField: 'video' });
	for (const id of ids) await setup.finish(id);
	expect((await resumed()).map(({ binary = {} }) => Object.keys(binary))).toEqual([
		['video'],
		['video'],
	]);
});

it.each<[string, IDataObject, MediaFile[], RegExp]>([
	['is too large', { maxSizeMb: 1 }, [{ body: { size: 1_100_000 } }], /too large.*Max Size/],
	['is gone', {}, [{ status: 404 }], /no longer available.*HTTP 404/],
	['is missing', {}, [], /has no files/],
])(
	'returns a task whose file %s with the reason, and the others with their files',
	async (...given) => {
		const [, options, files, expected] = given;
		const ids = await suspend(options);
		setup.sim.media.set(ids[0] ?? '', files);
		for (const id of ids) expect(await setup.finish(id)).toBe(200);
		const [broken, whole] = await resumed();
		expect(broken?.binary).toBeUndefined();
		expect(broken?.json).toMatchObject({ task_id: ids[0], status: 'success' });
		expect(broken?.json.download_error).toMatch(expected);
		expect(broken?.json.download_error).toContain(ids[0]);
		expect(whole?.json).not.toHaveProperty('download_error');
		expect(whole?.binary).toHaveProperty('data');
	},
);

it('returns an item that could not be created with its error, and the others with their files', async () => {
	const items = [...photos('a'), { json: { photo: 'not a url' } }];
	const parameters = createFromPhotos('suspend', { downloadResult: true });
	await setup.run({ items, parameters, continueOnFail: true });
	const [a] = taskIdsInOrder(setup.sim, items);
	expect(await setup.finish(a)).toBe(200);
	const [created, refused] = await resumed();
	expect(created?.binary).toHaveProperty('data');
	expect(errorOf(refused)).toContain('not a url');
});

it('returns the file of a task that finished before the execution was suspended', async () => {
	setup.sim.on('created', ({ task_id: id, input }) => {
		if (JSON.stringify(input).includes('early'))
			setTimeout(() => setup.sim.tasks.finish(id, 'success'), 0);
	});
	const [, late] = await suspend({}, ['early', 'late']);
	expect(mediaRequests()).toBe(0); // as long as the execution runs, callbacks are lost
	await setup.finish(late);
	expect((await resumed()).map(({ binary = {} }) => Object.keys(binary))).toEqual([
		['data'],
		['data'],
	]);
});

it('downloads at once if all tasks have already finished', async () => {
	const { sim } = setup;
	sim.on('created', ({ task_id: id }) => void setTimeout(() => sim.tasks.finish(id, 'success'), 0));
	const parameters = createFromPhotos('suspend', { downloadResult: true });
	const execution = await setup.run({ items: photos('a'), parameters });
	expect(execution.waitTill).toBeUndefined();
	expect(execution.items).toHaveLength(1);
	expect(execution.items[0]?.binary).toHaveProperty('data');
});

it('returns the reason if nothing can be downloaded of tasks that have already finished', async () => {
	const { sim } = setup;
	sim.media.set('*', [{ status: 404 }]);
	sim.on('created', ({ task_id: id }) => void setTimeout(() => sim.tasks.finish(id, 'success'), 0));
	const parameters = createFromPhotos('suspend', { downloadResult: true });
	const { items, error } = await setup.run({ items: photos('a'), parameters });
	expect(error).toBeUndefined();
	expect(items).toHaveLength(1);
	expect(items[0]?.json).toMatchObject({ status: 'success' });
	expect(items[0]?.json.download_error).toMatch(/no longer available/);
});

it('answers callbacks that arrive during a download at once, and downloads each file once', async () => {
	const { sim } = setup;
	const ids = await suspend();
	const [a = '', b = ''] = ids;
	for (const id of ids) {
		sim.media.set(id, [SLOW]);
		sim.tasks.finish(id, 'success');
	}
	const resuming = sim.tasks.sendCallback(a);
	await sim.waitFor('request', ({ endpoint }) => endpoint === 'media');
	const reply = await post(setup.callbackUrl(b), sim.tasks.get(b));
	expect(reply).toEqual({ status: 200, body: { message: 'Received, the execution is resuming' } });
	let isResuming = true;
	void resuming.then(() => (isResuming = false));
	expect(isResuming).toBe(true);
	expect((await resuming).status).toBe(200);
	expect(await resumed()).toHaveLength(2);
	expect(mediaRequests()).toBe(2);
});

it('resumes although the caller no longer waits for the answer', async () => {
	const { sim } = setup;
	const [a = ''] = await suspend({}, ['a']);
	sim.media.set(a, [SLOW]);
	const body = JSON.stringify(sim.tasks.finish(a, 'success'));
	const caller = new AbortController();
	const call = fetch(setup.callbackUrl(a), {
		method: 'POST',
		body,
		headers: { 'content-type': 'application/json' },
		signal: caller.signal,
	});
	await sim.waitFor('request', ({ endpoint }) => endpoint === 'media');
	caller.abort();
	await expect(call).rejects.toThrow();
	expect((await resumed())[0]?.binary).toHaveProperty('data');
});

it('gives up the downloads before the timeout, at which n8n resumes the execution by itself', async () => {
	const [a = '', b] = await suspend({ timeoutMinutes: 0.2 }); // 12 seconds, less a margin of 10
	setup.sim.media.set(a, [{ ...SLOW, dripBytes: 100 }]); // 8 seconds
	for (const id of [a, b]) expect(await setup.finish(id)).toBe(200);
	const [slow] = await resumed();
	expect(slow?.json).toMatchObject({ task_id: a, status: 'success' });
	expect(slow?.json.download_error).toMatch(
		/^The timeout left no time .* task ID .* Timeout \(Minutes\)/,
	);
	expect(slow?.json.download_error).toContain(a);
});

it('stores no file with the pending items that n8n returns at the timeout', async () => {
	const parameters = createFromPhotos('suspend', { downloadResult: true });
	const execution = await setup.run({ items: photos('a'), parameters });
	expect(storedItems(execution)).toHaveLength(1);
	expect(storedItems(execution)[0]).not.toHaveProperty('binary');
});
