import { endpoints, envelopeSchema } from '../../nodes/Crun/crun/contract';
import type { Fault } from '../../dev/simulator';
import { BATTLE, BATTLE_CREDITS, useSimulator } from './support/simulator';

const client = useSimulator();
const { ask, call, create, created, info } = client;

describe('a fault', () => {
	const CREATE = 'CreateTask' as const;
	const body = { model: 'bytedance/template', input: BATTLE };
	const tryCreate = async (signal?: AbortSignal) =>
		await call(endpoints.createTask.path, { body, signal });

	it.each<[string, Fault, number, string]>([
		[
			'status',
			{ endpoint: CREATE, kind: 'status', status: 500, message: 'boom' },
			500,
			'{"code":500,"message":"boom","data":null}',
		],
		['rateLimit', { endpoint: CREATE, kind: 'rateLimit' }, 429, '"code":429'],
		['maintenance', { endpoint: CREATE, kind: 'maintenance' }, 455, '"code":455'],
		['codeInOk', { endpoint: CREATE, kind: 'codeInOk', code: 401 }, 200, '"code":401'],
		['html', { endpoint: CREATE, kind: 'html' }, 502, '<!DOCTYPE html>'],
		['html with 200', { endpoint: CREATE, kind: 'html', status: 200 }, 200, '<!DOCTYPE html>'],
		['empty', { endpoint: CREATE, kind: 'empty' }, 200, ''],
		[
			'dataNull',
			{ endpoint: CREATE, kind: 'dataNull' },
			200,
			'{"code":200,"message":"success","data":null}',
		],
		['body', { endpoint: CREATE, kind: 'body', body: ['odd'], status: 202 }, 202, '["odd"]'],
	])('"%s" replaces the answer, and no task is created', async (_name, fault, status, text) => {
		client.simulator.faults.add({ ...fault, times: 1 });
		const answer = await tryCreate();
		expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(text)]);
		expect(client.simulator.ledger.created).toEqual([]);
		expect((await tryCreate()).status).toBe(200);
	});

	it.each([
		[7, '7'],
		[new Date('2030-01-01T00:00:00Z'), 'Tue, 01 Jan 2030 00:00:00 GMT'],
	])('"rateLimit" sends Retry-After: %s', async (retryAfter, header) => {
		client.simulator.faults.add({ endpoint: '*', kind: 'rateLimit', retryAfter });
		expect((await tryCreate()).headers.get('retry-after')).toBe(header);
	});

	it.each<[string, Fault]>([
		['cutJson', { endpoint: CREATE, kind: 'cutJson' }],
		['html after processing', { endpoint: CREATE, kind: 'html', processed: true }],
	])('"%s" replaces the answer after the task was created', async (_name, fault) => {
		client.simulator.faults.add(fault);
		const { text } = await tryCreate();
		expect(() => envelopeSchema.parse(JSON.parse(text))).toThrow(SyntaxError);
		expect(client.simulator.ledger.created).toMatchObject([
			{ lost: true, credits: BATTLE_CREDITS },
		]);
	});

	it.each([
		['resetBefore', 0],
		['resetAfter', 1],
	] as const)('"%s" resets the connection, with %i tasks created', async (kind, tasks) => {
		client.simulator.faults.add({ endpoint: CREATE, kind, times: 1 });
		await expect(tryCreate()).rejects.toThrow('fetch failed');
		expect(client.simulator.ledger.created).toHaveLength(tasks);
		expect(client.simulator.ledger.charged()).toBe(tasks * BATTLE_CREDITS);
		expect(client.simulator.requests).toHaveLength(1);
	});

	it('"hang" never answers', async () => {
		client.simulator.faults.add({ endpoint: CREATE, kind: 'hang', processed: true });
		await expect(tryCreate(AbortSignal.timeout(50))).rejects.toThrow('timeout');
		const { status } = await client.simulator.waitFor('ended');
		expect([status, client.simulator.ledger.created]).toMatchObject([null, [{ lost: true }]]);
	});

	it('"latency" combines with another fault, and a task is lost if the client disconnects early', async () => {
		client.simulator.faults.add({ endpoint: CREATE, kind: 'latency', ms: 60, times: 2 });
		const stop = client.simulator.faults.add({ endpoint: CREATE, kind: 'maintenance' });
		const start = Date.now();
		expect((await tryCreate()).status).toBe(455);
		expect(Date.now() - start).toBeGreaterThanOrEqual(59);
		stop();
		await expect(tryCreate(AbortSignal.timeout(20))).rejects.toThrow('timeout');
		expect((await client.simulator.waitFor('created')).lost).toBe(true);
	});

	it('applies only to its endpoint and to matching requests, until it is removed', async () => {
		const stop = client.simulator.faults.add({
			endpoint: 'TaskInfo',
			kind: 'html',
			when: ({ query }) => query.task_id === 'a',
		});
		expect((await call(endpoints.balance.path)).status).toBe(200);
		expect((await info('b')).status).toBe(404);
		expect((await call(`${endpoints.taskInfo.path}?task_id=a`)).status).toBe(502);
		stop();
		expect((await info('a')).status).toBe(404);
	});
});

it('reset() aborts the requests in progress and removes every trace of them', async () => {
	client.simulator.faults.add({ endpoint: 'CreateTask', kind: 'latency', ms: 20 });
	const cutOff = expect(create(BATTLE)).rejects.toThrow('fetch failed');
	await client.simulator.waitFor('request');
	client.simulator.reset();
	await cutOff;
	await created();
	await client.simulator.waitFor('status', ({ status }) => status === 'success');
	expect([client.simulator.requests.length, client.simulator.ledger.created.length]).toEqual([
		1, 1,
	]);
});

it('peakConcurrency counts simultaneous requests', async () => {
	client.simulator.faults.add({ endpoint: 'balance', kind: 'latency', ms: 20 });
	await Promise.all([1, 2, 3].map(async () => await ask(endpoints.balance.path)));
	await ask(endpoints.balance.path);
	expect([
		client.simulator.peakConcurrency('balance'),
		client.simulator.peakConcurrency('TaskInfo'),
	]).toEqual([3, 0]);
});

it('waitFor rejects with the number of events seen if an event does not occur', async () => {
	await expect(client.simulator.waitFor('created', undefined, 10)).rejects.toThrow(
		'Waited 10 ms for "created": saw 0 of 1',
	);
});
