import { createServer } from 'node:http';
import {
	byteDanceTemplateSchema,
	endpoints,
	envelopeSchema,
	taskSchema,
	viduTemplateSchema,
} from '../../nodes/Crun/crun/contract';
import type { Fault, SimulatedTask, Simulator } from '../../dev/simulator';
import {
	DISABLED_API_KEY,
	HUGE_TEMPLATE_ID,
	MEDIA,
	MESSAGES,
	startSimulator,
} from '../../dev/simulator';

const PHOTO = 'https://example.com/photo.png';
const BATTLE = { template_id: '104909826', img_urls: [PHOTO], resolution: '720p' };
const EASTER = { template: 'Easter_cute_pets', images: [PHOTO], bgm: true };
const PRICE = 355.2;

let simulator: Simulator;
beforeAll(async () => {
	simulator = await startSimulator();
});
beforeEach(() => simulator.reset());
afterAll(async () => await simulator.stop());

async function call(
	path: string,
	init: { body?: unknown; key?: string | null; signal?: AbortSignal } = {},
) {
	const { key = simulator.apiKey, body, signal } = init;
	const response = await fetch(simulator.url + path, {
		method: body === undefined ? 'GET' : 'POST',
		headers: { 'content-type': 'application/json', ...(key !== null && { 'x-api-key': key }) },
		body: JSON.stringify(body),
		signal,
	});
	return { status: response.status, headers: response.headers, text: await response.text() };
}

/** Like `call`, but reads the answer as Crun's envelope. */
async function ask(path: string, init: Parameters<typeof call>[1] = {}) {
	const { status, headers, text } = await call(path, init);
	return { status, headers, ...envelopeSchema.parse(JSON.parse(text)) };
}

const create = async (input: unknown, more: Record<string, unknown> = {}) =>
	await ask(endpoints.createTask.path, { body: { model: 'bytedance/template', input, ...more } });
const created = async (more: Record<string, unknown> = {}, input: unknown = BATTLE) =>
	endpoints.createTask.data.parse((await create(input, more)).data).task_id;
const info = async (id: string) => await ask(`${endpoints.taskInfo.path}?task_id=${id}`);
const page = async (path: string, query: string) =>
	endpoints.byteDanceTemplates.data.parse((await ask(`${path}?${query}`)).data);

async function allTemplates(path: string) {
	const first = await page(path, 'page=1&page_size=50');
	const pages = await Promise.all(
		Array.from(
			{ length: Math.ceil((first.total ?? 0) / 50) - 1 },
			async (_, index) => await page(path, `page=${index + 2}&page_size=50`),
		),
	);
	return [first, ...pages].flatMap(({ templates }) => templates);
}

