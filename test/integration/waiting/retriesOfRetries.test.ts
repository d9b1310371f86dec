import { createRunExecutionData, deepCopy, type IRunExecutionData } from 'n8n-workflow';
import { z } from 'zod';
import {
	createFromPhotos,
	executeNode,
	messageOf,
	photos,
	taskIds,
	useDeduplicationTable,
	useSimulator,
	type ExecuteOptions,
	type Execution,
} from '../support';

/**
 * Somebody retries an execution, retries that Retry, and then retries the first execution again. Each of them begins
 * with what n8n saved of the one that it retries, so they do not know of each other.
 */

const sim = useSimulator({ taskTimings: 'manual' });
const table = useDeduplicationTable();

const NOT_CONFIRMED = /^An earlier attempt to create this task was not confirmed\. .*Task > Wait/;
const ITEMS = photos('a');
const resending = createFromPhotos('none', { resendUnknown: true });

const run = async (options: Partial<ExecuteOptions> = {}) =>
	await executeNode({ sim, items: ITEMS, parameters: createFromPhotos('none'), ...options });
/** @param before the execution that is retried, with the data that n8n saved of it */
const retry = async (
	before: Pick<Execution, 'runData'>,
	executionId: string,
	options: Partial<ExecuteOptions> = {},
) => await run({ executionId, mode: 'retry', runData: deepCopy(before.runData), ...options });
const refuse = (times: number) =>
	sim.faults.add({ endpoint: 'CreateTask', kind: 'status', status: 402, times });

/** What n8n 2 knows of an execution that no process has run. */
const beganAt = (establishedAt: number): IRunExecutionData =>
	createRunExecutionData({
		resumeToken: 'token-of-n8n',
		executionData: { runtimeData: { version: 1, establishedAt, source: 'trigger' } },
	});

describe.each([
	['n8n 2', () => beganAt(1000)],
	['n8n 1', () => createRunExecutionData({ resumeToken: 'token-of-n8n' })],
])('An execution that Crun refused (%s)', (_, begin) => {
	it('creates nothing when it is retried after the Retry of its Retry has created the task', async () => {
		refuse(2);
		const first = await run({ executionId: '1', runData: begin() });
		const second = await retry(first, '2');
		const third = await retry(second, '3');
		const again = await retry(first, '4');
		expect(third.json).toMatchObject([{ task_id: taskIds(sim)[0] }]);
		expect(messageOf(again.error)).toMatch(NOT_CONFIRMED);
		expect(taskIds(sim)).toHaveLength(1);
	});

	it('has a refused Retry that creates nothing after another Retry has created the task', async () => {
		refuse(2);
		const first = await run({ executionId: '1', runData: begin() });
		const second = await retry(first, '2');
		const third = await retry(first, '3');
		const again = await retry(second, '4');
		expect(third.json).toMatchObject([{ task_id: taskIds(sim)[0] }]);
		expect(messageOf(again.error)).toMatch(NOT_CONFIRMED);
		expect(taskIds(sim)).toHaveLength(1);
	});

	it('creates the task after any number of refused Retries', async () => {
		refuse(4);
		const first = await run({ executionId: '1', runData: begin() });
		const second = await retry(first, '2');
		const third = await retry(second, '3');
		await retry(first, '4');
		expect((await retry(third, '5')).json).toMatchObject([{ task_id: taskIds(sim)[0] }]);
	});

	it('creates the task when a refused Retry is run again by Retry On Fail', async () => {
		refuse(3);
		const first = await run({ executionId: '1', runData: begin() });
		const { runData } = await retry(first, '2');
		await run({ executionId: '2', mode: 'retry', runData });
		const { json } = await run({ executionId: '2', mode: 'retry', runData });
		expect(json).toMatchObject([{ task_id: taskIds(sim)[0] }]);
	});
});

describe('A refused execution that an earlier version of the node ran', () => {
	it('creates the task when it is retried', async () => {
		refuse(1);
		const first = await run({ executionId: '1', runData: beganAt(1000) });
		const stored = first.runData.executionData?.contextData['node:Crun'] ?? {};
		const noteSchema = z.object({
			fingerprint: z.string(),
			executionId: z.string(),
			state: z.string(),
		});
		const [key = ''] = Object.keys(stored).filter((name) => name.includes(' unsent '));
		stored[key] = noteSchema.parse(stored[key]); // without what was added to it since
		expect((await retry(first, '2')).json).toMatchObject([{ task_id: taskIds(sim)[0] }]);
	});
});

