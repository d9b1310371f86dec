import type { INodeParameters } from 'n8n-workflow';
import { signCallbackUrl } from '../../../nodes/Crun/crun/callback';
import {
	existingTask,
	openWebhook,
	post,
	useSimulator,
	type WebhookOptions,
	type WebhookServer,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual', callbacks: false });
let server: WebhookServer;
afterEach(async () => await server.stop());

const open = async (parameters: INodeParameters = {}, more: Partial<WebhookOptions> = {}) =>
	(server = await openWebhook({ sim, parameters, ...more }));
const call = async (body: unknown, to = server) =>
	(await post(signCallbackUrl(to.url, sim.apiKey, Date.now() / 1000), body)).status;
const emitted = async (from = server) => (await from.emitted()).flat().map(({ json }) => json);
const finished = (
	status: 'success' | 'failed' = 'success',
	extra: Record<string, unknown> = {},
	model?: string,
) => sim.tasks.finish(existingTask(sim, { model }), status, extra);

describe('once per task and state', () => {
	it('a callback that comes again', async () => {
		await open();
		const task = finished();
		expect([await call(task), await call(task), await call(task)]).toEqual([200, 200, 200]);
		expect(await emitted()).toHaveLength(1);
	});

	it('thirty at once', async () => {
		await open();
		const task = finished();
		const statuses = await Promise.all(Array.from({ length: 30 }, async () => await call(task)));
		expect(statuses).toEqual(Array(30).fill(200));
		expect(await emitted()).toHaveLength(1);
	});

	it('twenty tasks at once, each twice', async () => {
		await open();
		const tasks = Array.from({ length: 20 }, () => finished());
		await Promise.all([...tasks, ...tasks].map(async (task) => await call(task)));
		expect((await emitted()).map(({ task_id }) => task_id).sort()).toEqual(
			tasks.map(({ task_id }) => task_id).sort(),
		);
	});

	it('also after n8n has started anew: it is in the static data', async () => {
		await open();
		const task = finished();
		await call(task);
		await server.emitted();
		const stored = structuredClone(server.staticData);
		await server.stop();
		await open({}, { staticData: stored, workflowId: 'unknown-to-this-process' });
		expect(await call(task)).toBe(200);
		expect(await emitted()).toEqual([]);
	});

	it('two triggers each start on the same task', async () => {
		const task = finished();
		await open();
		await call(task);
		const other = await openWebhook({ sim, workflowId: 'w2' });
		await call(task, other);
		expect(await emitted()).toHaveLength(1);
		expect(await emitted(other)).toHaveLength(1);
		await other.stop();
	});

	it('while listening for a test event the same callback may be played again', async () => {
		await open({}, { mode: 'manual' });
		const task = finished();
		await call(task);
		await call(task);
		expect(await emitted()).toHaveLength(2);
	});
});

describe('what does not start a workflow is still answered with 200', () => {
	it.each(['pending', 'running', 'paused_in_future'])('the state %s', async (status) => {
		await open();
		const task = sim.tasks.setStatus(existingTask(sim), status);
		expect(await call(task)).toBe(200);
		expect(await emitted()).toEqual([]);
	});

	it.each(['http404', 'code404', 'dataNull'] as const)(
		'other people’s task (%s)',
		async (taskNotFound) => {
			await open();
			sim.settings.taskNotFound = taskNotFound;
			expect(await call({ ...finished(), task_id: 'somebody-elses' })).toBe(200);
			expect(await emitted()).toEqual([]);
		},
	);

	it('an intermediate callback does not use up the one for the end', async () => {
		await open();
		const id = existingTask(sim);
		await call(sim.tasks.setStatus(id, 'running'));
		await call(sim.tasks.finish(id, 'success'));
		expect(await emitted()).toMatchObject([{ event: 'task.success', task_id: id }]);
	});
});

describe('TaskInfo is the truth', () => {
	it('a body that claims other results is believed in nothing but the id', async () => {
		await open();
		const { task_id } = finished('failed');
		await call({
			task_id,
			status: 'success',
			credits: 0,
			result: { media_urls: ['https://evil.example/v.mp4'] },
			param: { model: 'evil' },
		});
		expect(await emitted()).toMatchObject([
			{
				event: 'task.failed',
				status: 'failed',
				media_urls: [],
				model: 'bytedance/template',
				error: { code: 501 },
			},
		]);
	});

	it('an envelope around the task is taken too', async () => {
		await open();
		const task = finished();
		await call({ code: 200, message: 'success', data: task });
		expect(await emitted()).toMatchObject([{ task_id: task.task_id }]);
	});

	it.each([
		['an empty object', {}],
		['a list', []],
		['a text', 'hello'],
		['no status', { task_id: 'x' }],
		['null', 'null'],
	])('a body that is no task (%s) is 400', async (_what, body) => {
		await open();
		expect(await call(body)).toBe(400);
		expect(sim.requests).toHaveLength(0);
		expect(await emitted()).toEqual([]);
	});
});

describe('events and filters', () => {
	it.each([
		[['success'], ['task.success']],
		[['failed'], ['task.failed']],
		[
			['success', 'failed'],
			['task.success', 'task.failed'],
		],
	])('events %p', async (events, expected) => {
		await open({ events });
		expect(await call(finished('success'))).toBe(200);
		expect(await call(finished('failed'))).toBe(200);
		expect((await emitted()).map(({ event }) => event)).toEqual(expected);
	});

	it.each([
		['vidu/template', ['vidu/template']],
		[' vidu/template , kling/template', ['vidu/template', 'kling/template']],
		['', ['bytedance/template', 'vidu/template', 'kling/template']],
	])('models %p', async (models, expected) => {
		await open({ filters: { models } });
		for (const model of ['bytedance/template', 'vidu/template', 'kling/template'])
			expect(await call(finished('success', {}, model))).toBe(200);
		expect((await emitted()).map(({ model }) => model)).toEqual(expected);
	});
});

it('with Simplify off the API’s own object comes whole, our signature blanked', async () => {
	await open({ simplify: false });
	const callbackUrl = signCallbackUrl(server.url, sim.apiKey, Date.now() / 1000);
	const task = sim.tasks.finish(existingTask(sim, { callbackUrl }), 'success', {
		field_of_tomorrow: [1],
	});
	await call(task);
	const [item] = await emitted();
	const blanked = callbackUrl.replace(/crun_sig=.*/, 'crun_sig=***');
	expect(item).toEqual({
		event: 'task.success',
		verified: true,
		...task,
		param: { ...task.param, callback_url: blanked },
	});
});
