import { createRunExecutionData, deepCopy, type IRunExecutionData } from 'n8n-workflow';
import { z } from 'zod';
import type { FaultKind } from '../../../dev/simulator';
import {
	createFromPhotos,
	executeAsTool,
	executeNode,
	messageOf,
	photos,
	sleep,
	taskIds,
	useSimulator,
	waitUntilCreated,
	within,
} from '../support';

/** An AI agent may call its tool with the same order several times at once. That is one order. */

const sim = useSimulator({ taskTimings: 'manual' });

interface ExecutionOptions {
	waitMode?: 'none' | 'poll';
	resendUnknown?: boolean;
	concurrency?: number;
	/** That of the execution that is retried. */
	runData?: IRunExecutionData;
	executionId?: string;
}

/** One execution of an agent. The returned function is one call of its tool, with one photo per item. */
function newExecution({
	waitMode = 'none',
	resendUnknown = false,
	concurrency = 5,
	...options
}: ExecutionOptions = {}) {
	const runData = options.runData ?? createRunExecutionData({ resumeToken: 'token-of-n8n' });
	const parameters = createFromPhotos(waitMode, { resendUnknown, concurrency });
	let calls = 0;
	const call = async (signal?: AbortSignal, ...names: string[]) =>
		await executeAsTool('supplied tool', {
			sim,
			items: photos(...(names.length > 0 ? names : ['a'])),
			parameters,
			runData,
			runIndex: calls++,
			...(options.executionId === undefined ? {} : { executionId: options.executionId }),
			...(signal === undefined ? {} : { signal }),
		});
	return { call, runData };
}

const outputSchema = z.array(z.array(z.object({ json: z.object({ task_id: z.string() }) })));

/** What a call returned to the agent: the IDs of the tasks, or the text of the error. */
async function resultOf(call: Promise<{ output: unknown }>): Promise<string> {
	try {
		const { output } = await call;
		const items = outputSchema.parse(output).flat();
		return items.map(({ json }) => json.task_id).join();
	} catch (error) {
		return messageOf(error);
	}
}

const creations = () => sim.requestsTo('CreateTask').length;
const untilCreationIsOnItsWay = async () =>
	await sim.waitFor('request', ({ endpoint }) => endpoint === 'CreateTask');

const UNCONFIRMED = /^Crun did not confirm whether the task was created\. .*Task > Wait/;
const EARLIER = /^An earlier attempt to create this task was not confirmed\. .*Task > Wait/;

/** An execution that left an unconfirmed entry, as n8n has stored it. No task exists. */
async function afterLostRequest(): Promise<IRunExecutionData> {
	const { call, runData } = newExecution();
	const end = sim.faults.add({ endpoint: 'CreateTask', kind: 'resetBefore', times: 1 });
	expect(await resultOf(call())).toMatch(UNCONFIRMED);
	end();
	return deepCopy(runData);
}

