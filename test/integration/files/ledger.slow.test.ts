import { deepCopy } from 'n8n-workflow';
import {
	BINARY_DATA_MODES,
	binaryDataService,
	createByteDanceFromBinary,
	createViduFromBinary,
	executeNode,
	imageUrlsOf,
	itemWithFiles,
	messageOf,
	png,
	uploadFile,
	useBinaryDataMode,
	useSimulator,
	type ExecuteOptions,
	type Execution,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });
afterEach(() => expect(sim.leaks).toEqual([]));

/** Times out at once, while the task is still running. */
const IMPATIENT = { waitMode: 'poll', options: { timeoutMinutes: 0.01, pollIntervalSeconds: 0.2 } };

/** n8n's Retry On Fail: the same execution with the same context. */
const retryOnFail = async ({ runData }: Execution, options: Omit<ExecuteOptions, 'sim'>) =>
	await executeNode({ sim, runData, ...options });
/** n8n's Retry of a failed execution: another execution with the context from the database. */
const retryExecution = async ({ runData }: Execution, options: Omit<ExecuteOptions, 'sim'>) =>
	await executeNode({
		sim,
		runData: deepCopy(runData),
		executionId: '78',
		mode: 'retry',
		...options,
	});

function expectCounts(expected: { uploads: number; tasks: number }): void {
	expect({ uploads: sim.uploads.length, tasks: sim.ledger.created.length }).toEqual(expected);
}

describe.each(BINARY_DATA_MODES)('with binary data in mode %s', (mode) => {
	beforeAll(async () => await useBinaryDataMode(mode));

	it.each([
		['Retry On Fail', retryOnFail],
		['a retry of the execution', retryExecution],
	])('%s neither uploads nor creates anything again', async (_name, retry) => {
		const options = {
			parameters: createViduFromBinary(IMPATIENT),
			items: [await itemWithFiles({ data: {} })],
		};
		const first = await executeNode({ sim, ...options });
		expect(messageOf(first.error)).toContain('did not finish in time');
		const id = sim.ledger.created[0]?.task_id ?? '';
		sim.tasks.finish(id, 'success');

		const second = await retry(first, options);

		expect(second.json).toMatchObject([{ task_id: id, status: 'success' }]);
		expectCounts({ uploads: 1, tasks: 1 });
		expect(sim.requestsTo('upload-url')).toHaveLength(1);
	});

	it('a retry after a failed upload does not repeat the upload that succeeded', async () => {
		sim.faults.add({
			endpoint: 'storage-put',
			kind: 'status',
			status: 500,
			when: ({ headers }) => headers['content-length'] === '3000',
		});
		const options = {
			parameters: createByteDanceFromBinary(sim, 'a,b'),
			items: [
				await itemWithFiles({ a: { bytes: png(300, 300) }, b: { bytes: png(300, 300, 3000) } }),
			],
		};
		const first = await executeNode({ sim, ...options });
		expect(messageOf(first.error)).toContain('The file could not be uploaded');
		expectCounts({ uploads: 1, tasks: 0 });
		sim.faults.clear();

		const second = await retryOnFail(first, options);

		expect(second.error).toBeUndefined();
		expectCounts({ uploads: 2, tasks: 1 });
		const uploadOfSize = (size: number) => sim.uploads.find((one) => one.size === size)?.url;
		expect(imageUrlsOf(sim)).toEqual([uploadOfSize(2000), uploadOfSize(3000)]);
	});

	it('File > Upload returns the same URLs with Retry On Fail', async () => {
		const options = {
			parameters: uploadFile(),
			items: [await itemWithFiles({ data: {} }), await itemWithFiles({ other: {} })],
			continueOnFail: true,
		};
		const first = await executeNode({ sim, ...options });

		const second = await retryOnFail(first, options);

		expect(second.json[0]).toEqual(first.json[0]);
		expect(sim.uploads).toHaveLength(1);
	});

	it.each([
		['the same field twice', 'a,a'],
		['two fields with the same content', 'a,b'],
	])('a retry recognizes a task that was created from %s', async (_name, fields) => {
		const options = {
			parameters: createByteDanceFromBinary(sim, fields, IMPATIENT),
			items: [await itemWithFiles({ a: {}, b: {} })],
		};
		const first = await executeNode({ sim, ...options });
		expect(messageOf(first.error)).toContain('did not finish in time');

		await retryExecution(first, options);

		expect(sim.ledger.created).toHaveLength(1);
	});

	it('a retry of the execution with another photo in the same field creates another task', async () => {
		const parameters = createViduFromBinary();
		const first = await executeNode({
			sim,
			parameters,
			items: [await itemWithFiles({ data: {} })],
		});

		await retryExecution(first, {
			parameters,
			items: [await itemWithFiles({ data: { bytes: png(301, 300) } })],
		});

		expectCounts({ uploads: 2, tasks: 2 });
	});
});

it('a retry recognizes a photo from a webhook or form after n8n has moved it to its execution', async () => {
	await useBinaryDataMode('filesystem');
	const item = await itemWithFiles({ data: {} });
	const photo = item.binary?.data;
	if (!photo?.id) throw new Error('The photo is not stored');
	// n8n stores such a file for the execution "temp" and moves it when the execution ends (restoreBinaryDataId).
	const finalPath = photo.id.replace('filesystem-v2:', '');
	const temporaryPath = finalPath.replace('/77/', '/temp/');
	await binaryDataService().rename(finalPath, temporaryPath);
	photo.id = `filesystem-v2:${temporaryPath}`;
	const first = await executeNode({
		sim,
		parameters: createViduFromBinary(IMPATIENT),
		items: [item],
	});
	expect(messageOf(first.error)).toContain('did not finish in time');
	await binaryDataService().rename(temporaryPath, finalPath);
	photo.id = `filesystem-v2:${finalPath}`;

	await retryExecution(first, { parameters: createViduFromBinary(IMPATIENT), items: [item] });

	expectCounts({ uploads: 1, tasks: 1 });
});
