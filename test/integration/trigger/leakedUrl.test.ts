import type { FaultKind } from '../../../dev/simulator';
import { signCallbackUrl } from '../../../nodes/Crun/crun/callback';
import { existingTask, openWebhook, post, useSimulator, type WebhookServer } from '../support';

/** Somebody has seen a signed callback URL, in the log of a proxy for example, and posts to it. */

const sim = useSimulator({ taskTimings: 'manual', callbacks: false });
let server: WebhookServer;
beforeEach(async () => {
	server = await openWebhook({ sim });
});
afterEach(async () => await server.stop());

const postToLeakedUrl = async (body: unknown) =>
	(await post(signCallbackUrl(server.url, sim.apiKey, Date.now() / 1000), body)).status;
const emitted = async () => (await server.emitted()).flat().map(({ json }) => json);
const forged = (taskId: string) => ({
	task_id: taskId,
	status: 'success',
	result: { media_urls: ['https://evil.example/video.mp4'] },
});

it.each([
	['of a task that does not exist', 'd6956973-2f17-43d4-8514-af6cc3a2f55d'],
	['that is not well-formed', '../../account/balance?x='],
	['of 10,000 characters', 'a'.repeat(10_000)],
	['with a line break', 'a\nb'],
	['of a property of every object', '__proto__'],
])('a callback with an ID %s starts nothing', async (_, taskId) => {
	await postToLeakedUrl(forged(taskId));
	expect(await emitted()).toEqual([]);
});

it.each([
	['with a path', '../../account/balance'],
	['of 10,000 characters', 'a'.repeat(10_000)],
])('an ID %s is refused without asking Crun', async (_, taskId) => {
	await postToLeakedUrl(forged(taskId));
	expect(sim.requests).toEqual([]);
});

it('an ID in upper case, for which Crun returns the task in lower case, starts nothing', async () => {
	const task = sim.tasks.finish(existingTask(sim), 'success');
	sim.faults.add({
		endpoint: 'TaskInfo',
		kind: 'body',
		body: { code: 200, message: 'success', data: task },
	});
	expect(await postToLeakedUrl(forged(task.task_id.toUpperCase()))).toBe(503);
	expect(await emitted()).toEqual([]);
});

it.each<[string, FaultKind]>([
	['rejects the key', { kind: 'status', status: 401 }],
	['refuses the ID as invalid', { kind: 'status', status: 422 }],
	['returns 414', { kind: 'body', status: 414, body: '<html></html>' }],
	[
		'returns something that is not a task',
		{ kind: 'body', body: { code: 200, message: 'success', data: [1] } },
	],
])('a callback starts nothing while Crun %s', async (_, fault) => {
	sim.faults.add({ endpoint: 'TaskInfo', ...fault });
	await postToLeakedUrl(forged(existingTask(sim)));
	expect(await emitted()).toEqual([]);
});

it('a forgery does not keep the genuine callback from starting the workflow', async () => {
	const taskId = existingTask(sim);
	sim.faults.add({ endpoint: 'TaskInfo', kind: 'status', status: 401 });
	await postToLeakedUrl(forged(taskId));
	sim.faults.clear();
	expect(await postToLeakedUrl(sim.tasks.finish(taskId, 'success'))).toBe(200);
	expect(await emitted()).toMatchObject([{ verified: true, task_id: taskId }]);
});

it('what a forgery says about a finished task is not emitted: Crun’s own data is', async () => {
	const task = sim.tasks.finish(existingTask(sim), 'success');
	await postToLeakedUrl(forged(task.task_id));
	expect(JSON.stringify(await emitted())).not.toContain('evil.example');
});

describe('A task of the same account', () => {
	const ownUrl = () => signCallbackUrl(server.url, sim.apiKey, Date.now() / 1000 - 60);
	const finishedTaskOf = (callbackUrl: string | null, more: Record<string, unknown> = {}) =>
		sim.tasks.finish(existingTask(sim, { callbackUrl }), 'success', more);

	it('that was created with another callback URL starts nothing', async () => {
		expect(await postToLeakedUrl(finishedTaskOf(ownUrl()))).toBe(200);
		expect(await postToLeakedUrl(finishedTaskOf('https://example.com/callback'))).toBe(200);
		expect(await emitted()).toEqual([]);
	});

	it('starts the workflow through the URL that it was created with', async () => {
		const url = ownUrl();
		const task = finishedTaskOf(url);
		await postToLeakedUrl(task);
		await post(url, task);
		expect(await emitted()).toMatchObject([{ verified: true, task_id: task.task_id }]);
	});

	it('that finished longer ago than Max Age starts nothing', async () => {
		const fifteenDaysAgo = Math.floor(Date.now() / 1000) - 15 * 86_400;
		await postToLeakedUrl(finishedTaskOf(null, { complete_at: fifteenDaysAgo }));
		expect(await emitted()).toEqual([]);
	});
});
