import { MEDIA, type Simulator } from '../../../dev/simulator';
import {
	bytesOf,
	createByteDance,
	downloadFiles,
	executeNode,
	existingTask,
	finishedTask,
	messageOf,
	useBinaryDataMode,
	useSimulator,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });
afterEach(() => expect(sim.leaks).toEqual([]));

describe('a task whose files cannot be downloaded', () => {
	beforeAll(async () => await useBinaryDataMode('filesystem'));

	it.each<[string, (sim: Simulator) => string, RegExp]>([
		[
			'is pending',
			(crun) => existingTask(crun),
			/^The task is not finished\. .* is pending.*Task > Wait/,
		],
		[
			'is running',
			(crun) => crun.tasks.setStatus(existingTask(crun), 'running').task_id,
			/^The task is not finished\. .* is running/,
		],
		[
			'has failed',
			(crun) => crun.tasks.finish(existingTask(crun), 'failed').task_id,
			/^The task failed\. .*nothing to download.*the image was rejected/,
		],
		[
			'has an empty media_urls',
			(crun) => finishedTask(crun, []),
			/^The task has no files\. .*Crun returned no files/,
		],
		[
			'has no media_urls',
			(crun) =>
				crun.tasks.finish(existingTask(crun), 'success', {
					result: { code: 200, message: 'success' },
				}).task_id,
			/^The task has no files\. .*Crun returned no files/,
		],
		['does not exist', () => 'no-such-task', /^Crun does not know this task\. .*Check the ID/],
		[
			'has an expired URL (HTTP 403)',
			(crun) => finishedTask(crun, { expire: true }),
			/^The result file is no longer available\. .*HTTP 403.*about 14 days/,
		],
		[
			'has an expired URL (HTTP 404)',
			(crun) => finishedTask(crun, { expire: 404 }),
			/^The result file is no longer available\. .*HTTP 404.*about 14 days/,
		],
	])('is named in the error when it %s', async (_state, prepareTask, message) => {
		const id = prepareTask(sim);
		const tasksBefore = sim.ledger.created.length;

		const { error, items } = await executeNode({ sim, parameters: downloadFiles(id) });

		expect(messageOf(error)).toMatch(message);
		expect(messageOf(error)).toContain(id);
		expect(items).toEqual([]);
		expect(sim.requestsTo('media').length).toBeLessThanOrEqual(1);
		expect(sim.ledger.created).toHaveLength(tasksBefore);
	});

	it('does not keep the other items from being downloaded, with Continue On Fail', async () => {
		const taskIds = [
			finishedTask(sim, {}),
			finishedTask(sim, { expire: true }),
			existingTask(sim),
			finishedTask(sim),
		];

		const { items } = await executeNode({
			sim,
			parameters: downloadFiles('={{ $json.id }}'),
			items: taskIds.map((id) => ({ json: { id } })),
			continueOnFail: true,
		});

		expect(items.map(({ json, binary }) => [json.task_id, Object.keys(binary ?? {})])).toEqual(
			taskIds.map((id, index) => [id, [0, 3].includes(index) ? ['data'] : []]),
		);
	});

	it('is named in the error of a polling create, and a retry downloads it without a new task', async () => {
		sim.settings.taskTimings = { pendingMs: 10, runningMs: 10 };
		sim.media.set('*', { expire: true });
		const parameters = createByteDance({
			waitMode: 'poll',
			options: { downloadResult: true, pollIntervalSeconds: 0.2 },
		});

		const first = await executeNode({ sim, parameters });
		const id = sim.ledger.created[0]?.task_id ?? '';
		expect(messageOf(first.error)).toContain(id);

		sim.media.set(id, {});
		const second = await executeNode({ sim, parameters, runData: first.runData });

		expect(await bytesOf(second.items[0]?.binary?.data)).toEqual(MEDIA.mp4.bytes);
		expect(sim.requestsTo('CreateTask')).toHaveLength(1);
	});
});
