import type { INode } from 'n8n-workflow';
import {
	publishedItems,
	startInProduction,
	startManually,
	untilFailure,
	untilSuccess,
} from './support/executions';
import { changeCrun, PHOTOS, saveVideoWorkflow, taskOf } from './support/videos';
import { useWorld } from './support/world';

jest.setTimeout(60_000);

const world = useWorld();
const RETRY_ON_FAIL: Partial<INode> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 100 };
const creations = () => world.crun.requestsTo('CreateTask').length;

describe('when the answer of CreateTask is lost', () => {
	const loseAnswer = () =>
		world.crun.faults.add({ endpoint: 'CreateTask', kind: 'resetAfter', times: 1 });

	test.each([
		{ kind: 'manual', start: startManually },
		{ kind: 'production', start: startInProduction },
	])(
		'Retry On Fail in a $kind execution does not send it again, and the error says how to continue',
		async ({ start }) => {
			loseAnswer();
			const workflow = await saveVideoWorkflow(world, { photos: ['anna'], crun: RETRY_ON_FAIL });
			const message = await untilFailure(world, await start(world, workflow));
			expect(message).toMatch(
				/^An earlier attempt to create this task was not confirmed\. .*may exist and may have been charged.*Resend Unconfirmed Tasks/,
			);
			expect(message).not.toContain(world.crun.apiKey);
			expect(creations()).toBe(1);
			expect(world.crun.ledger.charged()).toBe(166.5);
		},
	);

	test('a manual retry sends nothing, and one with "Resend Unconfirmed Tasks" sends once', async () => {
		loseAnswer();
		const { rest } = world;
		const workflow = await saveVideoWorkflow(world, { photos: ['anna'], crun: RETRY_ON_FAIL });
		const failed = await startInProduction(world, workflow);
		await untilFailure(world, failed);
		const retried = await rest.executions.retry(failed);
		expect(await untilFailure(world, retried)).toContain('Resend Unconfirmed Tasks');
		expect(creations()).toBe(1);

		await changeCrun(world, workflow, { options: { resendUnknown: true } });
		const execution = await untilSuccess(world, await rest.executions.retry(failed, true));
		expect(creations()).toBe(2);
		expect(publishedItems(execution).map(({ task_id }) => task_id)).toEqual([
			world.crun.ledger.created[1]?.task_id,
		]);
	});
});

describe('when one of several items fails', () => {
	test('a retry resumes the tasks of the others, creates none again, and returns all results', async () => {
		const { crun, rest } = world;
		crun.settings.taskTimings = { pendingMs: 20, runningMs: 30 };
		const isBen = ({ body }: { body: unknown }) => JSON.stringify(body).includes('/ben.png');
		crun.faults.add({
			endpoint: 'CreateTask',
			kind: 'status',
			status: 422,
			message: 'No face in the photo',
			times: 1,
			when: isBen,
		});
		const options = { pollIntervalSeconds: 0.2 };
		const workflow = await saveVideoWorkflow(world, { parameters: { waitMode: 'poll', options } });
		const failed = await startInProduction(world, workflow);
		const message = await untilFailure(world, failed);
		expect(message).toMatch(/^Crun refused to create the task\. No face in the photo \(422\)/);
		const created = crun.ledger.created.length;

		const execution = await untilSuccess(world, await rest.executions.retry(failed));
		expect(
			publishedItems(execution).map(({ photo, status, task_id }) => ({ photo, status, task_id })),
		).toEqual(PHOTOS.map((photo) => ({ photo, status: 'success', task_id: taskOf(world, photo) })));
		expect(crun.ledger.created).toHaveLength(PHOTOS.length);
		expect(created).toBeGreaterThan(0); // items run concurrently: the others had started when this one failed
	});
});

test('Retry On Fail resumes the same task after TaskInfo failed until the first attempt timed out', async () => {
	const { crun } = world;
	crun.settings.taskTimings = { pendingMs: 20, runningMs: 30 };
	const repair = crun.faults.add({ endpoint: 'TaskInfo', kind: 'status', status: 503 });
	const options = { pollIntervalSeconds: 0.2, timeoutMinutes: 0.01 };
	const workflow = await saveVideoWorkflow(world, {
		photos: ['anna'],
		parameters: { waitMode: 'poll', options },
		crun: RETRY_ON_FAIL,
	});
	const id = await startManually(world, workflow);
	await crun.waitFor('request', ({ endpoint }) => endpoint === 'TaskInfo', {
		count: 5,
		timeoutMs: 10_000,
	});
	repair();
	expect(
		publishedItems(await untilSuccess(world, id)).map(({ task_id, status }) => ({
			task_id,
			status,
		})),
	).toEqual([{ task_id: taskOf(world, 'anna'), status: 'success' }]);
	expect(creations()).toBe(1);
});
