import { MESSAGES, type FaultKind } from '../../../dev/simulator';
import { createByteDance, executeNode, messageOf, PHOTO_URL, useSimulator } from '../support';

const sim = useSimulator({ taskTimings: 'manual' });

type CreateFault = FaultKind & { processed?: boolean };
const json = (status: number, body: unknown, headers?: Record<string, string>): CreateFault => ({
	kind: 'body',
	status,
	body,
	...(headers ? { headers } : {}),
});
const createWith = async (fault: CreateFault, options: { times?: number } = {}) => {
	sim.faults.add({ endpoint: 'CreateTask', ...fault, ...options });
	return await executeNode({ sim, parameters: createByteDance() });
};
const sent = () => sim.requestsTo('CreateTask').length;

describe('A rejected creation', () => {
	const headlines: Array<[number, string]> = [
		[401, 'Crun rejected the API key'],
		[402, 'The Crun account does not have enough credits'],
		[403, 'The Crun API key is disabled'],
		[404, 'Crun refused to create the task'],
		[422, 'Crun refused to create the task'],
		[505, 'Crun has disabled this feature'],
	];
	const cases = headlines.flatMap(
		([code, headline]): Array<[string, number, string, CreateFault]> => {
			const reply = { message: `No, says Crun ${code}`, errors: ['first reason', 'second reason'] };
			return [
				[`HTTP ${code}`, code, headline, { kind: 'status', status: code, ...reply }],
				[`code ${code} in HTTP 200`, code, headline, { kind: 'codeInOk', code, ...reply }],
			];
		},
	);

	it.each(cases)(
		'fails with Crun’s message and creates nothing (%s)',
		async (_what, code, headline, fault) => {
			const { error, items } = await createWith(fault);
			const message = messageOf(error);
			expect(message).toContain(`No, says Crun ${code}; first reason; second reason (${code})`);
			expect(message).toMatch(/create the task/);
			expect(message).not.toMatch(/did not confirm|not confirmed|may have been charged/);
			expect(message).not.toContain('\n');
			expect(error).toMatchObject({ message: headline, httpCode: String(code) });
			expect(items).toEqual([]);
			expect(sent()).toBe(1);
			expect(sim.ledger.created).toHaveLength(0);
		},
	);

	it('fails with Crun’s message if credits are insufficient', async () => {
		sim.settings.balance = 1;
		expect(messageOf((await executeNode({ sim, parameters: createByteDance() })).error)).toContain(
			`${MESSAGES.insufficientCredits} (402)`,
		);
		expect(sent()).toBe(1);
	});

	it('is reported as not sent if Crun cannot be reached', async () => {
		const { error } = await executeNode({
			sim,
			parameters: createByteDance(),
			credential: { baseUrl: 'http://127.0.0.1:9' },
		});
		expect(messageOf(error)).toMatch(
			/^Could not create the task\. Crun cannot be reached\. The connection was refused \(host: 127\.0\.0\.1:9\)\. Nothing was sent/,
		);
		expect(messageOf(error)).not.toMatch(/may have been charged/);
	}, 15_000);
});

const UNCONFIRMED = 'Crun did not confirm whether the task was created';

