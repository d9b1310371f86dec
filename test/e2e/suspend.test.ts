import { itemsOf } from '../../dev/n8n/schemas';
import { expectAllVideos, FORGED, forgeriesOf } from './support/expectVideos';
import {
	publishedItems,
	startInProduction,
	startManually,
	untilWaiting,
	untilSuccess,
} from './support/executions';
import { callbackUrlOf, finish, suspendVideos } from './support/suspended';
import { NODES, PHOTOS, saveVideoWorkflow, taskOf } from './support/videos';
import { CURRENT, LAST_OF_1, useWorld, type World } from './support/world';

jest.setTimeout(90_000); // n8n checks for deadlines once a minute

const RETRY_ON_FAIL = { retryOnFail: true, maxTries: 2, waitBetweenTries: 100 };
const statusOf = async ({ rest }: World, id: string) => (await rest.executions.get(id)).status;

const worlds = [CURRENT, LAST_OF_1].map((version) => ({ version, world: useWorld(version) }));
const expiring = new Map<World, string>();

// n8n resumes it up to a minute after its deadline. The other tests run in the meantime.
beforeAll(async () => {
	for (const { world } of worlds) {
		const { id, finishPhoto } = await suspendVideos(world, {
			parameters: { options: { timeoutMinutes: 0.05 } },
		});
		await finishPhoto('anna');
		expiring.set(world, id);
	}
});

describe.each(worlds)('on n8n $version', ({ world }) => {
	test.each([
		{ what: 'a manual execution', start: startManually, crun: {} },
		{ what: 'a production execution', start: startInProduction, crun: {} },
		{ what: 'a node with Retry On Fail', start: startInProduction, crun: RETRY_ON_FAIL },
	])(
		'$what resumes once, in item order, when callbacks arrive out of order, twice and forged',
		async ({ start, crun }) => {
			const suspended = await suspendVideos(world, { crun }, start);
			world.crun.settings.callbacks = { times: 2, overrides: FORGED };
			for (const photo of ['cleo', 'anna']) {
				expect((await suspended.finishPhoto(photo)).status).toBe(200);
				await world.crun.waitFor('callback', ({ taskId }) => taskId === taskOf(world, photo), {
					count: 2,
				});
				expect(await statusOf(world, suspended.id)).toBe('waiting');
			}
			expect((await suspended.finishPhoto('ben')).status).toBe(200);
			await expectAllVideos(world, suspended);
			const second = await world.crun.waitFor(
				'callback',
				({ taskId }) => taskId === taskOf(world, 'ben'),
				{ count: 2, timeoutMs: 5000 },
			);
			expect([200, 404, 409]).toContain(second.status); // while it resumes, or afterwards
			expect(world.crun.requestsTo('TaskInfo').length).toBeLessThanOrEqual(4 * PHOTOS.length);
		},
	);

	test('simultaneous callbacks resume the execution once', async () => {
		const suspended = await suspendVideos(world);
		world.crun.settings.callbacks = { times: 2 };
		await Promise.all(PHOTOS.map(async (photo) => await suspended.finishPhoto(photo)));
		await expectAllVideos(world, suspended);
	});

	test.each([
		{ ended: 'success', how: '', crun: {} },
		{ ended: 'failed', how: ', with Retry On Fail', crun: RETRY_ON_FAIL },
	] as const)(
		'the check before suspending detects a task that is already $ended$how',
		async ({ ended, crun }) => {
			// The last CreateTask answers slowly, so the execution is still running when the first task ends.
			world.crun.faults.add({
				endpoint: 'CreateTask',
				kind: 'latency',
				ms: 1500,
				processed: true,
				when: ({ body }) => JSON.stringify(body).includes('/cleo.png'),
			});
			const id = await startManually(
				world,
				await saveVideoWorkflow(world, { parameters: { waitMode: 'suspend' }, crun }),
			);
			await world.crun.waitFor('created', () => true, { count: PHOTOS.length, timeoutMs: 10_000 });
			// n8n's own answers: the node does not receive the callback
			expect([409, 500]).toContain((await finish(world, taskOf(world, 'anna'), ended)).status);
			await untilWaiting(world, id);
			for (const photo of ['cleo', 'ben']) await finish(world, taskOf(world, photo));
			expect(
				publishedItems(await untilSuccess(world, id)).map(({ photo, status }) => [photo, status]),
			).toEqual([
				['anna', ended],
				['ben', 'success'],
				['cleo', 'success'],
			]);
			expect(world.crun.ledger.created).toHaveLength(PHOTOS.length);
		},
	);

	test('other callbacks make up for a lost one, and a failed task is returned with the others', async () => {
		const { id, finishPhoto } = await suspendVideos(world);
		world.crun.settings.callbacks = ({ task_id }) => ({
			times: task_id === taskOf(world, 'anna') ? 0 : 1,
		});
		world.crun.tasks.finish(taskOf(world, 'anna'), 'success');
		await finishPhoto('cleo', 'failed');
		await finishPhoto('ben');
		const ends = publishedItems(await untilSuccess(world, id)).map(({ photo, status, credits }) => [
			photo,
			status,
			credits,
		]);
		expect(ends).toEqual([
			['anna', 'success', 166.5],
			['ben', 'success', 166.5],
			['cleo', 'failed', 0],
		]);
	});

	test('resumes with options whose expressions refer to earlier nodes', async () => {
		const photo = (field: string) => `={{ $('${NODES.photos}').item.json.${field} }}`;
		const options = {
			reference: photo('name'),
			downloadResult: "={{ $('Photos').item.json.name.length > 0 }}",
			outputBinaryField: photo('name'),
			concurrency: "={{ $('Photos').item.json.name.length }}",
		};
		const suspended = await suspendVideos(world, { parameters: { options } });
		for (const one of PHOTOS) expect((await suspended.finishPhoto(one)).status).toBe(200);
		await expectAllVideos(world, suspended);
		const items = itemsOf(await untilSuccess(world, suspended.id), NODES.crun);
		expect(items.map(({ binary = {} }) => Object.keys(binary))).toEqual(
			PHOTOS.map(() => ['anna']), // options hold for the whole node, so those of the first item count
		);
	});

	test('callbacks without a valid signature, or after the end, are refused and change nothing', async () => {
		const suspended = await suspendVideos(world);
		const body = { ...world.crun.tasks.get(taskOf(world, 'anna')), status: 'success', ...FORGED };
		for (const url of forgeriesOf(callbackUrlOf(world)))
			expect((await world.crun.postCallback(url, 'forged', body)).status).toBe(401);
		expect(await statusOf(world, suspended.id)).toBe('waiting');
		for (const photo of PHOTOS) await suspended.finishPhoto(photo);
		await expectAllVideos(world, suspended);
		expect([404, 409]).toContain(
			(await world.crun.tasks.sendCallback(taskOf(world, 'ben'))).status,
		);
		await expectAllVideos(world, suspended);
	});
});

test.each(worlds)(
	'on n8n $version, an execution without its last callback ends at the deadline with pending items',
	async ({ world }) => {
		const items = publishedItems(await untilSuccess(world, expiring.get(world) ?? '', 80_000));
		const pending = {
			status: 'pending',
			timed_out: true,
			task_id: expect.any(String) as string,
			video: null,
		};
		expect(items).toEqual(
			PHOTOS.map((photo) => expect.objectContaining({ photo, ...pending }) as object),
		);
	},
);
