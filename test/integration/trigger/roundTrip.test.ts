import { FAIL_MARKER, MESSAGES } from '../../../dev/simulator';
import {
	createByteDance,
	createVidu,
	executeNode,
	openWebhook,
	PHOTO_URL,
	useSimulator,
	type WebhookServer,
} from '../support';

const sim = useSimulator();
let server: WebhookServer;
beforeEach(async () => {
	server = await openWebhook({ sim });
});
afterEach(async () => await server.stop());

const notify = () => ({ notify: 'trigger', triggerUrl: server.url });
const emitted = async () => (await server.emitted()).flat().map(({ json }) => json);

it.each([
	['ByteDance', createByteDance],
	['Vidu', createVidu],
])('a %s task: created, called back, emitted', async (_platform, parameters) => {
	const { json } = await executeNode({ sim, parameters: parameters(notify()) });
	const callback = await sim.waitFor('callback');
	expect(callback.status).toBe(200);
	expect(await emitted()).toMatchObject([
		{
			event: 'task.success',
			verified: true,
			task_id: json[0]?.task_id,
			video_url: expect.stringMatching(/\.mp4$/) as string,
		},
	]);
});

it('many at once, each callback sent twice and inside an envelope: each emitted once', async () => {
	sim.settings.callbacks = { times: 2, envelope: true, intermediate: true };
	const { json } = await executeNode({
		sim,
		parameters: createByteDance(notify()),
		items: Array.from({ length: 6 }, () => ({ json: {} })),
	});
	await sim.waitFor('callback', () => true, { count: 24, timeoutMs: 5000 }); // running and success, twice each
	const items = await emitted();
	expect(items.map(({ task_id }) => task_id).sort()).toEqual(
		json.map(({ task_id }) => task_id).sort(),
	);
});

it('a task that fails', async () => {
	await executeNode({
		sim,
		parameters: createByteDance({ ...notify(), imageUrls: `${PHOTO_URL}?${FAIL_MARKER}` }),
	});
	await sim.waitFor('callback');
	expect(await emitted()).toMatchObject([
		{
			event: 'task.failed',
			verified: true,
			credits: 0,
			error: { code: 501, message: MESSAGES.generationFailed },
		},
	]);
});

it('the URL another one is told is not the trigger’s: an unsigned callback is refused', async () => {
	await executeNode({
		sim,
		parameters: createByteDance({ notify: 'url', callbackUrl: server.url }),
	});
	expect((await sim.waitFor('callback')).status).toBe(401);
	expect(await emitted()).toEqual([]);
});
