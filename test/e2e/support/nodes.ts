import type { INode, INodeParameters } from 'n8n-workflow';
import type { WorkflowJson } from '../../../dev/n8n/workflows';
import type { CredentialReference } from './world';

/** A node of a workflow. Its name is also its ID. */
export function node(
	name: string,
	type: string,
	parameters: INodeParameters = {},
	more: Partial<INode> = {},
): INode {
	return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters, ...more };
}

/** A node of this package. */
export function crunNode(
	name: string,
	type: 'crun' | 'crunTrigger',
	parameters: INodeParameters,
	credential: CredentialReference,
	more: Partial<INode> = {},
): INode {
	return node(name, `n8n-nodes-crun.${type}`, parameters, {
		...more,
		credentials: { crunApi: { ...credential } },
	});
}

/** A Webhook node that answers immediately, at `/webhook/<path>`. */
export function webhookNode(name: string, path: string): INode {
	return node(
		name,
		'n8n-nodes-base.webhook',
		{ httpMethod: 'POST', path, responseMode: 'onReceived' },
		{ typeVersion: 2, webhookId: path },
	);
}

/** An Edit Fields node that returns this object. n8n runs the branch with the highest position first. */
export function fieldsNode(
	name: string,
	json: Record<string, unknown>,
	position: [number, number] = [0, 0],
): INode {
	return node(
		name,
		'n8n-nodes-base.set',
		{ mode: 'raw', jsonOutput: JSON.stringify(json), options: {} },
		{ typeVersion: 3.4, position },
	);
}

/** Connects the nodes in each chain, each one to the next. */
export function chains(...names: string[][]): WorkflowJson['connections'] {
	const connections: WorkflowJson['connections'] = {};
	for (const chain of names) {
		for (const [index, from] of chain.entries()) {
			const to = chain[index + 1];
			if (to !== undefined) connections[from] = { main: [[{ node: to, type: 'main', index: 0 }]] };
		}
	}
	return connections;
}