describe('An unconfirmed creation', () => {
	const cases: Array<[string, CreateFault]> = [
		...[400, 408, 418, 500, 501, 502, 503, 504, 599].map((status): [string, CreateFault] => [
			`HTTP ${status}`,
			{ kind: 'status', status, message: 'Something odd' },
		]),
		...[0, 201, 400, 408, 500, 501, 503, 999].map((code): [string, CreateFault] => [
			`code ${code} in HTTP 200`,
			{ kind: 'codeInOk', code, message: 'Something odd' },
		]),
		['created, then HTTP 500', { kind: 'status', status: 500, processed: true }],
		['created, then HTTP 504', { kind: 'status', status: 504, processed: true }],
		['a gateway’s error page, 502', { kind: 'html' }],
		['a gateway’s error page, 200', { kind: 'html', status: 200 }],
		['created, then a gateway’s error page, 500', { kind: 'html', status: 500, processed: true }],
		['created, then truncated JSON', { kind: 'cutJson' }],
		['an empty response', { kind: 'empty' }],
		['an empty response, 204', { kind: 'empty', status: 204 }],
		['data: null', { kind: 'dataNull' }],
		['no task_id', json(200, { code: 200, message: 'success', data: {} })],
		['an empty task_id', json(200, { code: 200, message: 'success', data: { task_id: ' ' } })],
		[
			'a task_id too long for a number',
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
		['a connection closed before the creation', { kind: 'resetBefore' }],
		['a connection closed after the creation', { kind: 'resetAfter' }],
	];

	it.each(cases)(
		'is sent once, and the error says that a task may exist (%s)',
		async (_what, fault) => {
			const { error, items } = await createWith(fault);
			expect(sent()).toBe(1);
			expect(error).toMatchObject({ message: UNCONFIRMED });
			expect(messageOf(error)).toMatch(
				/may have been charged.*not sent again.*Check the task list.*Task > Wait.*creates and pays for a new task: do so only if it is not there/,
			);
			expect(messageOf(error)).not.toContain('\n');
			expect(items).toEqual([]);
			expect(sim.requests.every(({ endpoint }) => endpoint !== 'unknown')).toBe(true);
			expect(sim.ledger.created.every(({ lost }) => lost)).toBe(true);
		},
	);

	it('is reported with Crun’s message and every error', async () => {
		const { error } = await createWith({
			kind: 'status',
			status: 500,
			message: 'Database gone',
			errors: ['shard 1', 'shard 2'],
		});
		expect(messageOf(error)).toContain('Database gone; shard 1; shard 2 (500)');
	});

	it('is reported if the execution is stopped during the request', async () => {
		sim.faults.add({ endpoint: 'CreateTask', kind: 'hang' });
		const stop = new AbortController();
		const running = executeNode({ sim, parameters: createByteDance(), signal: stop.signal });
		await sim.waitFor('request', ({ endpoint }) => endpoint === 'CreateTask');
		stop.abort();
		expect(messageOf((await running).error)).toContain(UNCONFIRMED);
		expect(sent()).toBe(1);
	});
});

describe('A postponed creation (429, 455)', () => {
	const at0 = { 'retry-after': '0' };
	const postponed: Array<[string, CreateFault]> = [
		['HTTP 429', { kind: 'rateLimit', retryAfter: 0 }],
		[
			'code 429 in HTTP 200',
			json(200, { code: 429, message: MESSAGES.rateLimit, data: null }, at0),
		],
		['HTTP 455', json(455, { code: 455, message: MESSAGES.maintenance, data: null }, at0)],
		[
			'code 455 in HTTP 200',
			json(200, { code: 455, message: MESSAGES.maintenance, data: null }, at0),
		],
		['a gateway’s 429 without an envelope', json(429, '<html>slow down</html>', at0)],
	];

	it.each(postponed)('succeeds at the sixth attempt after %s', async (_what, fault) => {
		const { error, json: out } = await createWith(fault, { times: 5 });
		expect(error).toBeUndefined();
		expect(out.map(({ task_id }) => task_id)).toEqual([sim.ledger.created[0]?.task_id]);
		expect(sent()).toBe(6);
		expect(sim.ledger.created).toHaveLength(1);
	});

	it.each(postponed)('fails after six attempts with %s', async (_what, fault) => {
		const { error } = await createWith(fault);
		expect(sent()).toBe(6);
		expect(messageOf(error)).toMatch(/429|455/);
		expect(messageOf(error)).not.toMatch(/may have been charged/);
		expect(sim.ledger.created).toHaveLength(0);
	});

	it('is not sent again after an unconfirmed attempt', async () => {
		sim.faults.add({ endpoint: 'CreateTask', kind: 'rateLimit', retryAfter: 0, times: 2 });
		sim.faults.add({ endpoint: 'CreateTask', kind: 'resetAfter' });
		expect(messageOf((await executeNode({ sim, parameters: createByteDance() })).error)).toContain(
			UNCONFIRMED,
		);
		expect(sent()).toBe(3);
		expect(sim.ledger.created).toHaveLength(1);
	});

	it.each([
		['seconds', () => 1],
		['a date', () => new Date(Date.now() + 2000)],
	])('respects Retry-After as %s', async (_form, retryAfter) => {
		await createWith({ kind: 'rateLimit', retryAfter: retryAfter() }, { times: 1 });
		const [first, second] = sim.requestsTo('CreateTask');
		expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(950);
		expect(sim.ledger.created).toHaveLength(1);
	});

	it('is sent again after a pause if there is no Retry-After', async () => {
		await createWith({ kind: 'maintenance' }, { times: 1 });
		const [first, second] = sim.requestsTo('CreateTask');
		expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(200);
		expect(sent()).toBe(2);
	});

	it('ends immediately when the execution is stopped', async () => {
		sim.faults.add({ endpoint: 'CreateTask', kind: 'rateLimit', retryAfter: 60 });
		const stop = new AbortController();
		const running = executeNode({ sim, parameters: createByteDance(), signal: stop.signal });
		await sim.waitFor('ended', ({ endpoint }) => endpoint === 'CreateTask');
		stop.abort();
		expect(messageOf((await running).error)).toMatch(/stopped/);
		expect(sent()).toBe(1);
	});
});

describe('One failing item of many', () => {
	const items = Array.from({ length: 4 }, (_, index) => ({
		json: { photo: index === 2 ? `${PHOTO_URL}?unlucky` : PHOTO_URL },
	}));
	const unlucky = {
		endpoint: 'CreateTask',
		when: ({ body }: { body: unknown }) => JSON.stringify(body).includes('unlucky'),
	} as const;
	const parameters = createByteDance({ imageUrls: '={{ $json.photo }}' });

	it('does not affect the others when the node continues on fail', async () => {
		sim.faults.add({ ...unlucky, kind: 'resetAfter' });
		const { items: out } = await executeNode({ sim, parameters, items, continueOnFail: true });
		expect(out.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2, 3].map((item) => ({ item })));
		expect(out.map(({ json: one }) => typeof one.task_id)).toEqual([
			'string',
			'string',
			'undefined',
			'string',
		]);
		expect(out[2]?.json.error).toContain(UNCONFIRMED);
		expect(sent()).toBe(4);
	});

	it('stops the node with an error that names the existing tasks', async () => {
		sim.faults.add({ ...unlucky, kind: 'status', status: 500, processed: true });
		sim.faults.add({ ...unlucky, kind: 'latency', ms: 100 }); // the others are done by then
		const { error } = await executeNode({ sim, parameters, items });
		expect(error).toMatchObject({ context: { itemIndex: 2 } });
		const known = sim.ledger.created.filter(({ lost }) => !lost);
		expect(known).toHaveLength(3);
		for (const { task_id } of known)
			expect((error as { description?: string }).description).toContain(task_id);
		expect(sent()).toBe(4);
	});

	it('stops the node before further tasks are created', async () => {
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
