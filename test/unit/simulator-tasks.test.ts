import { createServer } from 'node:http';
import { taskSchema } from '../../nodes/Crun/crun/contract';
import { MEDIA, MESSAGES, type SimulatedTask } from '../../dev/simulator';
import { BATTLE, BATTLE_CREDITS, useSimulator } from './support/simulator';

const client = useSimulator();
const { created, info } = client;

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

describe('a task', () => {
	it('succeeds after a while, with a real MP4 as its result', async () => {
		const id = await created();
		await client.simulator.waitFor('status', ({ status }) => status === 'success');
		const { data } = await info(id);
		expect(data).toMatchObject({
			status: 'success',
			credits: BATTLE_CREDITS,
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
		await client.simulator.waitFor('status', ({ status }) => status === 'failed');
		expect((await info(id)).data).toMatchObject({
			status: 'failed',
			credits: 0,
			result: { code: 501 },
		});
		expect(client.simulator.ledger.charged()).toBe(0);
		expect(client.simulator.settings.balance).toBe(100_000);
	});

	it('changes only when the test says so in manual mode', async () => {
		client.simulator.settings.taskTimings = 'manual';
		const id = await created();
		expect(taskSchema.parse((await info(id)).data)).toMatchObject({
			task_id: id,
			status: 'pending',
			credits: BATTLE_CREDITS,
			complete_at: null,
			result: null,
		});
		client.simulator.tasks.setStatus(id, 'queued', { credits: undefined });
		expect((await info(id)).data).toMatchObject({ status: 'queued' });
		client.simulator.tasks.finish(id, 'success', { result: { code: 200, message: 'success' } });
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
		client.simulator.settings.taskNotFound = 'code404';
		expect(await info('nope')).toMatchObject({ status: 200, code: 404 });
		client.simulator.settings.taskNotFound = 'dataNull';
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
		expect(await client.simulator.waitFor('callback')).toMatchObject({
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
		client.simulator.settings.callbacks = ({ status }: SimulatedTask) =>
			status === 'running'
				? { intermediate: true }
				: { times: 2, envelope: true, overrides: { task_id: 'forged' } };
		await created({ callback_url: hook.url });
		await client.simulator.waitFor('callback', undefined, { count: 3 });
		const forged = { code: 200, data: { task_id: 'forged', status: 'success' } };
		expect(hook.bodies).toMatchObject([{ status: 'running' }, forged, forged]);
	});

	it('can be delayed, lost, and sent manually', async () => {
		client.simulator.settings.callbacks = { times: 0 };
		const id = await created({ callback_url: hook.url });
		const done = await client.simulator.waitFor('status', ({ status }) => status === 'success');
		expect(client.simulator.callbacks).toEqual([]);
		await client.simulator.tasks.sendCallback(id, { status: 'failed' });
		expect(hook.bodies).toMatchObject([{ task_id: id, status: 'failed' }]);
		client.simulator.settings.callbacks = { delayMs: 50 };
		const before = Date.now();
		client.simulator.tasks.finish(done.task_id, 'success');
		const late = await client.simulator.waitFor('callback', undefined, { count: 2 });
		expect(late.at - before).toBeGreaterThanOrEqual(49);
	});

	it('is never sent to another machine', async () => {
		const { status, error } = await client.simulator.postCallback(
			'https://example.com/hook',
			'id',
			{},
		);
		expect([status, error]).toEqual([null, expect.stringContaining('not sent')]);
	});
});
