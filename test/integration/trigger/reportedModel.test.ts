import type { INodeParameters } from 'n8n-workflow';
import { signCallbackUrl } from '../../../nodes/Crun/crun/callback';
import { existingTask, openWebhook, post, useSimulator, type WebhookServer } from '../support';

/** Which model a callback is about, where the trigger listens to some models only. */

const sim = useSimulator({ taskTimings: 'manual', callbacks: false });
let server: WebhookServer;
afterEach(async () => await server.stop());

const MODEL = 'kling/template';
const call = async (
	body: unknown,
	parameters: INodeParameters = { filters: { models: MODEL } },
) => {
	server = await openWebhook({ sim, parameters });
	return await post(signCallbackUrl(server.url, sim.apiKey, Date.now() / 1000), body);
};
const finished = (model: string) => sim.tasks.finish(existingTask(sim, { model }), 'success');
const unreachable = () => sim.faults.add({ endpoint: 'TaskInfo', kind: 'resetBefore' });
/** TaskInfo returns the task without the request that it was created with. */
const withoutRequest = (task: ReturnType<typeof finished>) => {
	const data = { ...task, param: undefined };
	sim.faults.add({
		endpoint: 'TaskInfo',
		kind: 'body',
		body: { code: 200, message: 'success', data },
	});
};
const message = (text: string) => ({ status: 200, body: { message: text } });
const IGNORED = message('Ignored: this trigger does not listen to the model');

describe('The model of a task', () => {
	it('is what TaskInfo says, whatever the callback says', async () => {
		const task = finished('vidu/template');
		expect(await call({ ...task, param: { ...task.param, model: MODEL } })).toEqual(IGNORED);
	});

	it('is what the callback says while TaskInfo cannot be reached', async () => {
		unreachable();
		expect(await call(finished(MODEL))).toEqual(message('Received'));
		await server.stop();
		expect(await call(finished('vidu/template'))).toEqual(IGNORED);
	});

	it('is none of those that the trigger listens to where nobody says it', async () => {
		const task = finished(MODEL);
		withoutRequest(task);
		expect(await call(task)).toEqual(IGNORED);
	});

	it('need not be known where the trigger listens to all', async () => {
		const task = finished(MODEL);
		withoutRequest(task);
		expect(await call(task, {})).toEqual(message('Received'));
	});
});
