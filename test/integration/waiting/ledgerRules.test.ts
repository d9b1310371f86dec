import { createRunExecutionData, deepCopy } from 'n8n-workflow';
import {
	createByteDance,
	createFromPhotos,
	createInResolution,
	createViduFromBinary,
	executeAsTool,
	executeNode,
	itemWithFiles,
	photos,
	taskIds,
	textFile,
	useDeduplicationTable,
	useSimulator,
	waitUntilCreated,
	type ExecuteOptions,
	type Execution,
} from '../support';
import type { FaultKind } from '../../../dev/simulator';

/** Single rules of the ledger. */

const sim = useSimulator({ taskTimings: 'manual' });
const table = useDeduplicationTable();

const run = async (options: Partial<ExecuteOptions> = {}) =>
	await executeNode({ sim, parameters: createFromPhotos('none'), items: photos('a'), ...options });
const retry = async ({ runData }: Execution, options: Partial<ExecuteOptions> = {}) =>
	await run({ runData: deepCopy(runData), executionId: '78', mode: 'retry', ...options });
const refuseOnce = () =>
	sim.faults.add({ endpoint: 'CreateTask', kind: 'status', status: 402, times: 1 });
const statusChecks = () => sim.requestsTo('TaskInfo').length;
const creations = () => sim.requestsTo('CreateTask').length;
const storedKeys = ({ runData }: Execution) =>
	Object.keys(runData.executionData?.contextData['node:Crun'] ?? {});

describe('A Retry', () => {
	it.each<[string, FaultKind]>([
		['is down', { kind: 'body', status: 503, body: '', headers: { 'retry-after': '0' } }],
		[
			'returns something else',
			{ kind: 'body', body: { code: 200, message: 'success', data: { status: 1 } } },
		],
	])('returns the earlier task as pending while TaskInfo %s', async (_, fault) => {
		const parameters = createFromPhotos('none', {}, { simplify: false });
		const first = await run({ parameters });
		sim.faults.add({ endpoint: 'TaskInfo', ...fault });
		const { json } = await retry(first, { parameters });
		expect(json).toEqual([{ task_id: taskIds(sim)[0] }]);
		expect(creations()).toBe(1);
	});

	it('names the earlier task of an item where an edited order is refused', async () => {
		const first = await run();
		refuseOnce();
		const parameters = createFromPhotos('none', {}, { resolution: '480p' });
		const { json } = await retry(first, { parameters, continueOnFail: true });
		expect(json).toMatchObject([{ task_id: taskIds(sim)[0] }]);
	});

	it('names the earlier task of an item where an edited order is too expensive', async () => {
		const first = await run();
		const parameters = createFromPhotos('none', { maxCredits: 1 }, { resolution: '480p' });
		const { json } = await retry(first, { parameters, continueOnFail: true });
		expect(json).toMatchObject([{ task_id: taskIds(sim)[0] }]);
		expect(creations()).toBe(1);
	});

	it('resumes the earlier task where an edited order was refused, and the edit was undone', async () => {
		const first = await run();
		refuseOnce();
		const edited = createFromPhotos('none', {}, { resolution: '480p' });
		const second = await retry(first, { parameters: edited });
		const { json } = await retry(second, { executionId: '79' });
		expect(json).toMatchObject([{ task_id: taskIds(sim)[0] }]);
		expect(taskIds(sim)).toHaveLength(1);
	});

	it('sends nothing for an unconfirmed task after an edited order was refused', async () => {
		sim.faults.add({ endpoint: 'CreateTask', kind: 'resetAfter', times: 1 });
		const first = await run();
		refuseOnce();
		const edited = createFromPhotos('none', {}, { resolution: '480p' });
		const second = await retry(first, { parameters: edited });
		const { error } = await retry(second, { executionId: '79' });
		expect(error).toMatchObject({
			message: 'An earlier attempt to create this task was not confirmed',
		});
		expect(creations()).toBe(2);
	});

	it('creates what an earlier execution was refused, although that one had begun to create', async () => {
		const runtimeData = { version: 1, establishedAt: 1000, source: 'trigger' } as const;
		const runData = createRunExecutionData({ executionData: { runtimeData } });
		refuseOnce();
		const first = await run({ runData });
		const { error } = await retry(first);
		expect(error).toBeUndefined();
		expect(taskIds(sim)).toHaveLength(1);
	});

	it.each([
		['uploads nothing again', undefined, 1],
		['uploads a file again whose URL is not known', 17, 2],
	])('%s', async (_, changedUrl, uploads) => {
		const options = {
			parameters: createViduFromBinary(),
			items: [await itemWithFiles({ data: {} })],
		};
		refuseOnce();
		const first = await run(options);
		const stored = first.runData.executionData?.contextData['node:Crun'] ?? {};
		const [file = ''] = Object.keys(stored).filter((key) => key.includes(' file '));
		if (changedUrl !== undefined) stored[file] = changedUrl;
		expect((await retry(first, options)).error).toBeUndefined();
		expect(sim.uploads).toHaveLength(uploads);
	});
});

