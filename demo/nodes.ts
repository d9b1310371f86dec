import type { INode, INodeParameters } from 'n8n-workflow';

/** A node's reference to a saved credential. */
export interface CredentialReference {
	readonly id: string;
	readonly name: string;
}

/** A node of a workflow. Its name is also its ID. */
export function node(
	name: string,
	type: string,
	position: [number, number],
	parameters: INodeParameters = {},
): INode {
	return { id: name, name, type, typeVersion: 1, position, parameters };
}

/** A node of this package. */
export function crunNode(
	name: string,
	type: 'crun' | 'crunTrigger',
	position: [number, number],
	parameters: INodeParameters,
	credential: CredentialReference,
): INode {
	return {
		...node(name, `n8n-nodes-crun.${type}`, position, parameters),
		credentials: { crunApi: { ...credential } },
	};
}

/** A connection to the input of a node. */
export function link(to: string) {
	return { node: to, type: 'main' as const, index: 0 };
}
