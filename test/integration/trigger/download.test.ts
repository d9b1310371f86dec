import type { INodeParameters } from 'n8n-workflow';
import { MEDIA, type MediaFile } from '../../../dev/simulator';
import { signCallbackUrl } from '../../../nodes/Crun/crun/callback';
import {
	bytesOf,
	executeNode,
	existingTask,
	openDeduplicationTable,
	openWebhook,
	post,
	useBinaryDataMode,
	useSimulator,
	type DeduplicationTable,
	type ExecuteOptions,
} from '../support';

/** Download Result of the Crun Trigger: the files are downloaded where the execution runs. */

const sim = useSimulator({ taskTimings: 'manual', callbacks: false });
let table: DeduplicationTable;
beforeAll(async () => {
	await useBinaryDataMode('filesystem');
	table = await openDeduplicationTable();
});
beforeEach(() => table.reset());
afterEach(() => expect(sim.leaks).toEqual([]));

const VIDEO_AND_FRAME: MediaFile[] = [{}, { type: 'image/png' }];
const downloading = (more: INodeParameters = {}, rest: INodeParameters = {}): INodeParameters => ({
	...rest,
	options: { downloadResult: true, ...more },
});

/** What `webhook()` returns for the callback of a task. */
const received = async (
	parameters: INodeParameters,
	files: MediaFile[] = VIDEO_AND_FRAME,
	status: 'success' | 'failed' = 'success',
) => {
	const server = await openWebhook({ sim, parameters });
	const callbackUrl = signCallbackUrl(server.url, sim.apiKey, Date.now() / 1000, 'chat 1');
	const id = existingTask(sim, { callbackUrl });
	sim.media.set(id, files);
	expect((await post(callbackUrl, sim.tasks.finish(id, status))).status).toBe(200);
	const items = (await server.emitted()).flat();
	await server.stop();
	expect(items).toHaveLength(1);
	return items;
};

let executions = 500;
const execute = async (
	parameters: INodeParameters,
	items: ExecuteOptions['items'],
	rest: Partial<ExecuteOptions> = {},
) =>
	await executeNode({
		sim,
		node: 'crunTrigger',
		parameters,
		items: items ?? [],
		executionId: String(++executions),
		mode: 'webhook',
		...rest,
	});
const mediaRequests = () => sim.requestsTo('media').length;

