import type { WorkflowJson } from '../../../dev/n8n/workflows';
import { MEDIA } from '../../../dev/simulator';
import { startManually, untilSuccess } from './executions';
import { untilTriggered } from './trigger';
import { saveVideoWorkflow, taskOf } from './videos';
import type { World } from './world';

/** How an example is started. Each value is the name of the node that starts it. */
export type Start =
	/** Manually. */
	| { manually: string }
	/** By calling this Webhook node. */
	| { calling: string; body: object }
	/** By submitting this form with a photo. */
	| { submitting: string }
	/** By a finished task whose callback goes to this Crun Trigger. */
	| { finishing: string };

/** Saves an example without placeholders, activates it if necessary, and starts it. @returns the execution's ID */
export async function startExample(
	world: World,
	example: WorkflowJson,
	how: Start,
): Promise<string> {
	const { n8n, rest } = world;
	const { id } = await rest.workflows.create(example);
	if ('manually' in how) return await rest.workflows.run(id, how.manually);
	await rest.workflows.activate(id);
	const webhookIdOf = (name: string) =>
		example.nodes.find((node) => node.name === name)?.webhookId ?? '';
	if ('calling' in how) {
		const headers = { 'content-type': 'application/json' };
		await post(`${n8n.url}/webhook/${webhookIdOf(how.calling)}`, {
			headers,
			body: JSON.stringify(how.body),
		});
	} else if ('submitting' in how) {
		const form = new FormData();
		form.set('field-0', new File([MEDIA.jpg.bytes], 'photo.jpg', { type: MEDIA.jpg.type }));
		await post(`${n8n.url}/form/${webhookIdOf(how.submitting)}`, { body: form });
	} else {
		await finishTaskFor(world, `${n8n.url}/webhook/${webhookIdOf(how.finishing)}/webhook`);
	}
	const [execution] = await untilTriggered(world, id);
	if (!execution) throw new Error(`"${example.name}" was not started`);
	return execution.id;
}

async function post(url: string, request: RequestInit): Promise<void> {
	const response = await fetch(url, { method: 'POST', ...request });
	if (!response.ok)
		throw new Error(`n8n answered with ${response.status}: ${await response.text()}`);
}

async function finishTaskFor(world: World, triggerUrl: string): Promise<void> {
	const creating = await saveVideoWorkflow(world, {
		photos: ['ben'],
		parameters: { notify: 'trigger', triggerUrl },
	});
	await untilSuccess(world, await startManually(world, creating));
	world.crun.tasks.finish(taskOf(world, 'ben'), 'success');
}