describe.each([2, 5])('%i equal calls at the same time', (count) => {
	describe.each([false, true])('(resending an unconfirmed task: %s)', (resend) => {
		const start = async () => {
			const more = resend
				? { runData: await afterLostRequest(), executionId: '78', resendUnknown: true }
				: {};
			const { call } = newExecution(more);
			sim.faults.add({ endpoint: '*', kind: 'latency', ms: 20 });
			const sentBefore = creations();
			return { call, sent: () => creations() - sentBefore };
		};
		const all = async (call: () => Promise<{ output: unknown }>) =>
			await Promise.all(Array.from({ length: count }, async () => await resultOf(call())));

		it.each<[string, FaultKind, number]>([
			['nothing goes wrong', { kind: 'latency', ms: 1 }, 0],
			['Crun answers 429 once', { kind: 'rateLimit', retryAfter: 0.1 }, 1],
			['Crun answers 429 three times', { kind: 'rateLimit', retryAfter: 0.1 }, 3],
			['Crun answers 429 without Retry-After', { kind: 'rateLimit' }, 1],
			['Crun answers 455', { kind: 'maintenance' }, 1],
		])('create one task, and all get it, if %s', async (_, fault, times) => {
			const { call, sent } = await start();
			sim.faults.add({ endpoint: 'CreateTask', times, ...fault });
			const results = await all(call);
			expect(taskIds(sim)).toHaveLength(1);
			expect(new Set(results)).toEqual(new Set(taskIds(sim)));
			expect(sent()).toBe(times + 1);
			expect(await resultOf(call())).toBe(taskIds(sim)[0]);
		});

		it.each<[string, FaultKind, boolean]>([
			['the connection is reset after the request', { kind: 'resetAfter' }, true],
			['the connection is reset before the request', { kind: 'resetBefore' }, false],
			['a gateway answers', { kind: 'html' }, true],
			['the answer is cut off', { kind: 'cutJson' }, true],
			['the answer has no data', { kind: 'dataNull' }, true],
		])(
			'send one request, and all hear that it is unconfirmed, if %s',
			async (_, fault, processed) => {
				const { call, sent } = await start();
				sim.faults.add({ endpoint: 'CreateTask', kind: 'rateLimit', retryAfter: 0.1, times: 1 });
				sim.faults.add({ endpoint: 'CreateTask', processed, ...fault });
				const results = await all(call);
				for (const result of results) expect(result).toMatch(UNCONFIRMED);
				expect(await resultOf(call())).toMatch(EARLIER);
				expect(sent()).toBe(2); // the one that got the 429, and the one that was lost
				expect(taskIds(sim).length).toBeLessThanOrEqual(1);
			},
		);

		it.each<[string, FaultKind, RegExp, number]>([
			['422', { kind: 'status', status: 422 }, /^Crun refused to create the task\. .*\(422\)/, 1],
			['402', { kind: 'status', status: 402 }, /does not have enough credits/, 1],
			['429 each time', { kind: 'rateLimit', retryAfter: 0 }, /^Crun is receiving too many/, 6],
		])(
			'all get the refusal if Crun answers %s, and a later call creates one',
			async (_, fault, text, times) => {
				const { call, sent } = await start();
				const end = sim.faults.add({ endpoint: 'CreateTask', ...fault });
				const results = await all(call);
				for (const result of results) expect(result).toMatch(text);
				expect(sent()).toBe(times);
				end();
				expect(new Set(await all(call))).toEqual(new Set(taskIds(sim)));
				expect(taskIds(sim)).toHaveLength(1);
			},
		);
	});
});

/** Only for the creations from one photo. */
const of =
	(photo: string) =>
	({ body }: { body: unknown }) =>
		JSON.stringify(body).includes(`/${photo}.`);

describe.each([false, true])('A call that waits for its turn (resending: %s)', (resend) => {
	it.each([0, 1, 2])(
		'does not pay again for what another call has sent, after %i × 429',
		async (times) => {
			const more = resend
				? { runData: await afterLostRequest(), executionId: '78', resendUnknown: true }
				: {};
			const { call } = newExecution({ ...more, concurrency: 1 });
			sim.faults.add({ endpoint: 'CreateTask', kind: 'latency', ms: 300, when: of('other') });
			sim.faults.add({ endpoint: 'CreateTask', kind: 'latency', ms: 200, when: of('a') });
			sim.faults.add({
				endpoint: 'CreateTask',
				kind: 'rateLimit',
				retryAfter: 0.2,
				times,
				when: of('a'),
			});
			const waiting = resultOf(call(undefined, 'other', 'a'));
			await sim.waitFor(
				'request',
				({ endpoint, body }) => endpoint === 'CreateTask' && of('other')({ body }),
			);
			const second = await resultOf(call());
			const [, id] = (await waiting).split(',');
			expect(sim.ledger.created.filter(({ input }) => of('a')({ body: input }))).toHaveLength(1);
			expect(second).toBe(id);
		},
	);
});

