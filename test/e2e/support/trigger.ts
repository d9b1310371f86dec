import { randomUUID } from 'node:crypto';
import type { INodeParameters } from 'n8n-workflow';
import { hasEnded } from '../../../dev/n8n/executions';
import { itemsOf, type Execution, type Item } from '../../../dev/n8n/schemas';
import { eventually } from './eventually';
import { chains, crunNode, node } from './nodes';
import type { CredentialReference, World } from './world';

const TRIGGER = 'Crun Trigger';

/** A saved workflow that starts with a Crun Trigger. */
export interface TriggerWorkflow {
	readonly id: string;
	/** The production URL a user would copy. */
	readonly url: string;
}

/** Saves a workflow with a Crun Trigger, without activating it. */
export async function saveTriggerWorkflow(
	world: World,
	parameters: INodeParameters = {},
	credential: CredentialReference = world.credential,
): Promise<TriggerWorkflow> {
	const webhookId = randomUUID();
	const { id } = await world.rest.workflows.create({
		name: 'Finished videos',
		nodes: [
			crunNode(TRIGGER, 'crunTrigger', parameters, credential, { webhookId }),
			node('Publish', 'n8n-nodes-base.noOp'),
		],
		connections: chains([TRIGGER, 'Publish']),
	});
	return { id, url: `${world.n8n.url}/webhook/${webhookId}/webhook` };
}

/** Waits until a workflow has executions and all of them have ended. @returns the executions */
export async function untilTriggered({ rest }: World, id: string, count = 1): Promise<Execution[]> {
	return await eventually('the trigger starts an execution', async () => {
		const executions = await rest.executions.list(id);
		return executions.length >= count && executions.every(hasEnded) ? executions : undefined;
	});
}

/** The items that the trigger started an execution with. */
export async function triggered({ rest }: World, executionId: string): Promise<Item[]> {
	return itemsOf(await rest.executions.get(executionId), TRIGGER);
}
