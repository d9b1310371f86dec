import { MESSAGES, type FaultKind } from '../../../dev/simulator';
import { createByteDance, executeNode, messageOf, PHOTO_URL, useSimulator } from '../support';

const sim = useSimulator({ taskTimings: 'manual' });

type Spoilt = FaultKind & { processed?: boolean };
const json = (status: number, body: unknown, headers?: Record<string, string>): Spoilt => ({
	kind: 'body',
	status,
	body,
	...(headers ? { headers } : {}),
});
const createWith = async (fault: Spoilt, options: { times?: number } = {}) => {
	sim.faults.add({ endpoint: 'CreateTask', ...fault, ...options });
	return await executeNode({ sim, parameters: createByteDance() });
};
const sent = () => sim.requestsTo('CreateTask').length;

describe('refused: nothing was created, and Crun’s words say why', () => {
	const codes = [401, 402, 403, 404, 422, 505];
	const cases: Array<[string, number, Spoilt]> = codes.flatMap(
		(code): Array<[string, number, Spoilt]> => {
			const told = { message: `No, says Crun ${code}`, errors: ['first reason', 'second reason'] };
			return [
				[`HTTP ${code}`, code, { kind: 'status', status: code, ...told }],
				[`code ${code} in HTTP 200`, code, { kind: 'codeInOk', code, ...told }],
			];
		},
	);

	it.each(cases)('%s', async (_what, code, fault) => {
		const { error, items } = await createWith(fault);
		const message = messageOf(error);
		expect(message).toContain(`No, says Crun ${code}; first reason; second reason (${code})`);
		expect(message).toMatch(/refused/);
		expect(message).not.toMatch(/not known|may have been charged/);
		expect(message).not.toContain('\n');
		expect(error).toMatchObject({ httpCode: String(code) });
		expect(items).toEqual([]);
		expect(sent()).toBe(1);
		expect(sim.ledger.created).toHaveLength(0);
	});

	it('too little credit', async () => {
		sim.settings.balance = 1;
		expect(messageOf((await executeNode({ sim, parameters: createByteDance() })).error)).toContain(
			`${MESSAGES.insufficientCredits} (402)`,
		);
		expect(sent()).toBe(1);
	});

	it('an API that cannot be reached at all: nothing was sent', async () => {
		const { error } = await executeNode({
			sim,
			parameters: createByteDance(),
			credential: { baseUrl: 'http://127.0.0.1:9' },
		});
		expect(messageOf(error)).toMatch(/cannot be reached.*Nothing was sent/);
		expect(messageOf(error)).not.toMatch(/may have been charged/);
	}, 15_000);
});

describe('unknown: sent once, and the error says that a task may exist', () => {
	const cases: Array<[string, Spoilt]> = [
		...[400, 408, 418, 500, 501, 502, 503, 504, 599].map((status): [string, Spoilt] => [
			`HTTP ${status}`,
			{ kind: 'status', status, message: 'Something odd' },
		]),
		...[0, 201, 400, 408, 500, 501, 503, 999].map((code): [string, Spoilt] => [
			`code ${code} in HTTP 200`,
			{ kind: 'codeInOk', code, message: 'Something odd' },
		]),
		['created, then HTTP 500', { kind: 'status', status: 500, processed: true }],
		['created, then HTTP 504', { kind: 'status', status: 504, processed: true }],
		['a gateway’s page, 502', { kind: 'html' }],
		['a gateway’s page, 200', { kind: 'html', status: 200 }],
		['a gateway’s page, 429', { kind: 'html', status: 500, processed: true }],
		['created, then cut-off JSON', { kind: 'cutJson' }],
		['an empty answer', { kind: 'empty' }],
		['an empty answer, 204', { kind: 'empty', status: 204 }],
		['data: null', { kind: 'dataNull' }],
		['no task_id', json(200, { code: 200, message: 'success', data: {} })],
		['an empty task_id', json(200, { code: 200, message: 'success', data: { task_id: ' ' } })],
		[
			'a task_id that lost its digits',
			json(200, '{"code":200,"data":{"task_id":12345678901234567890}}'),
		],
		['a list', json(200, [])],
		['null', json(200, 'null')],
		['a success in an envelope without a code', json(200, { data: { task_id: 'x' } })],
		['HTTP 500 around code 429', { kind: 'status', status: 500, code: 429 }],
		['HTTP 429 around code 500', { kind: 'status', status: 429, code: 500 }],
		['HTTP 500 around code 401', { kind: 'status', status: 500, code: 401 }],
		[
			'HTTP 502 around a success',
			json(502, { code: 200, message: 'success', data: { task_id: 'x' } }),
		],
		['a redirect', json(302, '', { location: '/api/v1/client/job/CreateTask' })],
		[
			'a redirect that would repeat the POST',
			json(307, '', { location: '/api/v1/client/job/CreateTask' }),
		],
		['a connection cut before the work', { kind: 'resetBefore' }],
		['a connection cut after the work', { kind: 'resetAfter' }],
	];

	it.each(cases)('%s', async (_what, fault) => {
		const { error, items } = await createWith(fault);
		expect(sent()).toBe(1);
		expect(messageOf(error)).toMatch(
			/not known whether Crun created the task.*may have been charged.*not sent again.*What to do/,
		);
		expect(messageOf(error)).not.toContain('\n');
		expect(items).toEqual([]);
		expect(sim.requests.every(({ endpoint }) => endpoint !== 'unknown')).toBe(true);
		expect(sim.ledger.created.every(({ lost }) => lost)).toBe(true);
	});

	it('Crun’s message and every error are in it', async () => {
		const { error } = await createWith({
			kind: 'status',
			status: 500,
			message: 'Database gone',
			errors: ['shard 1', 'shard 2'],
		});
		expect(messageOf(error)).toContain('Database gone; shard 1; shard 2 (500)');
	});

	it('an execution that is stopped while Crun works', async () => {
		sim.faults.add({ endpoint: 'CreateTask', kind: 'hang' });
		const stop = new AbortController();
		const running = executeNode({ sim, parameters: createByteDance(), signal: stop.signal });
		await sim.waitFor('request', ({ endpoint }) => endpoint === 'CreateTask');
		stop.abort();
		expect(messageOf((await running).error)).toMatch(/not known whether Crun created the task/);
		expect(sent()).toBe(1);
	});
});

