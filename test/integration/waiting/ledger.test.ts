import { deepCopy } from 'n8n-workflow';
import type { FaultKind } from '../../../dev/simulator';
import {
	createFromPhotos,
	executeNode,
	locator,
	messageOf,
	photoOf,
	photos,
	photoUrl,
	sleep,
	taskIds,
	taskIdsInOrder,
	useSimulator,
	type ExecuteOptions,
	type Execution,
} from '../support';

/** How the node behaves when n8n runs it again for the same items. */

const sim = useSimulator({ taskTimings: 'manual' });

const run = async (options: Partial<ExecuteOptions>) =>
	await executeNode({ sim, parameters: createFromPhotos('none'), items: photos('a'), ...options });
/** Another attempt in the same execution: Retry On Fail. */
const again = async ({ runData, executionId }: Execution, options: Partial<ExecuteOptions> = {}) =>
	await run({ runData, executionId, ...options });
/** The retry of a failed execution from the list: a new execution with the context data from the database. */
const retried = async ({ runData }: Execution, options: Partial<ExecuteOptions> = {}) =>
	await run({ runData: deepCopy(runData), executionId: '78', ...options });
const WAYS: Array<[string, typeof again]> = [
	['Retry On Fail', again],
	['The retry of an execution', retried],
];

const UNCONFIRMED = 'Crun did not confirm whether the task was created';
const creations = () => sim.requestsTo('CreateTask').length;

