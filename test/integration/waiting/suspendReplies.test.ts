import { signCallbackUrl } from '../../../nodes/Crun/crun/callback';
import { openSuspendSetup, photos, post, taskIdsInOrder, type SuspendSetup } from '../support';

/** What a suspended execution answers. */

const items = photos('a', 'b');
let setup: SuspendSetup;
let ids: string[];
let url: string;
beforeEach(async () => {
	setup = await openSuspendSetup();
	await setup.run({ items });
	ids = taskIdsInOrder(setup.sim, items).map(String);
	url = setup.callbackUrl(ids[0]);
});
afterEach(async () => await setup.stop());

const message = (text: string) => ({ message: text });
const finish = (...tasks: Array<string | undefined>) => {
	for (const id of tasks) setup.sim.tasks.finish(id ?? '', 'success');
};
const callback = (id?: string) => setup.sim.tasks.get(id ?? '');

it('a callback is received, and resumes the execution once all tasks are finished', async () => {
	finish(ids[0]);
	const others = message('Received, other tasks are not finished yet');
	expect(await post(url, callback(ids[0]))).toEqual({ status: 200, body: others });
	finish(ids[1]);
	const all = message('Received, all tasks are finished');
	expect(await post(url, callback(ids[1]))).toEqual({ status: 200, body: all });
	expect(await setup.n8n.emitted()).toHaveLength(1);
});

it('the execution resumes with simplified results where its pending items are simplified', async () => {
	finish(...ids);
	await post(url, callback(ids[0]));
	expect(await setup.n8n.emitted()).toMatchObject([
		ids.map((id) => ({ json: { video_url: expect.stringContaining(id) as string } })),
	]);
});

it('a callback that arrives while the execution is resuming has no effect', async () => {
	finish(...ids);
	const replies = await Promise.all(ids.map(async (id) => await post(url, callback(id))));
	expect(replies.map(({ body }) => body)).toEqual(
		expect.arrayContaining([
			message('Received, all tasks are finished'),
			message('Received, the execution is resuming'),
		]),
	);
	expect(await setup.n8n.emitted()).toHaveLength(1);
});

it.each([
	['without a signature', (signed: URL) => signed.searchParams.delete('crun_sig')],
	['with two timestamps', (signed: URL) => signed.searchParams.append('crun_ts', '1')],
])('a caller %s learns that the signature is missing', async (_, change) => {
	const changed = new URL(url);
	change(changed);
	const body = message('The signature of this callback is missing');
	expect(await post(changed.toString(), callback(ids[0]))).toEqual({ status: 401, body });
});

it.each([
	['invalid', 'another key', 0],
	['expired', undefined, 2 * 86_400 + 60],
])('a caller learns that its signature is %s', async (verdict, key, age) => {
	const signed = signCallbackUrl(url, key ?? setup.sim.apiKey, Date.now() / 1000 - age);
	const body = message(`The signature of this callback is ${verdict}`);
	expect(await post(signed, callback(ids[0]))).toEqual({ status: 401, body });
});

it('a callback is accepted for two days', async () => {
	const signed = signCallbackUrl(url, setup.sim.apiKey, Date.now() / 1000 - 2 * 86_400 + 60);
	finish(...ids);
	expect((await post(signed, callback(ids[0]))).status).toBe(200);
	expect(await setup.n8n.emitted()).toHaveLength(1);
});

describe('A callback is to be sent again', () => {
	it('while its task cannot be checked', async () => {
		finish(ids[0]);
		setup.sim.faults.add({ endpoint: 'TaskInfo', kind: 'status', status: 401 });
		const body = message('The task could not be checked, send this again later');
		expect(await post(url, callback(ids[0]))).toEqual({ status: 503, body });
	});

	it('while TaskInfo does not show its task as finished', async () => {
		const body = message('TaskInfo does not show this task as finished yet, send this again later');
		const reported = { task_id: ids[0], status: 'success' };
		expect(await post(url, reported)).toEqual({ status: 503, body });
	});

	it('while another task cannot be checked', async () => {
		finish(...ids);
		setup.sim.faults.add({
			endpoint: 'TaskInfo',
			kind: 'status',
			status: 401,
			when: ({ query }) => query.task_id === ids[1],
		});
		const body = message('A task could not be checked, send this again later');
		expect(await post(url, callback(ids[0]))).toEqual({ status: 503, body });
		expect(await setup.n8n.emitted()).toEqual([]);
	});
});
