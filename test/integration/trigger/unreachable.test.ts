import type { INodeParameters } from 'n8n-workflow';
import { signCallbackUrl } from '../../../nodes/Crun/crun/callback';
import type { FaultKind } from '../../../dev/simulator';
import {
	existingTask,
	openWebhook,
	post,
	sleep,
	useSimulator,
	within,
	type WebhookServer,
} from '../support';

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
	];

	it.each(failures)(
		'a signed callback starts the workflow with its ID and status, marked as not verified (%s)',
		async (_what, fault) => {
			await open();
			failWith(fault);
			const task = finished();
			expect(await post(signed(), task)).toMatchObject({ status: 200 });
			expect(await emitted()).toMatchObject([
				{ event: 'task.success', verified: false, task_id: task.task_id, status: 'success' },
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

	it('a callback that is repeated starts the workflow once', async () => {
		await open();
		failWith(down());
		const task = finished();
		await post(signed(), task);
		expect((await post(signed(), task)).status).toBe(200);
		expect(await emitted()).toHaveLength(1);
	});

	it('an unverified callback does not stand in the way of a verified one, but the other way round', async () => {
		await open();
		failWith(down());
		const task = finished();
		await post(signed(), task);
		sim.faults.clear();
		await post(signed(), task);
		failWith(down());
		await post(signed(), task);
		expect(await emitted()).toMatchObject([{ verified: false }, { verified: true }]);
	});

	it('a callback starts nothing after a verified one', async () => {
		await open();
		const task = finished();
		await post(signed(), task);
		failWith(down());
		expect(await post(signed(), task)).toMatchObject({ body: { message: 'Already received' } });
		expect(await emitted()).toMatchObject([{ verified: true }]);
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
		['bare', false, true],
		['in an envelope', true, true],
		['bare', false, false],
	])(
		'nothing else of a callback is emitted (%s, in an envelope: %p, Simplify: %p)',
		async (_form, wrapped, simplify) => {
			await open({ simplify });
			const task = { ...finished(), result: { media_urls: ['https://evil.example/video.mp4'] } };
			failWith(down());
			await post(signed(), wrapped ? { code: 200, message: 'success', data: task } : task);
			const [item = {}] = await emitted();
			const known = Object.entries(item).filter(([, value]) =>
				[value].flat().some((one) => one !== null),
			);
			expect(Object.fromEntries(known)).toEqual({
				event: 'task.success',
				verified: false,
				task_id: task.task_id,
				status: 'success',
			});
		},
	);
});

it('a short failure of TaskInfo is retried', async () => {
	await open();
	failWith(down(), 2);
	await post(signed(), finished());
	expect(await emitted()).toMatchObject([{ verified: true }]);
});

it.each([
	['asks for a break of a minute', { kind: 'rateLimit', retryAfter: 60 }],
	['is down', { kind: 'body', status: 503, body: '<html></html>' }],
] satisfies Array<[string, FaultKind]>)(
	'a signed callback is answered in time while Crun %s',
	async (_, fault) => {
		await open();
		failWith(fault);
		expect((await within(10_000, post(signed(), finished()))).status).toBe(200);
		expect(await emitted()).toMatchObject([{ verified: false }]);
	},
);

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

	it('it starts the workflow when TaskInfo takes four seconds', async () => {
		await open();
		const task = finished();
		const stale = {
			code: 200,
			data: { ...task, status: 'running', result: null, complete_at: null },
		};
		const catchUp = failWith({ kind: 'body', body: stale });
		const answered = post(signed(), task);
		await sleep(4000);
		catchUp();
		expect((await answered).status).toBe(200);
		expect(await emitted()).toMatchObject([{ event: 'task.success', verified: true }]);
	});

	it('the callback can be sent again if the delay persists', async () => {
		await open();
		const task = finished();
		failWith({
			kind: 'body',
			body: { code: 200, data: { ...task, status: 'running', result: null } },
		});
		expect((await within(10_000, post(signed(), task))).status).toBe(503);
		expect(await emitted()).toEqual([]);
		sim.faults.clear();
		expect((await post(signed(), task)).status).toBe(200);
		expect(await emitted()).toMatchObject([{ event: 'task.success', verified: true }]);
	});
});
