import { createRunExecutionData, deepCopy } from 'n8n-workflow';
import {
	createFromPhotos,
	executeNode,
	messageOf,
	photos,
	taskIds,
	taskIdsInOrder,
	useDeduplicationTable,
	useSimulator,
	type ExecuteOptions,
	type Execution,
} from '../support';

/** What the ledger knows of an order after several Retries, one after the other, with and without edits. */

const sim = useSimulator({ taskTimings: 'manual' });

const table = useDeduplicationTable();

const NOT_CONFIRMED = /^An earlier attempt to create this task was not confirmed\. /;
const inResolution = (resolution: string) => createFromPhotos('none', {}, { resolution });
const run = async (options: Partial<ExecuteOptions> = {}) =>
	await executeNode({ sim, items: photos('a'), parameters: inResolution('720p'), ...options });
const retry = async (
	{ runData }: Pick<Execution, 'runData'>,
	executionId: string,
	options: Partial<ExecuteOptions> = {},
) => await run({ runData: deepCopy(runData), executionId, mode: 'retry', ...options });
/** What n8n 2 knows of an execution that no process has run. */
const begin = () =>
	createRunExecutionData({
		executionData: { runtimeData: { version: 1, establishedAt: 1000, source: 'trigger' } },
	});
const idsOf = ({ json }: Execution) => json.map(({ task_id: id }) => id);

it('each item has its own task again after the edits of two items were refused and undone', async () => {
	const items = photos('a', 'b');
	const first = await run({ items });
	sim.faults.add({ endpoint: 'CreateTask', kind: 'status', status: 402, times: 2 });
	const edited = { items, parameters: inResolution('480p'), continueOnFail: true };
	const second = await retry(first, '2', edited);
	expect(sim.requestsTo('CreateTask')).toHaveLength(4);
	const third = await retry(second, '3', { items });
	expect(idsOf(third)).toEqual(taskIdsInOrder(sim, items));
	expect(taskIds(sim)).toHaveLength(2);
});

describe('An order that is edited twice', () => {
	const editTwice = async () => {
		const first = await run();
		const second = await retry(first, '2', { items: photos('b') });
		return [first, second, await retry(second, '3', { items: photos('c') })] as const;
	};

	it('has a task for each edit', async () => {
		expect((await editTwice()).flatMap(idsOf)).toEqual(taskIds(sim));
		expect(taskIds(sim)).toHaveLength(3);
	});

	it.each([
		['a', 0],
		['b', 1],
		['c', 2],
	])('has its task again when photo %s is back', async (photo, index) => {
		const [, , third] = await editTwice();
		const again = await retry(third, '4', { items: photos(photo) });
		expect(idsOf(again)).toEqual([taskIds(sim)[index]]);
		expect(taskIds(sim)).toHaveLength(3);
	});
});

describe('A task that failed', () => {
	const fail = (index: number) => sim.tasks.finish(taskIds(sim)[index] ?? '', 'failed');
	const failedFirst = async () => {
		const first = await run({ runData: begin() });
		fail(0);
		return first;
	};

	it('is replaced by a Retry, and its replacement by the Retry of that one', async () => {
		const second = await retry(await failedFirst(), '2');
		fail(1);
		const third = await retry(second, '3');
		expect(taskIds(sim)).toHaveLength(3);
		expect(idsOf(third)).toEqual(taskIds(sim).slice(2));
	});

	it('is replaced after a refused Retry, and its replacement by the next one', async () => {
		const first = await failedFirst();
		sim.faults.add({ endpoint: 'CreateTask', kind: 'status', status: 402, times: 1 });
		const second = await retry(first, '2');
		const third = await retry(second, '3');
		fail(1);
		const fourth = await retry(third, '4');
		expect(taskIds(sim)).toHaveLength(3);
		expect(idsOf(fourth)).toEqual(taskIds(sim).slice(2));
	});

	it.each([
		['', () => {}],
		[', even if n8n’s table forgets', () => table.reset()],
	])(
		'is not replaced by the Retry of a Retry that another one has forestalled%s',
		async (_, forget) => {
			const first = await failedFirst();
			await retry(first, '2');
			const third = await retry(first, '3');
			forget();
			const fourth = await retry(third, '4');
			for (const { error } of [third, fourth]) {
				expect(messageOf(error)).toMatch(
					/^An earlier attempt to create this task was not confirmed/,
				);
			}
			expect(taskIds(sim)).toHaveLength(2);
		},
	);
});

it('Retry On Fail of a refused Retry creates nothing after another Retry has', async () => {
	sim.faults.add({ endpoint: 'CreateTask', kind: 'status', status: 402, times: 2 });
	const first = await run({ runData: begin() });
	const second = await retry(first, '2');
	const third = await retry(first, '3');
	const { error } = await run({ runData: second.runData, executionId: '2', mode: 'retry' });
	expect(idsOf(third)).toEqual(taskIds(sim));
	expect(messageOf(error)).toMatch(NOT_CONFIRMED);
	expect(taskIds(sim)).toHaveLength(1);
});

describe('n8n’s table', () => {
	const refuse = () => sim.faults.add({ endpoint: 'CreateTask', kind: 'status', status: 402 });

	it('keeps the record of a first execution that Crun refused', async () => {
		refuse();
		await run({ runData: begin() });
		expect(table.recorded()).toHaveLength(2); // the run and the order
	});

	it('keeps of a refused Retry that the run has begun', async () => {
		refuse();
		const first = await run({ runData: begin() });
		const recorded = table.recorded();
		await retry(first, '2');
		expect(table.recorded()).toEqual([...recorded, 'run 0 of 2']);
	});

	const manyPhotos = (count: number) =>
		Array.from({ length: count }, (_, index) => photos(`${index}`)).flat();

	it('records each of 100 orders', async () => {
		await run({ items: manyPhotos(100) });
		expect(table.recorded()).toHaveLength(101);
	});

	it('records 300 orders in 64 groups at most', async () => {
		await run({ items: manyPhotos(300) });
		expect(table.recorded().length).toBeLessThanOrEqual(65);
	});
});

it('of 101 orders, another Retry in which one is edited creates only a few', async () => {
	const items = Array.from({ length: 101 }, (_, index) => photos(`${index}`)).flat();
	sim.faults.add({ endpoint: 'CreateTask', kind: 'status', status: 402, times: 1 });
	const first = await run({ items, runData: begin() });
	await retry(first, '2', { items, continueOnFail: true });
	const created = taskIds(sim).length;
	expect(created).toBeGreaterThan(90);
	const edited = [...photos('edited'), ...items.slice(1)];
	const { json } = await retry(first, '3', { items: edited, continueOnFail: true });
	expect(json).toHaveLength(101);
	expect(taskIds(sim).length - created).toBeGreaterThan(0);
	expect(taskIds(sim).length - created).toBeLessThan(15); // those of two groups
});