describe('A call while another one is creating the same task', () => {
	const slowCreation = (ms = 1000) =>
		sim.faults.add({ endpoint: 'CreateTask', kind: 'latency', ms });

	it('gets the task of the other one', async () => {
		const { call } = newExecution();
		slowCreation();
		const first = resultOf(call());
		await untilCreationIsOnItsWay();
		const second = await resultOf(call());
		expect(second).toBe(taskIds(sim)[0]);
		expect(await first).toBe(second);
		expect(creations()).toBe(1);
	});

	it('gets the finished task of the other one if both poll', async () => {
		const { call } = newExecution({ waitMode: 'poll' });
		slowCreation();
		const calls = [call()];
		await untilCreationIsOnItsWay();
		calls.push(call());
		const [id = ''] = taskIds(sim);
		const { task_id: created } = await waitUntilCreated(sim);
		sim.tasks.finish(created, 'success');
		for (const { output } of await Promise.all(calls))
			expect(output).toMatchObject([[{ json: { task_id: created, status: 'success' } }]]);
		expect(id).toBe('');
		expect(creations()).toBe(1);
	});

	it.each<[string, FaultKind, RegExp]>([
		['refused', { kind: 'status', status: 422 }, /^Crun refused to create the task\. .*\(422\)/],
		['not confirmed', { kind: 'resetAfter' }, UNCONFIRMED],
	])('gets the error of the other one if that is %s', async (_, fault, text) => {
		const { call } = newExecution();
		slowCreation();
		sim.faults.add({ endpoint: 'CreateTask', ...fault });
		const first = resultOf(call());
		await untilCreationIsOnItsWay();
		const second = await resultOf(call());
		expect(second).toMatch(text);
		expect(await first).toMatch(text);
		expect(creations()).toBe(1);
	});

	it('ends immediately when the execution is stopped, and the task stays unconfirmed', async () => {
		const { call, runData } = newExecution();
		sim.faults.add({ endpoint: 'CreateTask', kind: 'hang' });
		const stop = new AbortController();
		const first = resultOf(call(stop.signal));
		await untilCreationIsOnItsWay();
		const second = resultOf(call(stop.signal));
		await sleep(100);
		stop.abort();
		expect(await within(1000, second)).toMatch(/^The execution was stopped/);
		expect(await within(1000, first)).toMatch(UNCONFIRMED);
		expect(creations()).toBe(1);
		const retry = newExecution({ runData: deepCopy(runData), executionId: '78' });
		expect(await resultOf(retry.call())).toMatch(EARLIER);
		expect(creations()).toBe(1);
	});

	it('does not end the other one when it is stopped by itself', async () => {
		const { call } = newExecution();
		slowCreation(2000);
		const first = resultOf(call());
		await untilCreationIsOnItsWay();
		const stop = new AbortController();
		const second = resultOf(call(stop.signal));
		await sleep(100);
		stop.abort();
		expect(await within(1000, second)).toMatch(/^The execution was stopped/);
		expect(await first).toBe(taskIds(sim)[0]);
		expect(await resultOf(call())).toBe(taskIds(sim)[0]);
		expect(creations()).toBe(1);
	});

	it('creates the task itself if the other one did not send it because of another item', async () => {
		const { call } = newExecution();
		sim.faults.add({
			endpoint: 'CreateTask',
			kind: 'status',
			status: 422,
			times: 1,
			when: of('bad'),
		});
		sim.faults.add({
			endpoint: 'CreateTask',
			kind: 'rateLimit',
			retryAfter: 0.3,
			times: 1,
			when: of('a'),
		});
		const first = resultOf(call(undefined, 'a', 'bad'));
		await untilCreationIsOnItsWay();
		const others = await Promise.all([resultOf(call()), resultOf(call())]);
		expect(await first).toMatch(/^Crun refused/);
		expect(new Set(others)).toEqual(new Set(taskIds(sim)));
		expect(taskIds(sim)).toHaveLength(1);
	});

	it('gets the error about an earlier attempt if the process of the other one has died', async () => {
		const { call, runData } = newExecution();
		slowCreation(3000);
		const first = resultOf(call());
		await untilCreationIsOnItsWay();
		const another = newExecution({ runData: deepCopy(runData) }); // another process reads what n8n has stored
		expect(await within(2000, resultOf(another.call()))).toMatch(EARLIER);
		expect(creations()).toBe(1);
		await first;
	});
});

it('two equal items of one call are one order, and both get its task', async () => {
	const { call } = newExecution();
	expect(await resultOf(call(undefined, 'a', 'a'))).toBe(`${taskIds(sim)[0]},${taskIds(sim)[0]}`);
	expect(creations()).toBe(1);
});

it('two equal items of an ordinary run are two orders, also when one of them gets a 429', async () => {
	sim.faults.add({ endpoint: 'CreateTask', kind: 'rateLimit', retryAfter: 0.05, times: 1 });
	const parameters = createFromPhotos('none');
	const first = await executeNode({ sim, items: photos('a', 'a'), parameters });
	const ids = first.json.map(({ task_id: id }) => id);
	expect(new Set(ids)).toEqual(new Set(taskIds(sim)));
	expect(taskIds(sim)).toHaveLength(2);
	const again = { sim, items: photos('a', 'a'), parameters, runData: first.runData };
	expect((await executeNode(again)).json.map(({ task_id: id }) => id)).toEqual(ids);
	expect(taskIds(sim)).toHaveLength(2);
});

it('an agent’s call does not take over the task of an item with the same photo', async () => {
	const { runData } = await executeNode({
		sim,
		items: photos('a'),
		parameters: createFromPhotos('none'),
	});
	await resultOf(newExecution({ runData }).call());
	expect(new Set(taskIds(sim)).size).toBe(2);
});
