import { hasEnded } from '../../dev/n8n/executions';
import {
	publishedItems,
	startInProduction,
	startManually,
	untilSuccess,
} from './support/executions';
import { suspendVideos } from './support/suspended';
import { PHOTOS, saveVideoWorkflow, taskOf } from './support/videos';
import { useWorld } from './support/world';

jest.setTimeout(60_000);

const world = useWorld();

test.each([
	{ kind: 'manual', start: startManually },
	{ kind: 'production', start: startInProduction },
])(
	'a suspended $kind execution survives a crash of n8n and succeeds when the callbacks arrive',
	async ({ start }) => {
		const { crun, n8n, rest } = world;
		const { id, workflow, finishPhoto } = await suspendVideos(world, {}, start);
		await finishPhoto('cleo'); // whatever n8n keeps of it in memory is lost
		await n8n.kill();
		expect((await finishPhoto('anna')).status).toBeNull(); // n8n is not running
		await n8n.start();
		expect((await rest.executions.get(id)).status).toBe('waiting');

		expect((await finishPhoto('ben')).status).toBe(200);
		const videos = publishedItems(await untilSuccess(world, id)).map(({ photo, video }) => ({
			photo,
			video,
		}));
		expect(videos).toEqual(
			PHOTOS.map((photo) => ({ photo, video: `${crun.url}/media/${taskOf(world, photo)}.mp4` })),
		);
		expect(crun.ledger.created).toHaveLength(PHOTOS.length);
		expect(await rest.executions.list(workflow.id)).toHaveLength(1);
	},
);

test('when all callbacks were sent while n8n was down, repeating one of them is enough', async () => {
	const { crun, n8n } = world;
	const { id, finishPhoto } = await suspendVideos(world);
	await n8n.kill();
	for (const photo of PHOTOS) await finishPhoto(photo);
	await n8n.start();
	await crun.tasks.sendCallback(taskOf(world, 'ben'));
	expect(publishedItems(await untilSuccess(world, id)).map(({ status }) => status)).toEqual([
		'success',
		'success',
		'success',
	]);
});

// Until the execution ends or is suspended, only n8n's memory knows which tasks were created.
test('a retry of a crashed execution does not create its tasks again', async () => {
	const { crun, n8n, rest } = world;
	const id = await startInProduction(
		world,
		await saveVideoWorkflow(world, { parameters: { waitMode: 'poll' } }),
	);
	await crun.waitFor('ended', ({ endpoint }) => endpoint === 'CreateTask', {
		count: PHOTOS.length,
		timeoutMs: 10_000,
	});
	await n8n.kill();
	await n8n.start();
	expect((await rest.executions.waitFor(id, hasEnded)).status).toBe('crashed');
	crun.settings.taskTimings = { pendingMs: 1, runningMs: 1 };
	await rest.executions.retry(id);
	expect(crun.ledger.created).toHaveLength(PHOTOS.length);
});
