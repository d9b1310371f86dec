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
const spoil = (fault: FaultKind, times?: number) =>
	sim.faults.add({ endpoint: 'TaskInfo', ...fault, ...(times ? { times } : {}) });

describe('TaskInfo cannot be reached', () => {
	const troubles: Array<[string, FaultKind]> = [
		['503', down()],
		['HTML', { kind: 'body', status: 502, body: '<html></html>', headers: at0 }],
		['a cut connection', { kind: 'resetBefore' }],
		['a key that is refused for a while', { kind: 'status', status: 401 }],
	];

	it.each(troubles)(
		'%s: a signed callback is emitted, marked as not verified',
		async (_what, fault) => {
			await open();
			spoil(fault);
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

	it('an unsigned one is answered 503, so that it may come again, and then starts the workflow', async () => {
		await open({ options: { acceptUnsigned: true } });
		spoil(down());
		const task = finished();
		expect((await post(server.url, task)).status).toBe(503);
		expect(await emitted()).toEqual([]);
		sim.faults.clear();
		expect((await post(server.url, task)).status).toBe(200);
		expect(await emitted()).toMatchObject([{ verified: true }]);
	});

	it('the same callback later, when Crun is back, does not start the workflow again', async () => {
		await open();
		spoil(down());
		const task = finished();
		await post(signed(), task);
		sim.faults.clear();
		expect((await post(signed(), task)).status).toBe(200);
		expect(await emitted()).toHaveLength(1);
	});

	it('a signed callback of an unfinished state starts nothing', async () => {
		await open();
		spoil(down());
		expect((await post(signed(), sim.tasks.setStatus(existingTask(sim), 'running'))).status).toBe(
			200,
		);
		expect(await emitted()).toEqual([]);
	});

	it.each([
		['bare', false],
		['in an envelope', true],
	])(
		'with Simplify off the task (%s) comes whole, our signature blanked',
		async (_form, wrapped) => {
			await open({ simplify: false });
			const callbackUrl = signed();
			const task = finished(callbackUrl);
			spoil(down());
			await post(callbackUrl, wrapped ? { code: 200, message: 'success', data: task } : task);
			const blanked = callbackUrl.replace(/crun_sig=.*/, 'crun_sig=***');
			expect(await emitted()).toEqual([
				{
					event: 'task.success',
					verified: false,
					...task,
					param: { ...task.param, callback_url: blanked },
				},
			]);
		},
	);
});

it('a moment’s trouble is sat out', async () => {
	await open();
	spoil(down(), 2);
	await post(signed(), finished());
	expect(await emitted()).toMatchObject([{ verified: true }]);
});

describe('TaskInfo lags behind the callback', () => {
	it('it is asked again after a moment', async () => {
		await open();
		const task = finished();
		spoil(
			{
				kind: 'body',
				body: { code: 200, data: { ...task, status: 'running', result: null, complete_at: null } },
			},
			1,
		);
		expect((await post(signed(), task)).status).toBe(200);
		expect(await emitted()).toMatchObject([{ event: 'task.success', verified: true }]);
	});

	it('for long: the callback is not used up, it can come again', async () => {
		await open();
		const task = finished();
		spoil({
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

it('TaskInfo answers with another task: that one is not emitted, and the call is not answered with an error page', async () => {
	await open();
	const task = finished();
	spoil({ kind: 'body', body: { code: 200, data: { ...task, task_id: 'another' } } });
	const { status } = await post(signed(), task);
	expect([200, 503]).toContain(status);
	for (const item of await emitted())
		expect(item).toMatchObject({ task_id: task.task_id, verified: false });
});
