import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import {
	createFromModel,
	createViduFromBinary,
	executeNode,
	expectNothingSent,
	itemWithFiles,
	messageOf,
	png,
	uploadFile,
	useBinaryDataMode,
	useSimulator,
} from '../support';

/** A file goes to Crun only for a task that can be created. */

const sim = useSimulator({ taskTimings: 'manual' });
beforeAll(async () => await useBinaryDataMode('filesystem'));
afterEach(() => expect(sim.leaks).toEqual([]));

const photos = async (count: number): Promise<INodeExecutionData[]> =>
	await Promise.all(
		Array.from(
			{ length: count },
			async (_, index) => await itemWithFiles({ data: { bytes: png(200 + index, 200) } }),
		),
	);
const text = async (): Promise<INodeExecutionData> =>
	await itemWithFiles({
		data: { bytes: Buffer.from('No picture at all, whatever it is called'), name: 'photo.png' },
	});
/** A model without a price in the catalogue, from the photo in `data`. */
const fromModel = (options: INodeParameters): INodeParameters =>
	createFromModel('recraft/remove-background', null, {
		mediaFromBinary: { files: [{ field: 'image', binaryPropertyName: 'data' }] },
		options,
	});

describe('without "continue on fail", no file is uploaded', () => {
	it.each([
		[
			'one of the files is no picture',
			async () => [...(await photos(2)), await text()],
			{},
			/is not what its name says/,
		],
		[
			'a task is dearer than Max Credits',
			async () => await photos(2),
			{ maxCredits: 5.99 },
			/would cost 6 credits/,
		],
		[
			'all tasks together are dearer than Max Credits per Run',
			async () => await photos(3),
			{ maxCreditsPerRun: 17.99 },
			/would cost 18 credits together/,
		],
	])('when %s', async (_when, items, options, message) => {
		const { error } = await executeNode({
			sim,
			parameters: createViduFromBinary({ options }),
			items: await items(),
		});
		expect(messageOf(error)).toMatch(message);
		expectNothingSent(sim);
	});
});

it('nor for a price, where another item is bad', async () => {
	const { error } = await executeNode({
		sim,
		parameters: fromModel({ maxCredits: 1000 }),
		items: [...(await photos(1)), await text()],
	});
	expect(messageOf(error)).toMatch(/is not what its name says/);
	expectNothingSent(sim);
});

it('nor after one could not be', async () => {
	sim.faults.add({ endpoint: 'upload-url', kind: 'status', status: 403, times: 1 });
	const { error } = await executeNode({
		sim,
		parameters: createViduFromBinary({ options: { concurrency: 1 } }),
		items: await photos(20),
	});
	expect(messageOf(error)).toMatch(/upload address/);
	expect(sim.uploads).toEqual([]);
});

it('nor after another item of File > Upload failed, but for those under way', async () => {
	const { error } = await executeNode({
		sim,
		parameters: uploadFile(),
		items: [await text(), ...(await photos(30))],
	});
	expect(messageOf(error)).toMatch(/is not what its name says/);
	expect(sim.uploads.length).toBeLessThan(5);
});

it('with "continue on fail", only the files of the good items are', async () => {
	const { json } = await executeNode({
		sim,
		parameters: createViduFromBinary(),
		items: [...(await photos(2)), await text()],
		continueOnFail: true,
	});
	expect(json).toMatchObject([
		{ status: 'pending' },
		{ status: 'pending' },
		{ error: expect.stringContaining('is not what its name says') as string },
	]);
	expect(sim.uploads).toHaveLength(2);
});

it('a dry run uploads nothing where the catalogue knows the price', async () => {
	const { json } = await executeNode({
		sim,
		parameters: createViduFromBinary({ options: { dryRun: true } }),
		items: await photos(2),
	});
	expect(json).toMatchObject([
		{ dry_run: true, model: 'vidu/template', estimated_credits: 6, run_estimated_credits: 12 },
		{ estimated_credits: 6 },
	]);
	expectNothingSent(sim);
});

it('a dry run still says that a file is none', async () => {
	const { error } = await executeNode({
		sim,
		parameters: createViduFromBinary({ options: { dryRun: true } }),
		items: [await text()],
	});
	expect(messageOf(error)).toMatch(/is not what its name says/);
	expectNothingSent(sim);
});

it('where only Crun can tell the price, it is asked with the uploaded file', async () => {
	const { json, error } = await executeNode({
		sim,
		parameters: fromModel({ dryRun: true }),
		items: await photos(1),
	});
	expect(error).toBeUndefined();
	expect(json).toMatchObject([{ dry_run: true, model: 'recraft/remove-background' }]);
	expect(sim.requestsTo('EstimateTask').map(({ body }) => body)).toMatchObject([
		{ input: { image: sim.uploads[0]?.url } },
	]);
	expect(sim.requestsTo('CreateTask')).toEqual([]);
});

it('every file is uploaded before the first task is created, and one that cannot be means that none is', async () => {
	sim.faults.add({ endpoint: 'storage-put', kind: 'status', status: 403, times: 9 });
	const { error } = await executeNode({
		sim,
		parameters: createViduFromBinary({ options: { concurrency: 1 } }),
		items: await photos(3),
	});
	expect(messageOf(error)).toMatch(/Could not upload/);
	expect(sim.requestsTo('CreateTask')).toEqual([]);
});

describe('a task that an earlier try created', () => {
	const poll = (options: INodeParameters = {}) =>
		createViduFromBinary({
			waitMode: 'poll',
			options: { pollIntervalSeconds: 0.2, timeoutMinutes: 0.01, ...options },
		});

	it('is taken up whatever the limit says now, and its file is not uploaded again', async () => {
		const items = await photos(2);
		const { runData } = await executeNode({ sim, parameters: poll(), items });
		for (const { task_id: id } of sim.ledger.created) sim.tasks.finish(id, 'success');
		const { json, error } = await executeNode({
			sim,
			parameters: poll({ maxCredits: 1 }),
			items,
			runData,
		});
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ status: 'success' }, { status: 'success' }]);
		expect([sim.uploads.length, sim.ledger.created.length]).toEqual([2, 2]);
	});

	it('is named where another item is bad now', async () => {
		const [one, other] = await photos(2);
		const { runData } = await executeNode({
			sim,
			parameters: poll(),
			items: [one ?? { json: {} }, { json: {} }],
			continueOnFail: true,
		});
		const [task] = sim.ledger.created;
		const { error } = await executeNode({
			sim,
			parameters: poll(),
			items: [one ?? { json: {} }, await text(), other ?? { json: {} }],
			runData,
		});
		expect(messageOf(error)).toMatch(/is not what its name says/);
		expect(JSON.stringify(error)).toContain(task?.task_id);
		expect([sim.uploads.length, sim.ledger.created.length]).toEqual([1, 1]);
	});
});
