import type { INodeParameters } from 'n8n-workflow';
import {
	createFromModel,
	createViduFromBinary,
	executeNode,
	expectNothingSent,
	filesFromBinary,
	itemWithFiles,
	messageOf,
	photoItems,
	textFile,
	uploadFile,
	useBinaryDataMode,
	useSimulator,
} from '../support';

/** A file goes to Crun only for a task that can be created. */

const sim = useSimulator({ taskTimings: 'manual' });
beforeAll(async () => await useBinaryDataMode('filesystem'));
afterEach(() => expect(sim.leaks).toEqual([]));

/** An item whose photo is a text file. */
const badItem = async () => await itemWithFiles({ data: textFile() });
const NOT_MEDIA = /^The file is not an image, video or audio file\. .*"notes\.png"/;
/** A task of a model whose price is in no catalogue, from the photo in `data`. */
const fromModel = (options: INodeParameters): INodeParameters =>
	createFromModel('recraft/remove-background', null, {
		...filesFromBinary(['image', 'data']),
		options,
	});

describe('without Continue On Fail', () => {
	it.each([
		[
			'one of the files is not an image',
			async () => [...(await photoItems(2)), await badItem()],
			{},
			NOT_MEDIA,
		],
		[
			'a task costs more than Max Credits',
			async () => await photoItems(2),
			{ maxCredits: 5.99 },
			/^The task costs more than Max Credits allows\. .*would cost 6 credits/,
		],
		[
			'all tasks together cost more than Max Credits per Run',
			async () => await photoItems(3),
			{ maxCreditsPerRun: 17.99 },
			/^The tasks cost more than Max Credits per Run allows\. .*would cost 18 credits together/,
		],
	])('no file is uploaded when %s', async (_when, buildItems, options, message) => {
		const { error } = await executeNode({
			sim,
			parameters: createViduFromBinary({ options }),
			items: await buildItems(),
		});

		expect(messageOf(error)).toMatch(message);
		expectNothingSent(sim);
	});

	it('no file is uploaded for a price estimate when another item’s file is bad', async () => {
		const { error } = await executeNode({
			sim,
			parameters: fromModel({ maxCredits: 1000 }),
			items: [...(await photoItems(1)), await badItem()],
		});

		expect(messageOf(error)).toMatch(NOT_MEDIA);
		expectNothingSent(sim);
	});

	it('no file is uploaded after Crun has refused an upload URL', async () => {
		sim.faults.add({ endpoint: 'upload-url', kind: 'status', status: 403, times: 1 });

		const { error } = await executeNode({
			sim,
			parameters: createViduFromBinary({ options: { concurrency: 1 } }),
			items: await photoItems(20),
		});

		expect(messageOf(error)).toMatch(
			/^The Crun API key is disabled\. Could not create an upload URL\./,
		);
		expect(sim.uploads).toEqual([]);
	});

	it('File > Upload starts no more uploads after one item has failed', async () => {
		const { error } = await executeNode({
			sim,
			parameters: uploadFile(),
			items: [await badItem(), ...(await photoItems(30))],
		});

		expect(messageOf(error)).toMatch(NOT_MEDIA);
		expect(sim.uploads.length).toBeLessThan(5); // those that were already under way
	});

	it('no task is created when one of the uploads fails', async () => {
		sim.faults.add({ endpoint: 'storage-put', kind: 'status', status: 403, times: 9 });

		const { error } = await executeNode({
			sim,
			parameters: createViduFromBinary({ options: { concurrency: 1 } }),
			items: await photoItems(3),
		});

		expect(messageOf(error)).toMatch(/^The file could not be uploaded\. .*Nothing was created/);
		expect(sim.requestsTo('CreateTask')).toEqual([]);
	});
});

describe('with Continue On Fail', () => {
	it('only the files of valid items are uploaded', async () => {
		const { json } = await executeNode({
			sim,
			parameters: createViduFromBinary(),
			items: [...(await photoItems(2)), await badItem()],
			continueOnFail: true,
		});

		expect(json).toMatchObject([
			{ status: 'pending' },
			{ status: 'pending' },
			{ error: expect.stringContaining('The file is not an image, video or audio file') as string },
		]);
		expect(sim.uploads).toHaveLength(2);
	});
});

describe('a dry run', () => {
	it('uploads nothing when the catalogue lists the price', async () => {
		const { json } = await executeNode({
			sim,
			parameters: createViduFromBinary({ options: { dryRun: true } }),
			items: await photoItems(2),
		});

		expect(json).toMatchObject([
			{ dry_run: true, model: 'vidu/template', estimated_credits: 6, run_estimated_credits: 12 },
			{ estimated_credits: 6 },
		]);
		expectNothingSent(sim);
	});

	it('still refuses a file that is not an image', async () => {
		const { error } = await executeNode({
			sim,
			parameters: createViduFromBinary({ options: { dryRun: true } }),
			items: [await badItem()],
		});

		expect(messageOf(error)).toMatch(NOT_MEDIA);
		expectNothingSent(sim);
	});

	it('uploads the file and sends its URL to the estimate when only Crun can calculate the price', async () => {
		const { json, error } = await executeNode({
			sim,
			parameters: fromModel({ dryRun: true }),
			items: await photoItems(1),
		});

		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ dry_run: true, model: 'recraft/remove-background' }]);
		expect(sim.requestsTo('EstimateTask').map(({ body }) => body)).toMatchObject([
			{ input: { image: sim.uploads[0]?.url } },
		]);
		expect(sim.requestsTo('CreateTask')).toEqual([]);
	});
});