describe('not now (429, 455): waited out and sent again, at most five times', () => {
	const at0 = { 'retry-after': '0' };
	const notNow: Array<[string, Spoilt]> = [
		['429', { kind: 'rateLimit', retryAfter: 0 }],
		['429 in HTTP 200', json(200, { code: 429, message: MESSAGES.rateLimit, data: null }, at0)],
		['455', json(455, { code: 455, message: MESSAGES.maintenance, data: null }, at0)],
		['455 in HTTP 200', json(200, { code: 455, message: MESSAGES.maintenance, data: null }, at0)],
		['a gateway’s 429 without an envelope', json(429, '<html>slow down</html>', at0)],
	];

	it.each(notNow)('%s five times: the sixth is the task', async (_what, fault) => {
		const { error, json: out } = await createWith(fault, { times: 5 });
		expect(error).toBeUndefined();
		expect(out.map(({ task_id }) => task_id)).toEqual([sim.ledger.created[0]?.task_id]);
		expect(sent()).toBe(6);
		expect(sim.ledger.created).toHaveLength(1);
	});

	it.each(notNow)('%s for ever: an error after six', async (_what, fault) => {
		const { error } = await createWith(fault);
		expect(sent()).toBe(6);
		expect(messageOf(error)).toMatch(/429|455/);
		expect(messageOf(error)).not.toMatch(/may have been charged/);
		expect(sim.ledger.created).toHaveLength(0);
	});

	it('429, then an unknown outcome: not sent again', async () => {
		sim.faults.add({ endpoint: 'CreateTask', kind: 'rateLimit', retryAfter: 0, times: 2 });
		sim.faults.add({ endpoint: 'CreateTask', kind: 'resetAfter' });
		expect(messageOf((await executeNode({ sim, parameters: createByteDance() })).error)).toMatch(
			/not known/,
		);
		expect(sent()).toBe(3);
		expect(sim.ledger.created).toHaveLength(1);
	});

	it.each([
		['seconds', () => 1],
		['a date', () => new Date(Date.now() + 2000)],
	])('Retry-After in %s is kept', async (_form, retryAfter) => {
		await createWith({ kind: 'rateLimit', retryAfter: retryAfter() }, { times: 1 });
		const [first, second] = sim.requestsTo('CreateTask');
		expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(950);
		expect(sim.ledger.created).toHaveLength(1);
	});

	it('without Retry-After it waits a moment', async () => {
		await createWith({ kind: 'maintenance' }, { times: 1 });
		const [first, second] = sim.requestsTo('CreateTask');
		expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(200);
		expect(sent()).toBe(2);
	});

	it('stopping the execution ends the wait at once', async () => {
		sim.faults.add({ endpoint: 'CreateTask', kind: 'rateLimit', retryAfter: 60 });
		const stop = new AbortController();
		const running = executeNode({ sim, parameters: createByteDance(), signal: stop.signal });
		await sim.waitFor('ended', ({ endpoint }) => endpoint === 'CreateTask');
		stop.abort();
		expect(messageOf((await running).error)).toMatch(/stopped/);
		expect(sent()).toBe(1);
	});
});

describe('one of many items fails', () => {
	const items = Array.from({ length: 4 }, (_, index) => ({
		json: { photo: index === 2 ? `${PHOTO_URL}?unlucky` : PHOTO_URL },
	}));
	const unlucky = {
		endpoint: 'CreateTask',
		when: ({ body }: { body: unknown }) => JSON.stringify(body).includes('unlucky'),
	} as const;
	const parameters = createByteDance({ imageUrls: '={{ $json.photo }}' });

	it('with continue on fail the others are reported, in order', async () => {
		sim.faults.add({ ...unlucky, kind: 'resetAfter' });
		const { items: out } = await executeNode({ sim, parameters, items, continueOnFail: true });
		expect(out.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2, 3].map((item) => ({ item })));
		expect(out.map(({ json: one }) => typeof one.task_id)).toEqual([
			'string',
			'string',
			'undefined',
			'string',
		]);
		expect(out[2]?.json.error).toMatch(/not known/);
		expect(sent()).toBe(4);
	});

	it('without, the error names the tasks that exist', async () => {
		sim.faults.add({ ...unlucky, kind: 'status', status: 500, processed: true });
		sim.faults.add({ ...unlucky, kind: 'latency', ms: 100 }); // so that the others are through by then
		const { error } = await executeNode({ sim, parameters, items });
		expect(error).toMatchObject({ context: { itemIndex: 2 } });
		const known = sim.ledger.created.filter(({ lost }) => !lost);
		expect(known).toHaveLength(3);
		for (const { task_id } of known)
			expect((error as { description?: string }).description).toContain(task_id);
		expect(sent()).toBe(4);
	});

	it('without, no further task is started', async () => {
		sim.faults.add({
			endpoint: 'CreateTask',
			kind: 'status',
			status: 402,
			message: MESSAGES.insufficientCredits,
		});
		await executeNode({
			sim,
			parameters,
			items: Array.from({ length: 20 }, () => ({ json: { photo: PHOTO_URL } })),
		});
		expect(sent()).toBeLessThanOrEqual(5);
	});
});
