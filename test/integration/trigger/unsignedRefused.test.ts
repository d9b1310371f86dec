import { signCallbackUrl } from '../../../nodes/Crun/crun/callback';
import { existingTask, openWebhook, post, useSimulator, type WebhookServer } from '../support';

/** Triggers that accept unsigned callbacks: what they remember of tasks that Crun did not know. */

const sim = useSimulator({ taskTimings: 'manual', callbacks: false });
let server: WebhookServer;
let another: WebhookServer;
beforeEach(async () => {
	const parameters = { options: { acceptUnsigned: true } };
	server = await openWebhook({ sim, parameters });
	another = await openWebhook({ sim, parameters, workflowId: 'another' });
});
afterEach(async () => {
	await server.stop();
	await another.stop();
});

const signed = () => signCallbackUrl(server.url, sim.apiKey, Date.now() / 1000);
const finished = (callbackUrl: string | null = null) =>
	sim.tasks.finish(existingTask(sim, { callbackUrl }), 'success');
/** The next look-up finds no task. */
const hideOnce = () =>
	sim.faults.add({ endpoint: 'TaskInfo', kind: 'status', status: 404, times: 1 });
const lookUps = () => sim.requestsTo('TaskInfo').length;
const message = (text: string) => ({ status: 200, body: { message: text } });
const FOREIGN = message('Ignored: not a task of this account');
const RECEIVED = message('Received');

describe('A task that Crun did not know', () => {
	it('is not looked up again for an unsigned callback', async () => {
		const task = finished();
		hideOnce();
		for (let call = 0; call < 3; call += 1) expect(await post(server.url, task)).toEqual(FOREIGN);
		expect(lookUps()).toBe(1);
		expect(await post(server.url, finished())).toEqual(RECEIVED);
	});

	it('is looked up for a signed callback', async () => {
		const task = finished();
		hideOnce();
		expect(await post(server.url, task)).toEqual(FOREIGN);
		expect(await post(signed(), task)).toEqual(RECEIVED);
	});

	it('is looked up for another trigger, which may have another account', async () => {
		const task = finished();
		hideOnce();
		expect(await post(server.url, task)).toEqual(FOREIGN);
		expect(await post(another.url, task)).toEqual(RECEIVED);
	});

	it('is looked up again where a signed callback reported it before', async () => {
		const task = finished();
		hideOnce();
		expect(await post(signed(), task)).toEqual(FOREIGN);
		expect(await post(server.url, task)).toEqual(RECEIVED);
	});
});

it('an unsigned callback starts the workflow, whatever callback URL the task was created with', async () => {
	expect(await post(server.url, finished(signed()))).toEqual(RECEIVED);
	expect(await post(server.url, finished('https://example.com/callback'))).toEqual(RECEIVED);
});
