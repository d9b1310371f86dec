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

/** Gives up at once, with the task under way. */
const IMPATIENT = { waitMode: 'poll', options: { timeoutMinutes: 0.01, pollIntervalSeconds: 0.2 } };

/** As Retry On Fail does: the same execution, the same context. */
const again = async ({ runData }: Execution, options: Omit<ExecuteOptions, 'sim'>) =>
	await executeNode({ sim, runData, ...options });
/** As Retry of a failed execution does: another execution, the context as the database has it. */
const retried = async ({ runData }: Execution, options: Omit<ExecuteOptions, 'sim'>) =>
	await executeNode({
		sim,
		runData: deepCopy(runData),
		executionId: '78',
		mode: 'retry',
		...options,
	});

describe.each(BINARY_DATA_MODES)('with binary data in mode %s', (mode) => {
	beforeAll(async () => await useBinaryDataMode(mode));

	it.each([
		['Retry On Fail', again],
		['Retry of the execution', retried],
	])('%s uploads nothing again and creates nothing again', async (_name, retry) => {
		const options = {
			parameters: createViduFromBinary(IMPATIENT),
			items: [await itemWithFiles({ data: {} })],
		};
		const first = await executeNode({ sim, ...options });
		expect(messageOf(first.error)).toContain('not finished in time');
		const id = sim.ledger.created[0]?.task_id ?? '';
		sim.tasks.finish(id, 'success');
		const second = await retry(first, options);
		expect(second.json).toMatchObject([{ task_id: id, status: 'success' }]);
		expect([
			sim.uploads.length,
			sim.requestsTo('upload-url').length,
			sim.ledger.created.length,
		]).toEqual([1, 1, 1]);
	});

	it('what was uploaded before another upload failed is not uploaded again', async () => {
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
		expect(messageOf(first.error)).toContain('Could not upload');
		expect([sim.uploads.length, sim.ledger.created.length]).toEqual([1, 0]);
		sim.faults.clear();
		const second = await again(first, options);
		expect(second.error).toBeUndefined();
		expect([sim.uploads.length, sim.ledger.created.length]).toEqual([2, 1]);
		expect(imageUrlsOf(sim)).toEqual(
			['2000', '3000'].map((size) => sim.uploads.find((one) => String(one.size) === size)?.url),
		);
	});

	it('File > Upload gives the same addresses when n8n tries again', async () => {
		const options = {
			parameters: uploadFile(),
			items: [await itemWithFiles({ data: {} }), await itemWithFiles({ other: {} })],
		};
		const first = await executeNode({ sim, ...options, continueOnFail: true });
		const second = await again(first, { ...options, continueOnFail: true });
		expect(second.json[0]).toEqual(first.json[0]);
		expect(sim.uploads).toHaveLength(1);
	});

	it.each([
		['the same field twice', 'a,a'],
		['two fields with the same content', 'a,b'],
	])('%s: a retry still knows the task', async (_name, fields) => {
		const options = {
			parameters: createByteDanceFromBinary(sim, fields, IMPATIENT),
			items: [await itemWithFiles({ a: {}, b: {} })],
		};
		const first = await executeNode({ sim, ...options });
		expect(messageOf(first.error)).toContain('not finished in time');
		await retried(first, options);
		expect(sim.ledger.created).toHaveLength(1);
	});

	it('another photo in the same field is another task', async () => {
		const first = await executeNode({
			sim,
			parameters: createViduFromBinary(),
			items: [await itemWithFiles({ data: {} })],
		});
		await again(first, {
			parameters: createViduFromBinary(),
			items: [await itemWithFiles({ data: { bytes: png(301, 300) } })],
		});
		expect([sim.uploads.length, sim.ledger.created.length]).toEqual([2, 2]);
	});
});

it('a photo that came with a webhook or a form is known again after n8n has moved it to its execution', async () => {
	await useBinaryDataMode('filesystem');
	const item = await itemWithFiles({ data: {} });
	const photo = item.binary?.data;
	if (!photo?.id) throw new Error('The photo is not stored');
	// n8n stores such a file as of execution "temp", and moves it when the execution has ended (restoreBinaryDataId).
	const moved = photo.id.replace('filesystem-v2:', '');
	const temporary = moved.replace('/77/', '/temp/');
	await binaryDataService().rename(moved, temporary);
	photo.id = `filesystem-v2:${temporary}`;
	const first = await executeNode({
		sim,
		parameters: createViduFromBinary(IMPATIENT),
		items: [item],
	});
	expect(messageOf(first.error)).toContain('not finished in time');
	await binaryDataService().rename(temporary, moved);
	photo.id = `filesystem-v2:${moved}`;
	await retried(first, { parameters: createViduFromBinary(IMPATIENT), items: [item] });
	expect([sim.uploads.length, sim.ledger.created.length]).toEqual([1, 1]);
});