describe.each(WAYS)('%s', (_, runAgain) => {
	it('uses the result of a finished task', async () => {
		const first = await run({});
		const [id = ''] = taskIds(sim);
		sim.tasks.finish(id, 'success');
		for (const waitMode of ['none', 'poll'] as const) {
			const { json } = await runAgain(first, { parameters: createFromPhotos(waitMode) });
			expect(json).toMatchObject([
				{ task_id: id, status: 'success', video_url: expect.any(String) as unknown },
			]);
		}
		expect(creations()).toBe(1);
	});

	it('resumes a task that is still running', async () => {
		const first = await run({});
		const [id = ''] = taskIds(sim);
		sim.tasks.setStatus(id, 'running');
		expect((await runAgain(first)).json).toMatchObject([{ task_id: id, status: 'running' }]);
		expect(creations()).toBe(1);
	});

	it('waits for a task that is still running if Wait For Result is set', async () => {
		const first = await run({ parameters: createFromPhotos('poll', { timeoutMinutes: 0.01 }) });
		const [id = ''] = taskIds(sim);
		expect(messageOf(first.error)).toContain(id);
		setTimeout(() => sim.tasks.finish(id, 'success'), 300);
		expect((await runAgain(first, { parameters: createFromPhotos('poll') })).json).toMatchObject([
			{ task_id: id, status: 'success' },
		]);
		expect(creations()).toBe(1);
	});

	it('creates a new task if the first one failed', async () => {
		const stop = sim.on(
			'created',
			({ task_id: id }) => void setTimeout(() => sim.tasks.finish(id, 'failed'), 0),
		);
		const first = await run({ parameters: createFromPhotos('poll') });
		stop();
		const [failed] = taskIds(sim);
		expect(messageOf(first.error)).toContain(failed);
		const second = await runAgain(first);
		expect(taskIds(sim)).toHaveLength(2);
		expect(second.json).toMatchObject([{ task_id: taskIds(sim)[1], status: 'pending' }]);
		expect(sim.ledger.charged()).toBe(355.2);
		expect((await runAgain(second)).json).toMatchObject([{ task_id: taskIds(sim)[1] }]); // the new task is kept
		expect(creations()).toBe(2);
	});

	it.each<[string, FaultKind, boolean]>([
		['a reset after the creation', { kind: 'resetAfter' }, true],
		['a reset before the creation', { kind: 'resetBefore' }, false],
		['a gateway’s error page', { kind: 'html' }, true],
		['HTTP 500', { kind: 'status', status: 500 }, false],
		['HTTP 501', { kind: 'status', status: 501 }, true],
		['HTTP 504', { kind: 'status', status: 504 }, true],
		['HTTP 408', { kind: 'status', status: 408 }, false],
		['code 500 in HTTP 200', { kind: 'codeInOk', code: 500 }, true],
		['an unknown code in HTTP 200', { kind: 'codeInOk', code: 299 }, true],
		['no data', { kind: 'dataNull' }, true],
		['truncated JSON', { kind: 'cutJson' }, true],
		['an empty body', { kind: 'empty' }, true],
		[
			'an invalid body',
			{ kind: 'body', body: { code: 200, message: 'success', data: { id: 'x' } } },
			true,
		],
	])(
		'sends nothing after an unconfirmed creation (%s), and the error says how to continue',
		async (_name, fault, processed) => {
			sim.faults.add({ endpoint: 'CreateTask', times: 1, processed, ...fault });
			const first = await run({});
			expect(first.error).toMatchObject({ message: UNCONFIRMED });
			expect(messageOf(first.error)).toMatch(/console.*Task > Wait/);
			const second = await runAgain(first);
			expect(second.error).toMatchObject({
				message: 'An earlier attempt to create this task was not confirmed',
			});
			expect(messageOf(second.error)).toMatch(
				/console.*Task > Wait.*Resend Unconfirmed Tasks and retry/,
			);
			expect(
				messageOf((await runAgain(first, { parameters: createFromPhotos('poll') })).error),
			).toContain('Task > Wait');
			expect(creations()).toBe(1);
		},
	);

	it.each<[string, FaultKind]>([
		['rejected', { kind: 'status', status: 402 }],
		['rejected in HTTP 200', { kind: 'codeInOk', code: 422 }],
		['not allowed', { kind: 'status', status: 403 }],
	])('sends a creation again that was %s', async (_name, fault) => {
		sim.faults.add({ endpoint: 'CreateTask', times: 1, ...fault });
		const first = await run({});
		expect(first.error).toBeDefined();
		expect((await runAgain(first)).json).toMatchObject([{ task_id: taskIds(sim)[0] }]);
		expect(taskIds(sim)).toHaveLength(1);
	});

	it('never creates a second task for the other items when one keeps failing', async () => {
		const items = photos('a', 'b', 'bad', 'd');
		sim.faults.add({
			endpoint: 'CreateTask',
			kind: 'status',
			status: 402,
			times: 3,
			when: ({ body }) => JSON.stringify(body).includes('bad'),
		});
		let execution = await run({ items });
		for (let retries = 0; execution.error !== undefined && retries < 5; retries += 1) {
			expect(messageOf(execution.error)).toContain(taskIds(sim)[0]);
			execution = await runAgain(execution, { items });
		}
		expect(execution.json.map(({ task_id: id }) => id)).toEqual(taskIdsInOrder(sim, items));
		expect(sim.ledger.created.map(photoOf).sort()).toEqual(['a', 'b', 'bad', 'd'].map(photoUrl));
	});

	it('keeps a task that TaskInfo does not know yet', async () => {
		const items = photos('a', 'bad');
		sim.faults.add({
			endpoint: 'CreateTask',
			kind: 'status',
			status: 402,
			times: 1,
			when: ({ body }) => JSON.stringify(body).includes('bad'),
		});
		const first = await run({ items });
		const end = sim.faults.add({ endpoint: 'TaskInfo', kind: 'codeInOk', code: 404 });
		setTimeout(end, 300);
		const second = await runAgain(first, {
			items,
			parameters: createFromPhotos('poll', { timeoutMinutes: 0.03, onTimeout: 'pending' }),
		});
		expect(second.error).toBeUndefined();
		expect(second.json.map(({ task_id: id }) => id)).toEqual(taskIdsInOrder(sim, items));
	});

	it('names every task whose status check failed, whichever item it belongs to', async () => {
		const items = photos('bad', 'b');
		sim.faults.add({
			endpoint: 'CreateTask',
			kind: 'status',
			status: 402,
			when: ({ body }) => JSON.stringify(body).includes('bad'),
		});
		const first = await run({ items });
		const [id] = taskIds(sim);
		sim.faults.add({ endpoint: 'TaskInfo', kind: 'status', status: 403 });
		const second = await runAgain(first, { items });
		expect(messageOf(first.error)).toContain(id);
		expect(messageOf(second.error)).toContain(id);
	});
});

it('the next iteration of a loop creates new tasks', async () => {
	const first = await run({});
	const second = await run({ runData: first.runData, runIndex: 1 });
	expect(second.json).toMatchObject([{ task_id: taskIds(sim)[1] }]);
	expect(taskIds(sim)).toHaveLength(2);
	expect((await again(first)).json).toMatchObject([{ task_id: taskIds(sim)[0] }]); // the first iteration keeps its task
	expect((await run({ runData: first.runData, runIndex: 1 })).json).toMatchObject([
		{ task_id: taskIds(sim)[1] },
	]);
	expect(taskIds(sim)).toHaveLength(2);
});

it.each([
	['another photo', { imageUrls: 'https://example.com/other.png' }],
	['another resolution', { resolution: '480p' }],
	['another template', { templateId: locator('217677059') }],
])('changed parameters (%s) create another task', async (_, more) => {
	sim.settings.templateNotFound = 'empty';
	const first = await run({});
	sim.faults.add({ endpoint: 'bytedance-templates', kind: 'status', status: 505 }); // any template is accepted
	sim.faults.add({
		endpoint: 'CreateTask',
		kind: 'body',
		body: { code: 200, message: 'success', data: { task_id: 'another' } },
	});
	expect(
		(await retried(first, { parameters: createFromPhotos('none', {}, more) })).json,
	).toMatchObject([{ task_id: 'another' }]);
	expect(creations()).toBe(2);
});

