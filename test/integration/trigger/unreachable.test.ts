import type { INodeParameters } from 'n8n-workflow';
import { signCallbackUrl } from '../../../nodes/Crun/crun/callback';
import type { FaultKind } from '../../../dev/simulator';
import { existingTask, openWebhook, post, useSimulator, type WebhookServer } from '../support';

const sim = useSimulator({ taskTimings: 'manual', callbacks: false });
let server: WebhookServer;
afterEach(async () => await server.stop());

const open = async (parameters: INodeParameters = {}) =>
	(server = await openWebhook({ sim, parameters }));
const signed = () => signCallbackUrl(server.url, sim.apiKey, Date.now() / 1000);
const emitted = async () => (await server.emitted()).flat().map(({ json }) => json);
const finished = (callbackUrl: string | null = null) =>
	sim.tasks.finish(existingTask(sim, { callbackUrl }), 'success');
const at0 = { 'retry-after': '0' };
const down = (): FaultKind => ({
	kind: 'body',
	status: 503,
	body: { code: 503, message: 'down', data: null },
	headers: at0,
});
const failWith = (fault: FaultKind, times?: number) =>
	sim.faults.add({ endpoint: 'TaskInfo', ...fault, ...(times ? { times } : {}) });

describe('While TaskInfo cannot be reached,', () => {
	const failures: Array<[string, FaultKind]> = [
		['HTTP 503', down()],
		['HTML', { kind: 'body', status: 502, body: '<html></html>', headers: at0 }],
		['a closed connection', { kind: 'resetBefore' }],
		['a temporarily rejected key', { kind: 'status', status: 401 }],
	];

	it.each(failures)(
		'a signed callback starts the workflow, marked as not verified (%s)',
		async (_what, fault) => {
			await open();
			failWith(fault);
			const task = finished();
			expect(await post(signed(), task)).toMatchObject({ status: 200 });
			expect(await emitted()).toMatchObject([
				{
					event: 'task.success',
					verified: false,
					task_id: task.task_id,
					video_url: `${sim.url}/media/${task.task_id}.mp4`,
				},
			]);
		},
	);

	it('an unsigned callback is answered with 503, and starts the workflow when it is sent again', async () => {
		await open({ options: { acceptUnsigned: true } });
		failWith(down());
		const task = finished();
		expect((await post(server.url, task)).status).toBe(503);
		expect(await emitted()).toEqual([]);
		sim.faults.clear();
		expect((await post(server.url, task)).status).toBe(200);
		expect(await emitted()).toMatchObject([{ verified: true }]);
	});

	it('a callback starts the workflow only once, even if it is sent again later', async () => {
		await open();
		failWith(down());
		const task = finished();
		await post(signed(), task);
		sim.faults.clear();
		expect((await post(signed(), task)).status).toBe(200);
		expect(await emitted()).toHaveLength(1);
	});

	it('a signed callback with an unfinished status starts nothing', async () => {
		await open();
		failWith(down());
		expect((await post(signed(), sim.tasks.setStatus(existingTask(sim), 'running'))).status).toBe(
			200,
		);
		expect(await emitted()).toEqual([]);
	});

	it.each([
		['bare', false],
		['in an envelope', true],
	])(
		'the task (%s) is complete with Simplify off, with the signature redacted',
		async (_form, wrapped) => {
			await open({ simplify: false });
			const callbackUrl = signed();
			const task = finished(callbackUrl);
			failWith(down());
			await post(callbackUrl, wrapped ? { code: 200, message: 'success', data: task } : task);
			const redacted = callbackUrl.replace(/crun_sig=.*/, 'crun_sig=***');
			expect(await emitted()).toEqual([
				{
					event: 'task.success',
					verified: false,
					...task,
					param: { ...task.param, callback_url: redacted },
				},
			]);
		},
	);
});

it('a short failure of TaskInfo is retried', async () => {
	await open();
	failWith(down(), 2);
	await post(signed(), finished());
	expect(await emitted()).toMatchObject([{ verified: true }]);
});

describe('If TaskInfo lags behind the callback,', () => {
	it('the task is checked again after a pause', async () => {
		await open();
		const task = finished();
		failWith(
			{
				kind: 'body',
				body: { code: 200, data: { ...task, status: 'running', result: null, complete_at: null } },
			},
			1,
		);
		expect((await post(signed(), task)).status).toBe(200);
		expect(await emitted()).toMatchObject([{ event: 'task.success', verified: true }]);
	});

	it('the callback can be sent again if the delay persists', async () => {
		await open();
		const task = finished();
		failWith({
			kind: 'body',
			body: { code: 200, data: { ...task, status: 'running', result: null } },
		});
		expect((await post(signed(), task)).status).toBe(503);
		expect(await emitted()).toEqual([]);
		sim.faults.clear();
		expect((await post(signed(), task)).status).toBe(200);
		expect(await emitted()).toMatchObject([{ event: 'task.success', verified: true }]);
	}, 10_000);
});

it('another task in the response of TaskInfo is not emitted, and does not cause an error response', async () => {
	await open();
	const task = finished();
	failWith({ kind: 'body', body: { code: 200, data: { ...task, task_id: 'another' } } });
	const { status } = await post(signed(), task);
	expect([200, 503]).toContain(status);
	for (const item of await emitted())
		expect(item).toMatchObject({ task_id: task.task_id, verified: false });
});