describe('An execution whose task failed', () => {
	it('replaces the task once, although the first Retry is refused', async () => {
		const first = await run({ executionId: '1', runData: beganAt(1000) });
		sim.tasks.finish(taskIds(sim)[0] ?? '', 'failed');
		refuse(1);
		const second = await retry(first, '2');
		const third = await retry(second, '3');
		const again = await retry(first, '4');
		expect(third.json).toMatchObject([{ task_id: taskIds(sim)[1] }]);
		expect(messageOf(again.error)).toMatch(NOT_CONFIRMED);
		expect(taskIds(sim)).toHaveLength(2);
	});

	it('replaces the task once, although Retry On Fail has resumed it before it failed', async () => {
		const parameters = createFromPhotos('none', { concurrency: 1 });
		const isB = ({ body }: { body: unknown }) => JSON.stringify(body).includes('b.png');
		const items = photos('a', 'b');
		const fault = { endpoint: 'CreateTask', kind: 'status', status: 402 } as const;
		sim.faults.add({ ...fault, when: isB, times: 2 });
		const options = { executionId: '1', items, parameters };
		const { runData } = await run({ ...options, runData: beganAt(1000) });
		const first = await run({ ...options, runData });
		const [failed = ''] = taskIds(sim);
		sim.tasks.finish(failed, 'failed');
		const second = await retry(first, '2', { items, parameters });
		const ids = second.json.map(({ task_id: id }) => id);
		expect(new Set(ids)).toEqual(new Set(taskIds(sim).slice(1)));
		const again = await retry(first, '3', { items, parameters });
		expect(messageOf(again.error)).toMatch(NOT_CONFIRMED);
		expect(taskIds(sim)).toHaveLength(3);
	});

	it('is not replaced twice by a Retry whose resent order is refused', async () => {
		const first = await run({ executionId: '1', runData: beganAt(1000) });
		sim.tasks.finish(taskIds(sim)[0] ?? '', 'failed');
		await retry(first, '2');
		refuse(1);
		const third = await retry(first, '3', { parameters: resending });
		const again = await retry(third, '4');
		expect(messageOf(again.error)).toMatch(NOT_CONFIRMED);
		expect(taskIds(sim)).toHaveLength(2);
	});
});

describe('An execution that was lost in two crashes of n8n', () => {
	it('creates nothing when it is retried after a Retry of a Retry has created the task on request', async () => {
		const rebuilt = { json: { isArtificialRecoveredEventItem: true } };
		const recovered = { previousRuns: [[rebuilt], ITEMS] };
		const lost = { runData: beganAt(1000) };
		const third = await retry(lost, '3', recovered);
		const fourth = await retry(third, '4', recovered);
		expect([third, fourth].map(({ error }) => messageOf(error))).toEqual([
			expect.stringMatching(NOT_CONFIRMED),
			expect.stringMatching(NOT_CONFIRMED),
		]);
		const fifth = await retry(fourth, '5', { ...recovered, parameters: resending });
		expect(fifth.json).toMatchObject([{ task_id: taskIds(sim)[0] }]);
		const sixth = await retry(lost, '6');
		expect(messageOf(sixth.error)).toMatch(NOT_CONFIRMED);
		expect(taskIds(sim)).toHaveLength(1);
	});
});

describe('While the record of a refused order cannot be taken back', () => {
	const failToForget = async () => {
		const first = await run({ executionId: '1', runData: beganAt(1000) });
		const stop = sim.on('ended', ({ endpoint }) => {
			if (endpoint === 'CreateTask') table.failure = new Error('the database is restarted');
		});
		const second = await retry(first, '2');
		stop();
		table.failure = undefined;
		return { first, second };
	};

	it('the Retry of the refused Retry creates the task, and no other Retry does', async () => {
		refuse(2);
		const { first, second } = await failToForget();
		const third = await retry(second, '3');
		expect(third.json).toMatchObject([{ task_id: taskIds(sim)[0] }]);
		expect(messageOf((await retry(first, '4')).error)).toMatch(NOT_CONFIRMED);
		expect(messageOf((await retry(second, '5')).error)).toMatch(NOT_CONFIRMED);
		expect(taskIds(sim)).toHaveLength(1);
	});

	it('Retry On Fail creates the task', async () => {
		refuse(2);
		const { second } = await failToForget();
		const { runData } = second;
		const { json } = await run({ executionId: '2', mode: 'retry', runData });
		expect(json).toMatchObject([{ task_id: taskIds(sim)[0] }]);
	});
});