it.each<[string, FaultKind[]]>([
	['created another task', []],
	['was refused', [{ kind: 'status', status: 422 }]],
])(
	'a parameter that is changed back after the change %s resumes the first task',
	async (_, faults) => {
		const first = await run({});
		for (const fault of faults) sim.faults.add({ endpoint: 'CreateTask', times: 1, ...fault });
		const second = await retried(first, {
			parameters: createFromPhotos('none', {}, { resolution: '480p' }),
		});
		const third = await retried(second, { executionId: '79' });
		expect(third.json).toMatchObject([{ task_id: taskIds(sim)[0] }]);
		expect(taskIds(sim)).toHaveLength(2 - faults.length);
		const fourth = await retried(third, { executionId: '80' });
		expect(fourth.json).toMatchObject([{ task_id: taskIds(sim)[0] }]);
	},
);

it('a new execution creates new tasks', async () => {
	await run({});
	await run({ executionId: '78' });
	expect(taskIds(sim)).toHaveLength(2);
});

describe('Resend Unconfirmed Tasks', () => {
	const resend = { parameters: createFromPhotos('none', { resendUnknown: true }) };
	const lose = async () => {
		sim.faults.add({ endpoint: 'CreateTask', kind: 'resetBefore', times: 1 });
		return await run(resend);
	};

	it('does not apply to Retry On Fail, before which nobody could check', async () => {
		const first = await lose();
		expect(messageOf((await again(first, resend)).error)).toContain('Task > Wait');
		expect(creations()).toBe(1);
	});

	it('applies to the retry of an execution, once', async () => {
		const first = await lose();
		const second = await retried(first, resend);
		expect(second.json).toMatchObject([{ task_id: taskIds(sim)[0] }]);
		expect(creations()).toBe(2);
		expect(
			(await run({ ...resend, runData: deepCopy(second.runData), executionId: '79' })).json,
		).toMatchObject([{ task_id: taskIds(sim)[0] }]);
		expect(creations()).toBe(2);
	});

	it('leaves a task unconfirmed if the response is lost again', async () => {
		const first = await lose();
		sim.faults.add({ endpoint: 'CreateTask', kind: 'resetAfter', times: 1 });
		const second = await retried(first, resend);
		expect(messageOf(second.error)).toContain(UNCONFIRMED);
		expect(messageOf((await again(second, resend)).error)).toContain('Task > Wait');
		expect(creations()).toBe(2);
	});

	it('is not used up by an attempt that ended before the request', async () => {
		const items = photos('a', 'bad');
		sim.faults.add({ endpoint: 'CreateTask', kind: 'resetBefore', times: 1 });
		const first = await run({ items: photos('a') });
		const second = await retried(first, {
			...resend,
			items: [...photos('a'), { json: { photo: 'not a url' } }],
		});
		expect(second.error).toBeDefined();
		expect(creations()).toBe(1);
		const third = await run({ items, runData: deepCopy(second.runData), executionId: '79' });
		expect(messageOf(third.error)).toContain('Task > Wait'); // still unconfirmed, and the option is off this time
	});

	it.each<[string, FaultKind]>([
		['422', { kind: 'status', status: 422 }],
		['402', { kind: 'status', status: 402 }],
		['429 each time', { kind: 'rateLimit', retryAfter: 0 }],
	])('is not used up by a request that Crun refused (%s)', async (_, fault) => {
		const first = await lose();
		const end = sim.faults.add({ endpoint: 'CreateTask', ...fault });
		const refused = await retried(first, resend);
		expect(refused.error).toBeDefined();
		end();
		const sent = creations();
		const without = await run({ runData: deepCopy(refused.runData), executionId: '79' });
		expect(messageOf(without.error)).toMatch(/^An earlier attempt .*Task > Wait/);
		expect(creations()).toBe(sent);
		const options = { ...resend, runData: deepCopy(without.runData), executionId: '80' };
		expect((await run(options)).json).toMatchObject([{ task_id: taskIds(sim)[0] }]);
		expect(creations()).toBe(sent + 1);
	});

	it('is not used up by an execution that is stopped in the pause after a 429', async () => {
		const first = await lose();
		sim.faults.add({ endpoint: 'CreateTask', kind: 'rateLimit', retryAfter: 60, times: 1 });
		const stop = new AbortController();
		const stopped = retried(first, { ...resend, signal: stop.signal });
		await sim.waitFor(
			'ended',
			({ endpoint, status }) => endpoint === 'CreateTask' && status === 429,
		);
		await sleep(100); // until the node has received the answer, too
		stop.abort();
		const { runData } = await stopped;
		const without = await run({ runData: deepCopy(runData), executionId: '79' });
		expect(messageOf(without.error)).toMatch(/^An earlier attempt .*Task > Wait/);
		expect(creations()).toBe(2);
	});
});
