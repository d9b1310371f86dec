import { createRunExecutionData, deepCopy, type IRunExecutionData } from 'n8n-workflow';
import {
	createFromPhotos,
	executeAsTool,
	executeNode,
	messageOf,
	photos,
	recordLogs,
	taskIds,
	useDeduplicationTable,
	useSimulator,
	type ExecuteOptions,
} from '../support';

/**
 * A process of n8n dies in the middle of a creation, and its ledger with it. Another worker runs the same execution
 * again by itself, or somebody retries it.
 */

const sim = useSimulator({ taskTimings: 'manual' });
const table = useDeduplicationTable();

const TWO = photos('a', 'b');
const NOT_CONFIRMED = /^An earlier attempt to create this task was not confirmed\. .*Task > Wait/;

/** The data of an execution that began at this time, and that no process has run. */
const beganAt = (establishedAt: number): IRunExecutionData =>
	createRunExecutionData({
		resumeToken: 'token-of-n8n',
		executionData: { runtimeData: { version: 1, establishedAt, source: 'trigger' } },
	});
const run = async (options: Partial<ExecuteOptions> = {}) =>
	await executeNode({ sim, items: TWO, parameters: createFromPhotos('none'), ...options });
const resending = createFromPhotos('none', { resendUnknown: true });

it('another worker that runs the execution again sends nothing, and says what to do', async () => {
	await run({ executionId: '1' });
	const again = await run({ executionId: '1' });
	expect(messageOf(again.error)).toMatch(NOT_CONFIRMED);
	expect(taskIds(sim)).toHaveLength(2);
});

it('a Retry of an execution whose host is gone sends nothing, and neither does the Retry of that', async () => {
	await run({ executionId: '1', runData: beganAt(1000) });
	const retried = await run({ executionId: '2', runData: beganAt(1000), mode: 'retry' });
	expect(messageOf(retried.error)).toMatch(NOT_CONFIRMED);
	const { runData } = retried;
	const second = await run({ executionId: '3', runData, mode: 'retry' });
	expect(messageOf(second.error)).toMatch(NOT_CONFIRMED);
	expect(taskIds(sim)).toHaveLength(2);
});

it('every item says so when the node continues on fail', async () => {
	await run({ executionId: '1' });
	const { json } = await run({ executionId: '1', continueOnFail: true });
	expect(json.map(({ error }) => error)).toEqual([
		expect.stringMatching(NOT_CONFIRMED),
		expect.stringMatching(NOT_CONFIRMED),
	]);
	expect(taskIds(sim)).toHaveLength(2);
});

describe('Resend Unconfirmed Tasks', () => {
	it('does not make another worker create the tasks again by itself', async () => {
		await run({ executionId: '1', parameters: resending });
		await run({ executionId: '1', parameters: resending });
		expect(taskIds(sim)).toHaveLength(2);
	});

	it('creates them when a person retries the execution', async () => {
		await run({ executionId: '1', runData: beganAt(1000) });
		const options = { executionId: '2', mode: 'retry', parameters: resending } as const;
		const { error } = await run({ ...options, runData: beganAt(1000) });
		expect(error).toBeUndefined();
		expect(taskIds(sim)).toHaveLength(4);
	});

	it('is not used up by a creation that Crun refused', async () => {
		await run({ executionId: '1', runData: beganAt(1000) });
		const options = { executionId: '2', mode: 'retry', parameters: resending } as const;
		sim.faults.add({ endpoint: 'CreateTask', kind: 'status', status: 402, times: 2 });
		const { runData } = await run({ ...options, runData: beganAt(1000) });
		const { error } = await run({ executionId: '3', mode: 'retry', runData });
		expect(messageOf(error)).toMatch(NOT_CONFIRMED);
		expect(taskIds(sim)).toHaveLength(2);
	});

	it('does not apply when another worker runs such a Retry again by itself', async () => {
		await run({ executionId: '1', runData: beganAt(1000) });
		const options = { executionId: '2', mode: 'retry', parameters: resending } as const;
		await run({ ...options, runData: beganAt(1000) });
		const { error } = await run({ ...options, runData: beganAt(1000) });
		expect(messageOf(error)).toMatch(NOT_CONFIRMED);
		expect(taskIds(sim)).toHaveLength(4);
	});
});

it('a Retry that begins again with other items creates only what was not ordered before', async () => {
	await run({ executionId: '1', runData: beganAt(1000) });
	const { json } = await run({
		executionId: '2',
		runData: beganAt(1000),
		mode: 'retry',
		items: photos('a', 'c'),
		continueOnFail: true,
	});
	expect(json).toMatchObject([
		{ error: expect.stringMatching(NOT_CONFIRMED) as unknown },
		{ task_id: taskIds(sim)[2] },
	]);
	expect(taskIds(sim)).toHaveLength(3);
});

