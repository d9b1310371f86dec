import { signCallbackUrl } from '../../../nodes/Crun/crun/callback';
import { existingTask, openWebhook, post, useSimulator, type WebhookServer } from '../support';

/** A stranger knows the URL of a trigger that accepts unsigned callbacks, and calls it as often as possible. */

const sim = useSimulator({ taskTimings: 'manual', callbacks: false });
let servers: WebhookServer[];
const openTwo = async () => {
	const parameters = { options: { acceptUnsigned: true } };
	servers = await Promise.all([
		openWebhook({ sim, parameters }),
		openWebhook({ sim, parameters, workflowId: 'another' }),
	]);
	return servers;
};
afterEach(async () => await Promise.all(servers.map(async (server) => await server.stop())));

const forged = (index: number | string) => ({ task_id: `forged-${index}`, status: 'success' });
const lookUps = () => sim.requestsTo('TaskInfo').length;

it('a task that Crun does not know is looked up once', async () => {
	const [server] = await openTwo();
	for (let call = 0; call < 50; call += 1) {
		expect((await post(server?.url ?? '', forged('again'))).status).toBe(200);
	}
	expect(lookUps()).toBe(1);
});

it('a task that Crun did not know and then does is not ignored when the callback is signed', async () => {
	const [server] = await openTwo();
	const taskId = existingTask(sim);
	sim.faults.add({ endpoint: 'TaskInfo', kind: 'status', status: 404, times: 1 });
	await post(server?.url ?? '', { task_id: taskId, status: 'success' });
	const signed = signCallbackUrl(server?.url ?? '', sim.apiKey, Date.now() / 1000);
	expect((await post(signed, sim.tasks.finish(taskId, 'success'))).status).toBe(200);
	expect(await server?.emitted()).toMatchObject([[{ json: { task_id: taskId } }]]);
});

it('a flood of unsigned calls leads to few look-ups, and signed callbacks are not held up', async () => {
	const [one, another] = await openTwo();
	const startedAt = performance.now();
	const flood = Array.from({ length: 400 }, async (_, index) => {
		const target = index % 2 ? one : another;
		return (await post(target?.url ?? '', forged(index))).status;
	});
	const genuine = Array.from({ length: 40 }, () => existingTask(sim));
	const signed = signCallbackUrl(one?.url ?? '', sim.apiKey, Date.now() / 1000);
	await Promise.all(
		genuine.map(async (id) => {
			expect((await post(signed, sim.tasks.finish(id, 'success'))).status).toBe(200);
		}),
	);
	const statuses = await Promise.all(flood);
	const forgedLookUps = sim
		.requestsTo('TaskInfo')
		.filter(({ query }) => String(query.task_id).startsWith('forged-')).length;
	const seconds = (performance.now() - startedAt) / 1000;
	expect(forgedLookUps).toBeLessThanOrEqual(30 + 2 * seconds);
	expect(statuses.filter((status) => status === 503)).toHaveLength(400 - forgedLookUps);
	expect((await one?.emitted())?.flat()).toHaveLength(genuine.length);
});
