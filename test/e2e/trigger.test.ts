import { MESSAGES } from '../../dev/simulator';
import { startManually, untilSuccess } from './support/executions';
import { saveTriggerWorkflow, triggered, untilTriggered } from './support/trigger';
import { saveVideoWorkflow, taskOf } from './support/videos';
import { accessTo, useWorld } from './support/world';

jest.setTimeout(60_000);

const world = useWorld();

/** Creates one task whose callback goes to this URL. */
async function createTask(triggerUrl: string): Promise<string> {
	const workflow = await saveVideoWorkflow(world, {
		photos: ['anna'],
		parameters: { notify: 'trigger', triggerUrl },
	});
	await untilSuccess(world, await startManually(world, workflow));
	return taskOf(world, 'anna');
}

test('a finished task starts the workflow once, even if its callback is repeated', async () => {
	const { crun, rest } = world;
	const trigger = await saveTriggerWorkflow(world);
	await rest.workflows.activate(trigger.id);
	const taskId = await createTask(trigger.url);

	crun.settings.callbacks = { times: 2, overrides: { credits: 0 } };
	crun.tasks.finish(taskId, 'success');
	const second = await crun.waitFor('callback', () => true, { count: 2, timeoutMs: 10_000 });
	expect(second.status).toBe(200);
	expect(
		await Promise.all([1, 2].map(async () => (await crun.tasks.sendCallback(taskId)).status)),
	).toEqual([200, 200]);

	const executions = await untilTriggered(world, trigger.id);
	expect(executions).toHaveLength(1);
	expect(await triggered(world, executions[0]?.id ?? '')).toMatchObject([
		{
			json: {
				event: 'task.success',
				verified: true,
				task_id: taskId,
				credits: 166.5,
				video_url: `${crun.url}/media/${taskId}.mp4`,
			},
		},
	]);
});

test('a callback that is repeated after a restart of n8n does not start the workflow again', async () => {
	const { crun, n8n, rest } = world;
	const trigger = await saveTriggerWorkflow(world);
	await rest.workflows.activate(trigger.id);
	const taskId = await createTask(trigger.url);
	crun.tasks.finish(taskId, 'success');
	await untilTriggered(world, trigger.id);
	await n8n.stop();
	await n8n.start();
	expect((await crun.tasks.sendCallback(taskId)).status).toBe(200);
	const executions = await untilTriggered(world, trigger.id, 2);
	const items = await Promise.all(
		executions.map(async ({ id }) => (await triggered(world, id)).length),
	);
	expect(items.sort()).toEqual([0, 1]); // the second one ends at the trigger, without items
});

test('a callback without a valid signature gets 401 and starts nothing', async () => {
	const { crun, rest } = world;
	const trigger = await saveTriggerWorkflow(world);
	await rest.workflows.activate(trigger.id);
	const taskId = await createTask(`${trigger.url}?of=mine`);
	const signed = new URL(crun.ledger.find(taskId)?.callback_url ?? '');
	crun.settings.callbacks = { times: 0 };
	crun.tasks.finish(taskId, 'success');
	const task = crun.tasks.get(taskId);

	const other = await saveTriggerWorkflow(world);
	await rest.workflows.activate(other.id);
	const forgeries = [
		trigger.url,
		`${trigger.url}?crun_ts=1795000000&crun_sig=AAAA`,
		`${other.url}${signed.search}`,
	];
	for (const url of forgeries)
		expect((await crun.postCallback(url, taskId, task)).status).toBe(401);
	expect(await rest.executions.list(trigger.id)).toEqual([]);
	expect(await rest.executions.list(other.id)).toEqual([]);
});

test('activation fails with Crun’s message if the key is refused, and succeeds if Crun cannot be reached', async () => {
	const { crun, rest } = world;
	const wrong = await rest.createCredential('Wrong key', 'crunApi', {
		...accessTo(crun),
		apiKey: `ak_${'0'.repeat(32)}`,
	});
	const refused = await saveTriggerWorkflow(world, {}, wrong);
	// after n8n's five attempts, 15 s
	await expect(rest.workflows.activate(refused.id)).rejects.toThrow(MESSAGES.invalidKey);

	crun.faults.add({ endpoint: 'balance', kind: 'resetBefore' });
	const trigger = await saveTriggerWorkflow(world);
	await rest.workflows.activate(trigger.id);
	expect((await crun.postCallback(trigger.url, 'unknown', {})).status).toBe(401); // it is active
});