/** n8n stores the data of a failed execution. A Retry begins with them, and they are all that is left if it dies. */
describe.each([
	['n8n 2', () => beganAt(1000)],
	['n8n 1', () => createRunExecutionData({ resumeToken: 'token-of-n8n' })],
])('Two Retries that begin with the same data (%s)', (_, begin) => {
	const isB = ({ body }: { body: unknown }) => JSON.stringify(body).includes('b.png');
	const failed = async (): Promise<Partial<ExecuteOptions>> => {
		sim.faults.add({ endpoint: 'CreateTask', kind: 'status', status: 422, times: 1, when: isB });
		const { runData } = await run({ executionId: '1', runData: begin() });
		expect(taskIds(sim)).toHaveLength(1);
		return { runData, mode: 'retry', continueOnFail: true };
	};
	const retry = async (executionId: string, { runData, ...options }: Partial<ExecuteOptions>) =>
		await run({ ...options, executionId, runData: deepCopy(runData) });

	it('do not both create what the first execution did not', async () => {
		const saved = await failed();
		await retry('2', saved);
		expect(taskIds(sim)).toHaveLength(2);
		const { json } = await retry('3', saved);
		expect(json).toMatchObject([
			{ task_id: taskIds(sim)[0] },
			{ error: expect.stringMatching(NOT_CONFIRMED) as unknown },
		]);
		expect(taskIds(sim)).toHaveLength(2);
	});

	it('do not both replace a task that failed', async () => {
		const saved = await failed();
		sim.tasks.finish(taskIds(sim)[0] ?? '', 'failed');
		await retry('2', saved);
		expect(taskIds(sim)).toHaveLength(3);
		const third = await retry('3', saved);
		await retry('4', { ...saved, runData: third.runData });
		expect(third.json).toMatchObject([
			{ error: expect.stringMatching(NOT_CONFIRMED) as unknown },
			{ error: expect.stringMatching(NOT_CONFIRMED) as unknown },
		]);
		expect(taskIds(sim)).toHaveLength(3);
	});

	it('can both create a task if Crun refused the first one', async () => {
		const saved = await failed();
		sim.faults.add({ endpoint: 'CreateTask', kind: 'status', status: 402, times: 1 });
		await retry('2', saved);
		const { json } = await retry('3', saved);
		expect(json).toMatchObject(taskIds(sim).map((id) => ({ task_id: id })));
		expect(taskIds(sim)).toHaveLength(2);
	});

	it('can both create a task if the user asks the second one to resend', async () => {
		const saved = await failed();
		await retry('2', saved);
		const { json } = await retry('3', { ...saved, parameters: resending });
		expect(json).toMatchObject([{ task_id: taskIds(sim)[0] }, { task_id: taskIds(sim)[2] }]);
	});
});

describe('There is no false alarm', () => {
	it('when two executions begin in the same millisecond with the same items', async () => {
		await run({ executionId: '1', runData: beganAt(1000) });
		const { error } = await run({ executionId: '2', runData: beganAt(1000) });
		expect(error).toBeUndefined();
		expect(taskIds(sim)).toHaveLength(4);
	});

	it('in Retry On Fail and in an ordinary Retry, which have the ledger', async () => {
		sim.faults.add({ endpoint: 'CreateTask', kind: 'status', status: 422, times: 1 });
		const first = await run({ executionId: '1', runData: beganAt(1000) });
		const { runData } = first;
		await run({ executionId: '1', runData });
		const { error } = await run({ executionId: '2', runData, mode: 'retry' });
		expect(error).toBeUndefined();
		expect(taskIds(sim)).toHaveLength(2);
	});

	it('in the rounds of a loop', async () => {
		const { runData } = await run({ executionId: '1', runData: beganAt(1000) });
		for (const runIndex of [1, 2]) {
			const { error } = await run({ executionId: '1', runData, runIndex });
			expect(error).toBeUndefined();
		}
		expect(taskIds(sim)).toHaveLength(6);
	});

	it('when two executions begin in the same millisecond with different items', async () => {
		await run({ executionId: '1', runData: beganAt(1000) });
		const { error } = await run({
			executionId: '2',
			runData: beganAt(1000),
			items: photos('a', 'c'),
		});
		expect(error).toBeUndefined();
		expect(taskIds(sim)).toHaveLength(4);
	});

	it('when the same order is placed by another execution', async () => {
		await run({ executionId: '1', runData: beganAt(1000) });
		const { error } = await run({ executionId: '2', runData: beganAt(2000) });
		expect(error).toBeUndefined();
		expect(taskIds(sim)).toHaveLength(4);
	});

	it('when many executions run at the same time', async () => {
		const ids = Array.from({ length: 20 }, (_, index) => String(index));
		const all = await Promise.all(
			ids.map(
				async (executionId) => await run({ executionId, runData: beganAt(1000 + +executionId) }),
			),
		);
		expect(all.map(({ error }) => error)).toEqual(ids.map(() => undefined));
		expect(taskIds(sim)).toHaveLength(2 * ids.length);
	});

	it('when an agent calls its tool several times at once', async () => {
		const runData = beganAt(1000);
		const call = async (photo: string, runIndex: number) =>
			await executeAsTool('supplied tool', {
				sim,
				items: photos(photo),
				parameters: createFromPhotos('none'),
				runData,
				runIndex,
			});
		await Promise.all([call('a', 0), call('b', 1), call('c', 2)]);
		await call('d', 3);
		expect(taskIds(sim)).toHaveLength(4);
	});
});

it('an agent whose execution is run again creates nothing', async () => {
	const call = async (photo: string) =>
		await executeAsTool('supplied tool', {
			sim,
			items: photos(photo),
			parameters: createFromPhotos('none'),
			runData: beganAt(1000),
		});
	await call('a');
	await expect(call('another')).rejects.toThrow(NOT_CONFIRMED);
	expect(taskIds(sim)).toHaveLength(1);
});

it('while the table fails, tasks are created as before, and the log says so', async () => {
	const logs = recordLogs();
	table.failure = new Error('the database is starting up');
	const { error } = await run({ executionId: '1' });
	expect(error).toBeUndefined();
	expect(taskIds(sim)).toHaveLength(2);
	expect(logs.join()).toContain('deduplication table cannot be used. the database is starting up');
});
