import { randomUUID } from 'node:crypto';
import type { INode, INodeParameters } from 'n8n-workflow';
import { z } from 'zod';
import type { CallableWorkflow } from '../../../dev/n8n/queue';
import { chains, crunNode, fieldsNode, node, webhookNode } from '../../e2e/support/nodes';
import { photoUrl, videoParameters } from '../../e2e/support/videos';
import { PUBLISH } from './starts';
import type { QueueWorld } from './world';

/** The last node of a workflow: it reports each of its runs. */
const REPORT = 'Report';
// n8n runs the next node with an empty item where a webhook has failed: then there is no task.
const reportSchema = z.object({
	execution: z.string(),
	tasks: z.array(z.string().nullable()),
});

/** One run of a `Report` node: in which execution, and with which tasks. */
export type Report = z.infer<typeof reportSchema>;

/** Every run of a `Report` node so far, oldest first. */
export function reportsIn({ reports }: QueueWorld): Report[] {
	return reports.bodies.map((body) => reportSchema.parse(JSON.parse(body.toString('utf8'))));
}

function reportNode({ reports }: QueueWorld): INode {
	const body =
		'={{ JSON.stringify({ execution: $execution.id, tasks: $input.all().map(({ json }) => json.task_id) }) }}';
	const parameters = { method: 'POST', url: reports.url, sendBody: true, specifyBody: 'json' };
	return node(
		REPORT,
		'n8n-nodes-base.httpRequest',
		{ ...parameters, jsonBody: body, options: {} },
		{ typeVersion: 4.2, executeOnce: true },
	);
}

/** Sends the file in the field `data` of each item to where workflows report to. */
export function sendFileNode({ reports }: QueueWorld): INode {
	const body = { sendBody: true, contentType: 'binaryData', inputDataFieldName: 'data' };
	const parameters = { method: 'POST', url: reports.url, ...body, options: {} };
	return node('Send File', 'n8n-nodes-base.httpRequest', parameters, { typeVersion: 4.2 });
}

/**
 * Saves and activates: webhook → one item for each photo → Crun → Report.
 * @param parameters of the Crun node, in addition to those that create a ByteDance video
 * @param settings of the Crun node, such as `retryOnFail`
 * @param last the node after the Crun node
 */
export async function importVideoWorkflow(
	world: QueueWorld,
	photos: readonly string[],
	parameters: INodeParameters,
	settings: Partial<INode> = {},
	last: INode = reportNode(world),
): Promise<CallableWorkflow> {
	const path = randomUUID();
	const order = { photos: photos.map((name) => ({ name, url: photoUrl(world, name) })) };
	const id = await world.cluster.importAndActivate({
		name: 'Videos',
		nodes: [
			webhookNode('Call', path),
			fieldsNode('Order', order),
			node('Photos', 'n8n-nodes-base.splitOut', { fieldToSplitOut: 'photos', options: {} }),
			crunNode('Crun', 'crun', videoParameters(parameters), world.credential, settings),
			last,
		],
		connections: chains(['Call', 'Order', 'Photos', 'Crun', last.name]),
	});
	return { id, callUrl: `${world.cluster.url}/webhook/${path}` };
}

/** Saves and activates: Crun Trigger → Publish. */
export async function importTriggerWorkflow(
	world: QueueWorld,
): Promise<{ id: string; url: string }> {
	const webhookId = randomUUID();
	const id = await world.cluster.importAndActivate({
		name: 'Finished videos',
		nodes: [
			crunNode('Crun Trigger', 'crunTrigger', {}, world.credential, { webhookId }),
			node(PUBLISH, 'n8n-nodes-base.noOp'),
		],
		connections: chains(['Crun Trigger', PUBLISH]),
	});
	return { id, url: `${world.cluster.url}/webhook/${webhookId}/webhook` };
}
