import { callbackForms } from '../../../dev/simulator';
import { signCallbackUrl } from '../../../nodes/Crun/crun/callback';
import {
	existingTask,
	openSuspendSetup,
	openWebhook,
	photos,
	post,
	taskIdsInOrder,
	useSimulator,
} from '../support';

/** Callbacks whose body is not the documented one: only the ID in it counts, TaskInfo says the rest. */

const forms = Object.entries(callbackForms);
const UNFINISHED = ['pending', 'running'];

describe('The trigger', () => {
	const sim = useSimulator({ taskTimings: 'manual' });

	it.each(forms)('starts the workflow for a body of the form %s', async (_, form) => {
		const server = await openWebhook({ sim });
		try {
			sim.settings.callbacks = { form };
			const callbackUrl = signCallbackUrl(server.url, sim.apiKey, Date.now() / 1000);
			const id = existingTask(sim, { callbackUrl });
			sim.tasks.finish(id, 'success');
			expect(await sim.waitFor('callback')).toMatchObject({ status: 200 });
			expect((await server.emitted()).flat().map(({ json }) => json)).toMatchObject([
				{ event: 'task.success', verified: true, task_id: id, status: 'success' },
			]);
		} finally {
			await server.stop();
		}
	});

	it.each([
		['of another account', { task_id: 'd6956973-2f17-43d4-8514-af6cc3a2f55d' }],
		['under a name that means something else', { data: { id: 'task' } }],
	])('does not start it for a body with the ID of a task %s', async (_, body) => {
		const server = await openWebhook({ sim });
		try {
			await post(signCallbackUrl(server.url, sim.apiKey, Date.now() / 1000), body);
			expect(await server.emitted()).toEqual([]);
		} finally {
			await server.stop();
		}
	});

	it.each(UNFINISHED)('ignores a body that reports the task as %s', async (status) => {
		const server = await openWebhook({ sim });
		try {
			const url = signCallbackUrl(server.url, sim.apiKey, Date.now() / 1000);
			const body = { data: { taskId: existingTask(sim), status } };
			expect(await post(url, body)).toMatchObject({
				status: 200,
				body: { message: 'Ignored: not finished yet' },
			});
			expect(sim.requestsTo('TaskInfo')).toHaveLength(1);
		} finally {
			await server.stop();
		}
	});

	it('asks for a body without a status again while TaskInfo cannot be reached', async () => {
		const server = await openWebhook({ sim });
		try {
			const task = sim.tasks.finish(existingTask(sim), 'success');
			sim.faults.add({ endpoint: 'TaskInfo', kind: 'resetBefore' });
			const url = signCallbackUrl(server.url, sim.apiKey, Date.now() / 1000);
			expect((await post(url, { task_id: task.task_id })).status).toBe(503);
			expect(await server.emitted()).toEqual([]);
			sim.faults.clear();
			expect((await post(url, { task_id: task.task_id })).status).toBe(200);
			expect(await server.emitted()).toHaveLength(1);
		} finally {
			await server.stop();
		}
	});
});

it.each(forms)('a suspended execution resumes with a body of the form %s', async (_, form) => {
	const setup = await openSuspendSetup();
	const { sim, n8n } = setup;
	try {
		const items = photos('a');
		await setup.run({ items });
		const [id = ''] = taskIdsInOrder(sim, items);
		sim.settings.callbacks = { form };
		sim.tasks.finish(id, 'success');
		expect(await sim.waitFor('callback')).toMatchObject({ status: 200 });
		expect((await n8n.emitted()).flat().map(({ json }) => json)).toMatchObject([
			{ task_id: id, status: 'success' },
		]);
	} finally {
		await setup.stop();
	}
});