describe('Retry On Fail', () => {
	it('keeps the task of an item that is not the same any longer', async () => {
		const [item] = photos('a');
		const { runData } = await run({ items: [{ json: { ...item?.json, at: 1 } }] });
		await run({ items: [{ json: { ...item?.json, at: 2 } }], runData });
		expect(taskIds(sim)).toHaveLength(1);
	});
});

describe('A refused creation', () => {
	it('leaves no entry', async () => {
		refuseOnce();
		expect(storedKeys(await run())).not.toContain('crun run 0 item 0');
	});

	it('leaves no entry in place of a failed task either', async () => {
		const first = await run();
		sim.tasks.finish(taskIds(sim)[0] ?? '', 'failed');
		refuseOnce();
		expect(storedKeys(await retry(first))).not.toContain('crun run 0 item 0');
	});

	it.each<[string, FaultKind]>([
		['refused', { kind: 'status', status: 402 }],
		['not confirmed', { kind: 'resetAfter' }],
	])('is the last one where it is %s', async (_, fault) => {
		sim.faults.add({ endpoint: 'CreateTask', ...fault, times: 1 });
		const items = photos('a', 'b', 'c');
		await run({ items, parameters: createFromPhotos('none', { concurrency: 1 }) });
		expect(creations()).toBe(1);
	});
});

describe('An item that is new', () => {
	it('is not uploaded where another item cannot be created', async () => {
		const items = [await itemWithFiles({ data: {} }), await itemWithFiles({ data: textFile() })];
		await run({ items, parameters: createViduFromBinary() });
		expect(sim.requestsTo('upload-url')).toEqual([]);
	});

	it('needs no status check for its price', async () => {
		await run({ parameters: createFromPhotos('none', { maxCredits: 400 }) });
		expect(statusChecks()).toBe(0);
	});
});

it('Max Credits per Run applies to each round of a loop', async () => {
	const parameters = createByteDance({ options: { maxCreditsPerRun: 400 } });
	const { runData } = await run({ parameters });
	const { error } = await run({ parameters, runData, runIndex: 1 });
	expect(error).toBeUndefined();
	expect(taskIds(sim)).toHaveLength(2);
});

it('Max Credits per Run applies to items that are ordered together', async () => {
	const items = [{ json: {} }, { json: {} }];
	const { error } = await run({ items, parameters: createInResolution({ maxCreditsPerRun: 400 }) });
	expect(error).toBeDefined();
	expect(creations()).toBe(0);
});

describe('Equal calls of an agent at the same time', () => {
	const callAtOnce = async (runData = createRunExecutionData({}), executionId = '77') =>
		await Promise.all(
			[0, 1, 2].map(
				async (runIndex) =>
					await executeAsTool('supplied tool', {
						sim,
						items: photos('a'),
						parameters: createFromPhotos('none'),
						runData,
						runIndex,
						executionId,
					}),
			),
		);

	it('share a new task without a status check', async () => {
		sim.faults.add({ endpoint: 'CreateTask', kind: 'latency', ms: 500 }); // all of them come in the meantime
		await callAtOnce();
		expect([taskIds(sim).length, statusChecks()]).toEqual([1, 0]);
	});

	it('share the status check of an earlier task', async () => {
		const runData = createRunExecutionData({});
		await callAtOnce(runData);
		await callAtOnce(deepCopy(runData), '78');
		expect([taskIds(sim).length, statusChecks()]).toEqual([1, 1]);
	});
});

describe('The record that a run creates tasks', () => {
	it('is made again where another process has overwritten it', async () => {
		sim.faults.add({ endpoint: 'CreateTask', kind: 'latency', ms: 50, times: 1 });
		const first = run({ executionId: '1' });
		await sim.waitFor('request', ({ endpoint }) => endpoint === 'CreateTask');
		table.reset();
		await first;
		const { error } = await run({ executionId: '1' });
		expect(error).toMatchObject({
			message: 'An earlier attempt to create this task was not confirmed',
		});
		expect(taskIds(sim)).toHaveLength(1);
	});

	it('is that of the execution, where n8n does not say when it began', async () => {
		await run({ executionId: '1' });
		const { error } = await run({ executionId: '2' });
		expect(error).toBeUndefined();
		await waitUntilCreated(sim, 2);
	});
});
