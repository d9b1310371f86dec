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

describe('A task', () => {
	it('starts the workflow once if its callback is repeated', async () => {
		await open();
		const task = finished();
		expect([await call(task), await call(task), await call(task)]).toEqual([200, 200, 200]);
		expect(await emitted()).toHaveLength(1);
	});

	it('starts the workflow once if thirty callbacks arrive at the same time', async () => {
		await open();
		const task = finished();
		const statuses = await Promise.all(Array.from({ length: 30 }, async () => await call(task)));
		expect(statuses).toEqual(Array(30).fill(200));
		expect(await emitted()).toHaveLength(1);
	});

	it('starts the workflow once if twenty tasks arrive at the same time, each twice', async () => {
		await open();
		const tasks = Array.from({ length: 20 }, () => finished());
		await Promise.all([...tasks, ...tasks].map(async (task) => await call(task)));
		expect((await emitted()).map(({ task_id }) => task_id).sort()).toEqual(
			tasks.map(({ task_id }) => task_id).sort(),
		);
	});

	it('starts the workflows of two triggers', async () => {
		const task = finished();
		await open();
		await call(task);
		const other = await openWebhook({ sim, workflowId: 'w2' });
		await call(task, other);
		expect(await emitted()).toHaveLength(1);
		expect(await emitted(other)).toHaveLength(1);
		await other.stop();
	});

	it('starts the workflow each time while the editor listens for a test event', async () => {
		await open({}, { mode: 'manual' });
		const task = finished();
		await call(task);
		await call(task);
		expect(await emitted()).toHaveLength(2);
	});
});

describe('A callback that starts nothing', () => {
	it.each(['pending', 'running', 'paused_in_future'])(
		'is answered with 200 (status %s)',
		async (status) => {
			await open();
			const task = sim.tasks.setStatus(existingTask(sim), status);
			expect(await call(task)).toBe(200);
			expect(await emitted()).toEqual([]);
		},
	);

	it.each(['http404', 'code404', 'dataNull'] as const)(
		'is answered with 200 (a task of another account, %s)',
		async (taskNotFound) => {
			await open();
			sim.settings.taskNotFound = taskNotFound;
			expect(await call({ ...finished(), task_id: 'somebody-elses' })).toBe(200);
			expect(await emitted()).toEqual([]);
		},
	);

	it('does not prevent the callback of the finished task', async () => {
		await open();
		const id = existingTask(sim);
		await call(sim.tasks.setStatus(id, 'running'));
		await call(sim.tasks.finish(id, 'success'));
		expect(await emitted()).toMatchObject([{ event: 'task.success', task_id: id }]);
	});
});

describe('The body of a callback', () => {
	it('is trusted for nothing but the task ID', async () => {
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

	it('may be an envelope around the task', async () => {
		await open();
		const task = finished();
		await call({ code: 200, message: 'success', data: task });
		expect(await emitted()).toMatchObject([{ task_id: task.task_id }]);
	});

	it.each([
		['an empty object', {}],
		['a list', []],
		['plain text', 'hello'],
		['null', 'null'],
	])('is answered with 400 if it is not a task (%s)', async (_what, body) => {
		await open();
		expect(await call(body)).toBe(400);
		expect(sim.requests).toHaveLength(0);
		expect(await emitted()).toEqual([]);
	});
});

describe('Trigger On and Filters', () => {
	it.each([
		[['success'], ['task.success']],
		[['failed'], ['task.failed']],
		[
			['success', 'failed'],
			['task.success', 'task.failed'],
		],
	])('start the workflow for the events %p only', async (events, expected) => {
		await open({ events });
		expect(await call(finished('success'))).toBe(200);
		expect(await call(finished('failed'))).toBe(200);
		expect((await emitted()).map(({ event }) => event)).toEqual(expected);
	});

	it.each([
		['vidu/template', ['vidu/template']],
		[' vidu/template , kling/template', ['vidu/template', 'kling/template']],
		['', ['bytedance/template', 'vidu/template', 'kling/template']],
	])('start the workflow for the models %p only', async (models, expected) => {
		await open({ filters: { models } });
		for (const model of ['bytedance/template', 'vidu/template', 'kling/template'])
			expect(await call(finished('success', {}, model))).toBe(200);
		expect((await emitted()).map(({ model }) => model)).toEqual(expected);
	});
});

it('returns the complete API object with Simplify off, with the signature redacted', async () => {
	await open({ simplify: false });
	const callbackUrl = signCallbackUrl(server.url, sim.apiKey, Date.now() / 1000);
	const task = sim.tasks.finish(existingTask(sim, { callbackUrl }), 'success', {
		field_of_tomorrow: [1],
	});
	await call(task);
	const [item] = await emitted();
	const redacted = callbackUrl.replace(/crun_sig=.*/, 'crun_sig=***');
	expect(item).toEqual({
		event: 'task.success',
		verified: true,
		...task,
		param: { ...task.param, callback_url: redacted },
	});
});
