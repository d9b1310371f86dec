import { hasEnded } from '../../dev/n8n/executions';
import { published, startInProduction, startManually, untilSuccess } from './support/executions';
import { parkVideos } from './support/parked';
import { PHOTOS, saveVideoWorkflow, taskOf } from './support/videos';
import { useWorld } from './support/world';

jest.setTimeout(60_000);

const world = useWorld();

test.each([
	{ kind: 'manual', start: startManually },
	{ kind: 'production', start: startInProduction },
])(
	'a parked $kind execution outlives a kill of n8n and ends well when the callbacks come',
	async ({ start }) => {
		const { crun, n8n, rest } = world;
		const { id, workflow, finishPhoto } = await parkVideos(world, {}, start);
		await finishPhoto('cleo'); // what n8n's process knew of it dies with it
		await n8n.kill();
		expect((await finishPhoto('anna')).status).toBeNull(); // nobody is there
		await n8n.start();
		expect((await rest.executions.get(id)).status).toBe('waiting');

		expect((await finishPhoto('ben')).status).toBe(200);
		const videos = published(await untilSuccess(world, id)).map(({ photo, video }) => ({
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

test('when all callbacks came while n8n was down, one that is sent again is enough', async () => {
	const { crun, n8n } = world;
	const { id, finishPhoto } = await parkVideos(world);
	await n8n.kill();
	for (const photo of PHOTOS) await finishPhoto(photo);
	await n8n.start();
	await crun.tasks.sendCallback(taskOf(world, 'ben'));
	expect(published(await untilSuccess(world, id)).map(({ status }) => status)).toEqual([
		'success',
		'success',
		'success',
	]);
});

// What was created is known only to n8n's memory until the execution ends or is parked, so nobody may guess.
test('a Retry of an execution that n8n crashed in creates no task again', async () => {
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
