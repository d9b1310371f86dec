import { MESSAGES, startSimulator, type FaultKind } from '../../../dev/simulator';
import { executeNode, existingTask, getTask, messageOf, useSimulator } from '../support';

const sim = useSimulator({ taskTimings: 'manual' });

const checksOf = (id: string) =>
	sim.requestsTo('TaskInfo').filter(({ query }) => query.task_id === id);
const gapsOf = (id: string) =>
	checksOf(id)
		.slice(1)
		.map(({ at }, index) => at - (checksOf(id)[index]?.at ?? 0));

describe('A temporary failure', () => {
	const failures: Array<[string, FaultKind]> = [
		...[408, 425, 429, 455, 500, 502, 503, 504].map((status): [string, FaultKind] => [
			`HTTP ${status}`,
			{ kind: 'status', status },
		]),
		...[429, 455, 500].map((code): [string, FaultKind] => [
			`code ${code} in HTTP 200`,
			{ kind: 'codeInOk', code },
		]),
		['HTML', { kind: 'html' }],
		['truncated JSON', { kind: 'cutJson' }],
		['an empty body', { kind: 'empty' }],
		['a connection closed before the request is processed', { kind: 'resetBefore' }],
		['a connection closed after the request is processed', { kind: 'resetAfter' }],
	];

	it.concurrent.each(failures)('is retried with increasing delays (%s)', async (_what, fault) => {
		const mine = await startSimulator({ taskTimings: 'manual' });
		try {
			const id = existingTask(mine);
			mine.faults.add({ endpoint: 'TaskInfo', ...fault, times: 2 });
			const { error, json } = await executeNode({ sim: mine, parameters: getTask(id) });
			expect(error).toBeUndefined();
			expect(json).toMatchObject([{ task_id: id, status: 'pending' }]);
			const [first, second, third] = mine.requestsTo('TaskInfo').map(({ at }) => at);
			expect(mine.requests).toHaveLength(3);
			expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(200);
			expect((third ?? 0) - (second ?? 0)).toBeGreaterThan(450);
		} finally {
			await mine.stop();
		}
	});

	it('is an error with Crun’s message if it persists', async () => {
		const id = existingTask(sim);
		sim.faults.add({
			endpoint: 'TaskInfo',
			kind: 'body',
			status: 500,
			body: { code: 500, message: 'Database gone', data: null, errors: ['shard 1', 'shard 2'] },
			headers: { 'retry-after': '0' },
		});
		const { error } = await executeNode({ sim, parameters: getTask(id) });
		expect(messageOf(error)).toContain('Database gone; shard 1; shard 2 (500)');
		expect(messageOf(error)).toContain(id);
		expect(sim.requests.length).toBeGreaterThan(2);
		expect(sim.requests.length).toBeLessThanOrEqual(10);
	});
});

describe('A permanent failure', () => {
	it.each([401, 402, 403, 404, 422, 501, 505])('is not retried (%d)', async (status) => {
		sim.faults.add({ endpoint: 'TaskInfo', kind: 'status', status });
		expect((await executeNode({ sim, parameters: getTask('x') })).error).toBeInstanceOf(Error);
		expect(sim.requests).toHaveLength(1);
	});

	it('is reported for a redirect, instead of sending the key to another host', async () => {
		const other = await startSimulator();
		sim.faults.add({
			endpoint: 'TaskInfo',
			kind: 'body',
			status: 302,
			body: '',
			headers: {
				location: `${other.url}/api/v1/client/job/TaskInfo?task_id=x`,
				'retry-after': '0',
			},
		});
		expect((await executeNode({ sim, parameters: getTask('x') })).error).toBeInstanceOf(Error);
		expect(other.requests).toHaveLength(0);
		await other.stop();
	});
});

describe('Retry-After', () => {
	it('is respected', async () => {
		const id = existingTask(sim);
		sim.faults.add({ endpoint: 'TaskInfo', kind: 'rateLimit', retryAfter: 1, times: 1 });
		await executeNode({ sim, parameters: getTask(id) });
		expect(gapsOf(id)).toHaveLength(1);
		expect(gapsOf(id)[0]).toBeGreaterThan(950);
	});

	it('for one item delays the other items, too', async () => {
		const ids = Array.from({ length: 10 }, () => existingTask(sim));
		sim.faults.add({ endpoint: 'TaskInfo', kind: 'rateLimit', retryAfter: 1, times: 1 });
		const { json } = await executeNode({
			sim,
			parameters: getTask('={{ $json.id }}'),
			items: ids.map((id) => ({ json: { id } })),
		});
		expect(json.map(({ task_id }) => task_id)).toEqual(ids);
		const start = sim.requests[0]?.at ?? 0;
		const duringPause = sim.requests.filter(({ at }) => at - start < 900);
		expect(duringPause.length).toBeLessThanOrEqual(5);
		expect(sim.requests).toHaveLength(11);
	});
});

it('stopping the execution ends the pause before a retry immediately', async () => {
	sim.faults.add({ endpoint: 'TaskInfo', kind: 'rateLimit', retryAfter: 60 });
	const stop = new AbortController();
	const running = executeNode({ sim, parameters: getTask('x'), signal: stop.signal });
	await sim.waitFor('ended', ({ status }) => status === 429);
	stop.abort();
	expect(messageOf((await running).error)).toMatch(/stopped/);
	expect(sim.requests).toHaveLength(1);
});

it('stopping the execution aborts the request in progress', async () => {
	sim.faults.add({ endpoint: 'TaskInfo', kind: 'hang' });
	const stop = new AbortController();
	const running = executeNode({ sim, parameters: getTask('x'), signal: stop.signal });
	await sim.waitFor('request');
	stop.abort();
	expect((await running).error).toBeInstanceOf(Error);
	await sim.waitFor('ended');
	expect(sim.requests).toHaveLength(1);
});

it('the error of a rate limit says what to do', async () => {
	sim.faults.add({ endpoint: 'TaskInfo', kind: 'rateLimit', retryAfter: 0 });
	expect(messageOf((await executeNode({ sim, parameters: getTask('x') })).error)).toMatch(
		new RegExp(`${MESSAGES.rateLimit}.*Lower Concurrency`),
	);
});
