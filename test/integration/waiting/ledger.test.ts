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
	taskIds,
	taskIdsInOrder,
	useSimulator,
	type ExecuteOptions,
	type Execution,
} from '../support';

/** What the node does when n8n runs it again for the same run. */

const sim = useSimulator({ taskTimings: 'manual' });

const run = async (options: Partial<ExecuteOptions>) =>
	await executeNode({ sim, parameters: createFromPhotos('none'), items: photos('a'), ...options });
/** Another try of the same execution: Retry On Fail. */
const again = async ({ runData, executionId }: Execution, options: Partial<ExecuteOptions> = {}) =>
	await run({ runData, executionId, ...options });
/** Retry of a failed execution from the list: another execution, with what the database kept of the first. */
const retried = async ({ runData }: Execution, options: Partial<ExecuteOptions> = {}) =>
	await run({ runData: deepCopy(runData), executionId: '78', ...options });
const WAYS: Array<[string, typeof again]> = [
	['Retry On Fail', again],
	['Retry of the execution', retried],
];

const creations = () => sim.requestsTo('CreateTask').length;

describe.each(WAYS)('%s', (_, runAgain) => {
	it('a finished task: its result is used', async () => {
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

	it('a task under way: it is taken up', async () => {
		const first = await run({});
		const [id = ''] = taskIds(sim);
		sim.tasks.setStatus(id, 'running');
		expect((await runAgain(first)).json).toMatchObject([{ task_id: id, status: 'running' }]);
		expect(creations()).toBe(1);
	});

	it('a task under way is waited for, if asked', async () => {
		const first = await run({ parameters: createFromPhotos('poll', { timeoutMinutes: 0.01 }) });
		const [id = ''] = taskIds(sim);
		expect(messageOf(first.error)).toContain(id);
		setTimeout(() => sim.tasks.finish(id, 'success'), 300);
		expect((await runAgain(first, { parameters: createFromPhotos('poll') })).json).toMatchObject([
			{ task_id: id, status: 'success' },
		]);
		expect(creations()).toBe(1);
	});

	it('a task that failed: a new one is created', async () => {
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
		expect((await runAgain(second)).json).toMatchObject([{ task_id: taskIds(sim)[1] }]); // and that one is kept
		expect(creations()).toBe(2);
	});

	it.each<[string, FaultKind, boolean]>([
		['reset after the work', { kind: 'resetAfter' }, true],
		['reset before the work', { kind: 'resetBefore' }, false],
		['a gateway’s page', { kind: 'html' }, true],
		['HTTP 500', { kind: 'status', status: 500 }, false],
		['HTTP 501', { kind: 'status', status: 501 }, true],
		['HTTP 504', { kind: 'status', status: 504 }, true],
		['HTTP 408', { kind: 'status', status: 408 }, false],
		['code 500 in HTTP 200', { kind: 'codeInOk', code: 500 }, true],
		['an unknown code in HTTP 200', { kind: 'codeInOk', code: 299 }, true],
		['no data', { kind: 'dataNull' }, true],
		['cut off JSON', { kind: 'cutJson' }, true],
		['an empty body', { kind: 'empty' }, true],
		[
			'nonsense',
			{ kind: 'body', body: { code: 200, message: 'success', data: { id: 'x' } } },
			true,
		],
	])(
		'an unclear answer (%s): an error that says how to go on, and nothing is sent',
		async (_name, fault, processed) => {
			sim.faults.add({ endpoint: 'CreateTask', times: 1, processed, ...fault });
			const first = await run({});
			expect(messageOf(first.error)).toMatch(/not known.*console/s);
			expect(messageOf((await runAgain(first)).error)).toMatch(
				/console.*Task > Wait.*Send Unknown Again/s,
			);
			expect(
				messageOf((await runAgain(first, { parameters: createFromPhotos('poll') })).error),
			).toContain('Task > Wait');
			expect(creations()).toBe(1);
		},
	);

	it.each<[string, FaultKind]>([
		['refused', { kind: 'status', status: 402 }],
		['refused in HTTP 200', { kind: 'codeInOk', code: 422 }],
		['disabled', { kind: 'status', status: 403 }],
	])('a creation that was %s is sent again', async (_name, fault) => {
		sim.faults.add({ endpoint: 'CreateTask', times: 1, ...fault });
		const first = await run({});
		expect(first.error).toBeDefined();
		expect((await runAgain(first)).json).toMatchObject([{ task_id: taskIds(sim)[0] }]);
		expect(taskIds(sim)).toHaveLength(1);
	});

	it('one failing item among many never creates a second task for the others', async () => {
		const items = photos('a', 'b', 'bad', 'd');
		sim.faults.add({
			endpoint: 'CreateTask',
			kind: 'status',
			status: 402,
			times: 3,
			when: ({ body }) => JSON.stringify(body).includes('bad'),
		});
		let execution = await run({ items });
		for (let tries = 0; execution.error !== undefined && tries < 5; tries += 1) {
			expect(messageOf(execution.error)).toContain(taskIds(sim)[0]);
			execution = await runAgain(execution, { items });
		}
		expect(execution.json.map(({ task_id: id }) => id)).toEqual(taskIdsInOrder(sim, items));
		expect(sim.ledger.created.map(photoOf).sort()).toEqual(['a', 'b', 'bad', 'd'].map(photoUrl));
	});

	it('a task that TaskInfo does not know yet is not given up', async () => {
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

	it('the error names a task whose look-up failed, also when it is not the first item’s', async () => {
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

it('the next round of a loop is something new', async () => {
	const first = await run({});
	const second = await run({ runData: first.runData, runIndex: 1 });
	expect(second.json).toMatchObject([{ task_id: taskIds(sim)[1] }]);
	expect(taskIds(sim)).toHaveLength(2);
	expect((await again(first)).json).toMatchObject([{ task_id: taskIds(sim)[0] }]); // and does not disturb the round before
	expect((await run({ runData: first.runData, runIndex: 1 })).json).toMatchObject([
		{ task_id: taskIds(sim)[1] },
	]);
	expect(taskIds(sim)).toHaveLength(2);
});

it.each([
	['another photo', { imageUrls: 'https://example.com/other.png' }],
	['another resolution', { resolution: '480p' }],
	['another template', { templateId: locator('217677059') }],
])('other parameters (%s) are another task', async (_, more) => {
	sim.settings.templateNotFound = 'empty';
	const first = await run({});
	sim.faults.add({ endpoint: 'bytedance-templates', kind: 'status', status: 505 }); // any template passes
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

it('a fresh execution is something new', async () => {
	await run({});
	await run({ executionId: '78' });
	expect(taskIds(sim)).toHaveLength(2);
});

describe('Send Unknown Again', () => {
	const resend = { parameters: createFromPhotos('none', { resendUnknown: true }) };
	const lose = async () => {
		sim.faults.add({ endpoint: 'CreateTask', kind: 'resetBefore', times: 1 });
		return await run(resend);
	};

	it('does not work for the tries of the same execution: nobody has looked', async () => {
		const first = await lose();
		expect(messageOf((await again(first, resend)).error)).toContain('Task > Wait');
		expect(creations()).toBe(1);
	});

	it('works for a Retry of the execution, once', async () => {
		const first = await lose();
		const second = await retried(first, resend);
		expect(second.json).toMatchObject([{ task_id: taskIds(sim)[0] }]);
		expect(creations()).toBe(2);
		expect(
			(await run({ ...resend, runData: deepCopy(second.runData), executionId: '79' })).json,
		).toMatchObject([{ task_id: taskIds(sim)[0] }]);
		expect(creations()).toBe(2);
	});

	it('an answer that is lost again is unknown again', async () => {
		const first = await lose();
		sim.faults.add({ endpoint: 'CreateTask', kind: 'resetAfter', times: 1 });
		const second = await retried(first, resend);
		expect(messageOf(second.error)).toContain('not known');
		expect(messageOf((await again(second, resend)).error)).toContain('Task > Wait');
		expect(creations()).toBe(2);
	});

	it('is not used up by a try that was called off before it was sent', async () => {
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
		expect(messageOf(third.error)).toContain('Task > Wait'); // still unknown, and not allowed this time
	});
});
