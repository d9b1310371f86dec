import { hasEnded } from '../../dev/n8n/executions';
import {
	publishedItems,
	startInProduction,
	startManually,
	untilSuccess,
} from './support/executions';
import { PHOTOS, saveVideoWorkflow, taskOf } from './support/videos';
import { useWorld } from './support/world';

jest.setTimeout(60_000);

const world = useWorld();
const POLL = { waitMode: 'poll', options: { pollIntervalSeconds: 0.2 } };
const STARTS = [
	{ kind: 'manual', start: startManually },
	{ kind: 'production', start: startInProduction },
];

test.each(STARTS)(
	'a $kind execution waits for all tasks, in any order, and returns each video with its photo',
	async ({ start }) => {
		const { crun } = world;
		const id = await start(world, await saveVideoWorkflow(world, { parameters: POLL }));
		for (const photo of ['cleo', 'anna', 'ben']) {
			const checks = crun.requestsTo('TaskInfo').length;
			await crun.waitFor('ended', ({ endpoint }) => endpoint === 'TaskInfo', {
				count: checks + PHOTOS.length,
				timeoutMs: 10_000,
			});
			crun.tasks.finish(taskOf(world, photo), 'success');
		}
		expect(
			publishedItems(await untilSuccess(world, id)).map(({ photo, task_id, status }) => ({
				photo,
				task_id,
				status,
			})),
		).toEqual(PHOTOS.map((photo) => ({ photo, task_id: taskOf(world, photo), status: 'success' })));
		expect(crun.ledger.created).toHaveLength(PHOTOS.length);
	},
);

test.each(STARTS)('stopping a $kind execution stops polling immediately', async ({ start }) => {
	const { crun, rest } = world;
	const id = await start(world, await saveVideoWorkflow(world, { parameters: POLL }));
	await crun.waitFor('ended', ({ endpoint }) => endpoint === 'TaskInfo', {
		count: PHOTOS.length,
		timeoutMs: 10_000,
	});
	await rest.executions.stop(id);
	expect((await rest.executions.waitFor(id, hasEnded, 5_000)).status).toBe('canceled');

	const checks = crun.requestsTo('TaskInfo').length;
	const another = crun.waitFor('request', ({ endpoint }) => endpoint === 'TaskInfo', {
		count: checks + 1,
		timeoutMs: 1_500,
	});
	await expect(another).rejects.toThrow(`saw ${checks} of ${checks + 1}`);
	expect(crun.ledger.created).toHaveLength(PHOTOS.length);
});