/** Starts a server that receives callbacks and answers 200. */
async function receiver() {
	const bodies: unknown[] = [];
	const server = createServer((request, response) => {
		let text = '';
		request.on('data', (chunk) => (text += String(chunk)));
		request.on('end', () => {
			bodies.push(JSON.parse(text));
			response.end('thanks');
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port');
	const stop = async () => await new Promise((resolve) => server.close(resolve));
	return { url: `http://127.0.0.1:${address.port}/hook?secret=1`, bodies, stop };
}

describe('the API key', () => {
	it.each([
		['missing', null, 401, MESSAGES.invalidKey],
		['wrong', 'ak_wrong', 401, MESSAGES.invalidKey],
		['disabled', DISABLED_API_KEY, 403, MESSAGES.disabledKey],
	])('is refused if it is %s', async (_name, key, code, message) => {
		expect(await ask(endpoints.balance.path, { key })).toMatchObject({
			status: code,
			code,
			message,
			data: null,
		});
	});

	it('gives access to the balance if it is right', async () => {
		expect(await ask(endpoints.balance.path)).toMatchObject({
			status: 200,
			code: 200,
			data: { balance: 100_000 },
		});
	});
});

describe('the catalogues', () => {
	it('contain 280 different ByteDance templates of all kinds', async () => {
		const raw = await allTemplates(endpoints.byteDanceTemplates.path);
		const all = raw.map((entry) => byteDanceTemplateSchema.parse(entry));
		expect(new Set(all.map(({ TemplateId }) => TemplateId)).size).toBe(280);
		expect(new Set(all.map(({ Title }) => Title)).size).toBe(280);
		const count = (is: (one: (typeof all)[number]) => boolean) => all.filter(is).length;
		expect(count((one) => !one.Title_en)).toBeGreaterThan(10);
		expect(count((one) => !one.PreviewVideo)).toBeGreaterThan(5);
		expect(count((one) => one.InputNum === 2)).toBeGreaterThan(20);
		expect(count((one) => one.InputNum === undefined)).toBeGreaterThan(5);
		for (const number of [1, 2, 3])
			expect(count((one) => one.ConsumeItems?.length === number)).toBeGreaterThan(20);
		expect(all.filter((one) => /birthday/i.test(one.Title_en ?? '')).length).toBeGreaterThan(2);
		expect(all.filter((one) => one.Title?.includes('圣诞'))).toHaveLength(7);
	});

	it('contain 120 different Vidu templates of all kinds', async () => {
		const all = (await allTemplates(endpoints.viduTemplates.path)).map((entry) =>
			viduTemplateSchema.parse(entry),
		);
		const ids = all.map(({ template }) => template);
		expect(new Set(ids).size).toBe(120);
		expect(ids).toEqual(
			expect.arrayContaining([
				'Vintage_Moment_of_Mom',
				'Easter_cute_pets',
				'exotic_princess',
				'beast_companion',
			]),
		);
		const instructions = all.map((one) => one.input_instruction ?? '');
		expect(instructions).toContain('');
		expect(
			instructions.filter((one) => one.startsWith('{') && !one.endsWith('}')).length,
		).toBeGreaterThan(0);
		expect(instructions.filter((one) => one.includes('wo images')).length).toBeGreaterThan(10);
		expect(all.filter((one) => one.credits === undefined).length).toBeGreaterThan(3);
		expect(all.filter((one) => one.is_hot).length).toBeGreaterThan(5);
	});

	it('return pages of 20 by default, one entry by its ID, and nothing for an unknown ID', async () => {
		expect((await page(endpoints.byteDanceTemplates.path, '')).templates).toHaveLength(20);
		const huge = await page(endpoints.byteDanceTemplates.path, `template_id=${HUGE_TEMPLATE_ID}`);
		expect(huge).toMatchObject({ total: 1, templates: [{ TemplateId: HUGE_TEMPLATE_ID }] });
		expect(await page(endpoints.viduTemplates.path, 'template=nope')).toEqual({
			total: 0,
			templates: [],
		});
		expect((await page(endpoints.viduTemplates.path, 'page=4&page_size=50')).templates).toEqual([]);
		expect(await page('/api/v1/client/job/kling-templates', 'page_size=50')).toMatchObject({
			total: 30,
		});
	});

	it.each(['page_size=51', 'page=0', 'page=x', 'template=a'])(
		'answer %s with 422',
		async (query) => {
			const refused = await ask(`${endpoints.byteDanceTemplates.path}?${query}`);
			expect(refused).toMatchObject({
				status: 422,
				code: 422,
				errors: [expect.stringContaining(query.split('=')[0] ?? '')],
			});
		},
	);

	it('can be changed by a test', async () => {
		simulator.catalogues.vidu.length = 0;
		expect(await page(endpoints.viduTemplates.path, '')).toEqual({ total: 0, templates: [] });
	});
});

describe('CreateTask', () => {
	it.each<[string, unknown, string]>([
		['an unknown field', { ...BATTLE, fast: true }, 'input.fast: unknown field'],
		['a missing field', { template_id: '104909826', img_urls: [PHOTO] }, 'input.resolution'],
		['an unknown template', { ...BATTLE, template_id: '1' }, 'does not exist'],
		['too many images', { ...BATTLE, img_urls: [PHOTO, PHOTO] }, 'takes 1 image(s), got 2'],
		['no image', { ...BATTLE, img_urls: [] }, 'input.img_urls'],
		['a local path', { ...BATTLE, img_urls: ['/tmp/me.png'] }, 'input.img_urls.0'],
		['half a URL', { ...BATTLE, img_urls: ['https://'] }, 'must be an http(s) URL'],
		[
			'a resolution that is not offered',
			{ ...BATTLE, resolution: '4k' },
			'must be one of 480p, 720p',
		],
	])('refuses %s', async (_name, input, error) => {
		expect(await create(input)).toMatchObject({
			status: 422,
			code: 422,
			errors: [expect.stringContaining(error)],
		});
		expect(simulator.ledger.created).toEqual([]);
	});

	it.each<[string, Record<string, unknown>]>([
		['area', { area: 'japan' }],
		['beast', { beast: 'bear' }],
		['aspect_ratio', { aspect_ratio: '16:9' }],
		['images', { images: [PHOTO, PHOTO] }],
		['prompt', { prompt: 'x'.repeat(2001) }],
	])('refuses a Vidu %s that the template does not accept', async (field, more) => {
		const refused = await create({ ...EASTER, ...more }, { model: 'vidu/template' });
		expect(refused).toMatchObject({
			status: 422,
			errors: [expect.stringContaining(`input.${field}`)],
		});
	});

	it.each<[string, Record<string, unknown>, string]>([
		['an unknown model', { model: 'no/model' }, 'model'],
		['an invalid callback URL', { callback_url: 'tomorrow' }, 'callback_url'],
		['an additional field', { priority: 1 }, 'priority: unknown field'],
	])('refuses %s', async (_name, more, error) => {
		expect(await create(BATTLE, more)).toMatchObject({
			status: 422,
			errors: [expect.stringContaining(error)],
		});
	});

	it('answers 402 and charges nothing if the balance is too low', async () => {
		simulator.settings.balance = PRICE - 0.1;
		expect(await create(BATTLE)).toMatchObject({
			status: 402,
			code: 402,
			message: MESSAGES.insufficientCredits,
		});
		expect(simulator.ledger.charged()).toBe(0);
	});

	it('accepts the documented examples, reserves their price and records the requests', async () => {
		await created();
		await created({ model: 'vidu/template' }, EASTER);
		expect(simulator.ledger.created).toMatchObject([
			{
				model: 'bytedance/template',
				input: BATTLE,
				credits: PRICE,
				lost: false,
				callback_url: null,
			},
			{ model: 'vidu/template', input: EASTER, credits: 6 },
		]);
		expect(simulator.settings.balance).toBe(99_638.8);
		expect(simulator.requestsTo('CreateTask')).toMatchObject([
			{ method: 'POST', body: { input: BATTLE }, status: 200 },
			{},
		]);
	});
});

describe('a task', () => {
	it('goes from pending to success, with a real MP4 as its result', async () => {
		const id = await created();
		expect(taskSchema.parse((await info(id)).data)).toMatchObject({
			task_id: id,
			credits: PRICE,
			complete_at: null,
			result: null,
		});
		await simulator.waitFor('status', ({ status }) => status === 'success');
		const { data } = await info(id);
		expect(data).toMatchObject({
			status: 'success',
			credits: PRICE,
			param: { model: 'bytedance/template', input: BATTLE },
		});
		const [url = ''] = taskSchema.parse(data).result?.media_urls ?? [];
		const video = await fetch(url);
		expect(video.headers.get('content-type')).toBe('video/mp4');
		expect(Buffer.from(await video.arrayBuffer())).toEqual(MEDIA.mp4.bytes);
		const part = await fetch(url, { headers: { range: 'bytes=4-7' } });
		expect([part.status, await part.text()]).toEqual([206, 'ftyp']);
	});

	it('fails if its input says so, and then costs nothing', async () => {
		const id = await created({}, { ...BATTLE, img_urls: ['https://example.com/fail.png'] });
		await simulator.waitFor('status', ({ status }) => status === 'failed');
		expect((await info(id)).data).toMatchObject({
			status: 'failed',
			credits: 0,
			result: { code: 501 },
		});
		expect(simulator.ledger.charged()).toBe(0);
		expect(simulator.settings.balance).toBe(100_000);
	});

	it('changes only when the test says so in manual mode', async () => {
		simulator.settings.taskTimings = 'manual';
		const id = await created();
		simulator.tasks.setStatus(id, 'queued', { credits: undefined });
		expect((await info(id)).data).toMatchObject({ status: 'queued' });
		simulator.tasks.finish(id, 'success', { result: { code: 200, message: 'success' } });
		expect((await info(id)).data).toMatchObject({
			status: 'success',
			result: { code: 200, message: 'success' },
		});
	});

	it('that does not exist is answered in each of the three documented ways', async () => {
		expect(await info('nope')).toMatchObject({
			status: 404,
			code: 404,
			message: MESSAGES.taskNotFound,
		});
		simulator.settings.taskNotFound = 'code404';
		expect(await info('nope')).toMatchObject({ status: 200, code: 404 });
		simulator.settings.taskNotFound = 'dataNull';
		expect(await info('nope')).toMatchObject({ status: 200, code: 200, data: null });
	});
});

describe('a callback', () => {
	let hook: Awaited<ReturnType<typeof receiver>>;
	beforeEach(async () => {
		hook = await receiver();
	});
	afterEach(async () => await hook.stop());

	it('contains the bare task, and is recorded with its answer', async () => {
		const id = await created({ callback_url: hook.url });
		expect(await simulator.waitFor('callback')).toMatchObject({
			taskId: id,
			url: hook.url,
			status: 200,
			answer: 'thanks',
			error: null,
		});
		expect(hook.bodies).toEqual([(await info(id)).data]);
		expect(hook.bodies).toMatchObject([
			{ task_id: id, status: 'success', param: { callback_url: hook.url } },
		]);
	});

	it('can be repeated, wrapped, forged and sent for running tasks', async () => {
		simulator.settings.callbacks = ({ status }: SimulatedTask) =>
			status === 'running'
				? { intermediate: true }
				: { times: 2, envelope: true, overrides: { task_id: 'forged' } };
		await created({ callback_url: hook.url });
		await simulator.waitFor('callback', undefined, { count: 3 });
		const forged = { code: 200, data: { task_id: 'forged', status: 'success' } };
		expect(hook.bodies).toMatchObject([{ status: 'running' }, forged, forged]);
	});

	it('can be delayed, lost, and sent manually', async () => {
		simulator.settings.callbacks = { times: 0 };
		const id = await created({ callback_url: hook.url });
		const done = await simulator.waitFor('status', ({ status }) => status === 'success');
		expect(simulator.callbacks).toEqual([]);
		await simulator.tasks.sendCallback(id, { status: 'failed' });
		expect(hook.bodies).toMatchObject([{ task_id: id, status: 'failed' }]);
		simulator.settings.callbacks = { delayMs: 50 };
		const before = Date.now();
		simulator.tasks.finish(done.task_id, 'success');
		const late = await simulator.waitFor('callback', undefined, { count: 2 });
		expect(late.at - before).toBeGreaterThanOrEqual(49);
	});

	it('is never sent to another machine', async () => {
		const { status, error } = await simulator.postCallback('https://example.com/hook', 'id', {});
		expect([status, error]).toEqual([null, expect.stringContaining('not sent')]);
	});
});

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
		simulator.faults.add({ ...fault, times: 1 });
		const answer = await tryCreate();
		expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(text)]);
		expect(simulator.ledger.created).toEqual([]);
		expect((await tryCreate()).status).toBe(200);
	});

	it.each([
		[7, '7'],
		[new Date('2030-01-01T00:00:00Z'), 'Tue, 01 Jan 2030 00:00:00 GMT'],
	])('"rateLimit" sends Retry-After: %s', async (retryAfter, header) => {
		simulator.faults.add({ endpoint: '*', kind: 'rateLimit', retryAfter });
		expect((await tryCreate()).headers.get('retry-after')).toBe(header);
	});

	it.each<[string, Fault]>([
		['cutJson', { endpoint: CREATE, kind: 'cutJson' }],
		['html after processing', { endpoint: CREATE, kind: 'html', processed: true }],
	])('"%s" replaces the answer after the task was created', async (_name, fault) => {
		simulator.faults.add(fault);
		const { text } = await tryCreate();
		expect(() => envelopeSchema.parse(JSON.parse(text))).toThrow(SyntaxError);
		expect(simulator.ledger.created).toMatchObject([{ lost: true, credits: PRICE }]);
	});

	it.each([
		['resetBefore', 0],
		['resetAfter', 1],
	] as const)('"%s" resets the connection, with %i tasks created', async (kind, tasks) => {
		simulator.faults.add({ endpoint: CREATE, kind, times: 1 });
		await expect(tryCreate()).rejects.toThrow('fetch failed');
		expect(simulator.ledger.created).toHaveLength(tasks);
		expect(simulator.ledger.charged()).toBe(tasks * PRICE);
		expect(simulator.requests).toHaveLength(1);
	});

	it('"hang" never answers', async () => {
		simulator.faults.add({ endpoint: CREATE, kind: 'hang', processed: true });
		await expect(tryCreate(AbortSignal.timeout(50))).rejects.toThrow('timeout');
		const { status } = await simulator.waitFor('ended');
		expect([status, simulator.ledger.created]).toMatchObject([null, [{ lost: true }]]);
	});

	it('"latency" combines with another fault, and a task is lost if the client disconnects early', async () => {
		simulator.faults.add({ endpoint: CREATE, kind: 'latency', ms: 60, times: 2 });
		const stop = simulator.faults.add({ endpoint: CREATE, kind: 'maintenance' });
		const start = Date.now();
		expect((await tryCreate()).status).toBe(455);
		expect(Date.now() - start).toBeGreaterThanOrEqual(59);
		stop();
		await expect(tryCreate(AbortSignal.timeout(20))).rejects.toThrow('timeout');
		expect((await simulator.waitFor('created')).lost).toBe(true);
	});

	it('applies only to its endpoint and to matching requests, until it is removed', async () => {
		const stop = simulator.faults.add({
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
	simulator.faults.add({ endpoint: 'CreateTask', kind: 'latency', ms: 20 });
	const cutOff = expect(create(BATTLE)).rejects.toThrow('fetch failed');
	await simulator.waitFor('request');
	simulator.reset();
	await cutOff;
	await created();
	await simulator.waitFor('status', ({ status }) => status === 'success');
	expect([simulator.requests.length, simulator.ledger.created.length]).toEqual([1, 1]);
});

it('peakConcurrency counts simultaneous requests', async () => {
	simulator.faults.add({ endpoint: 'balance', kind: 'latency', ms: 20 });
	await Promise.all([1, 2, 3].map(async () => await ask(endpoints.balance.path)));
	await ask(endpoints.balance.path);
	expect([simulator.peakConcurrency('balance'), simulator.peakConcurrency('TaskInfo')]).toEqual([
		3, 0,
	]);
});

it('waitFor rejects with the number of events seen if an event does not occur', async () => {
	await expect(simulator.waitFor('created', undefined, 10)).rejects.toThrow(
		'Waited 10 ms for "created": saw 0 of 1',
	);
});