describe('Download Result of the Crun Trigger', () => {
	it.each([true, false])(
		'puts the files of a task into binary fields (Simplify %s)',
		async (simplify) => {
			const parameters = downloading({}, { simplify });
			const given = await received(parameters);
			expect(given[0]?.binary).toBeUndefined();
			expect(mediaRequests()).toBe(0); // Crun waits for the answer of the webhook

			const { items, error } = await execute(parameters, given);
			expect(error).toBeUndefined();
			expect(items.map(({ json }) => json)).toEqual(given.map(({ json }) => json));
			expect(items[0]?.json).toMatchObject({ event: 'task.success', reference: 'chat 1' });
			const { data, data_1: frame } = items[0]?.binary ?? {};
			expect([data?.fileName, frame?.fileName]).toEqual([
				expect.stringMatching(/^bytedance-template-104909826-\d{4}-\d\d-\d\d-\w{8}-1\.mp4$/),
				expect.stringMatching(/^bytedance-template-104909826-\d{4}-\d\d-\d\d-\w{8}-2\.png$/),
			]);
			expect([data?.mimeType, frame?.mimeType]).toEqual(['video/mp4', 'image/png']);
			expect(await bytesOf(data)).toEqual(MEDIA.mp4.bytes);
		},
	);

	it('is off unless it is turned on', async () => {
		const { items } = await execute({}, await received({}));
		expect(items[0]?.json).toMatchObject({ event: 'task.success' });
		expect(items[0]?.binary).toBeUndefined();
		expect(mediaRequests()).toBe(0);
	});

	it('uses the chosen field', async () => {
		const parameters = downloading({ outputBinaryField: 'video' });
		const { items } = await execute(parameters, await received(parameters));
		expect(Object.keys(items[0]?.binary ?? {})).toEqual(['video', 'video_1']);
	});

	it('downloads nothing for a copy of a callback', async () => {
		const given = await received(downloading());
		await execute(downloading(), given);
		const before = mediaRequests();
		const { items } = await execute(downloading(), given);
		expect(items).toEqual([]);
		expect(mediaRequests()).toBe(before);
	});

	it.each(['manual', 'retry'] as const)('works in a %s execution too', async (mode) => {
		const { items } = await execute(downloading(), await received(downloading()), { mode });
		expect(items[0]?.binary).toHaveProperty('data');
	});

	it('does nothing for a task that failed', async () => {
		const { items } = await execute(downloading(), await received(downloading(), [], 'failed'));
		expect(items[0]?.json).toMatchObject({ event: 'task.failed' });
		expect(items[0]?.json).not.toHaveProperty('download_error');
	});

	it.each<[string, INodeParameters, MediaFile[], RegExp]>([
		[
			'a file is too large',
			{ maxSizeMb: 1 },
			[{ body: { size: 1_100_000 } }],
			/too large.*Max Size/,
		],
		['a file is gone', {}, [{ status: 404 }], /no longer available.*HTTP 404/],
		['the second file is gone', {}, [{}, { status: 404 }], /no longer available/],
		['the task has no files', {}, [], /has no files/],
	])('returns the task and why where %s', async (_, options, files, expected) => {
		const parameters = downloading(options);
		const given = await received(parameters, files);
		const { items, error } = await execute(parameters, given);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		expect(items[0]?.binary).toBeUndefined();
		const { download_error: reason, ...json } = items[0]?.json ?? {};
		expect(json).toEqual(given[0]?.json);
		expect(reason).toMatch(expected);
		expect(reason).toContain(String(json.task_id as string));
	});

	it('returns the task and why where the credential cannot be used', async () => {
		const given = await received(downloading());
		const { items } = await execute(downloading(), given, { credential: { apiKey: '' } });
		expect(items[0]?.json).toMatchObject({
			task_id: given[0]?.json.task_id,
			download_error: expect.stringContaining('API key') as string,
		});
	});

	it('returns the other tasks with their files where one cannot be downloaded', async () => {
		const [gone] = await received(downloading(), [{ status: 404 }]);
		const [good] = await received(downloading());
		const given = [gone, good].flatMap((item) => item ?? []);
		const { items } = await execute(downloading(), given);
		expect(items[0]?.json).toHaveProperty('download_error');
		expect(items[1]?.json).not.toHaveProperty('download_error');
		expect(items[1]?.binary).toHaveProperty('data');
	});

	it('asks Crun for the files of a callback that could not be verified', async () => {
		const id = existingTask(sim);
		sim.tasks.finish(id, 'success');
		const json = { event: 'task.success', verified: false, task_id: id, status: 'success' };
		const { items } = await execute(downloading(), [{ json: { ...json, media_urls: [] } }]);
		expect(items[0]?.binary).toHaveProperty('data');
		sim.faults.add({ endpoint: 'TaskInfo', kind: 'status', status: 404 });
		const lost = await execute(downloading(), [{ json: { ...json, task_id: 'unknown' } }]);
		expect(lost.json).toMatchObject([
			{ task_id: 'unknown', download_error: expect.stringContaining('does not know') as string },
		]);
	});

	it.each<[string, INodeParameters]>([
		['a negative size', { maxSizeMb: -1 }],
		['text as size', { maxSizeMb: 'large' }],
		['an empty field', { outputBinaryField: ' ' }],
		['an object as field', { outputBinaryField: { a: 1 } }],
		['true as text', { downloadResult: 'true' }],
	])('falls back to the defaults with %s', async (_, options) => {
		const parameters = downloading(options);
		const { items, error } = await execute(parameters, await received(parameters));
		expect(error).toBeUndefined();
		expect(items[0]?.binary).toHaveProperty('data');
	});
});
