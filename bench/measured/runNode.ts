import { ExecuteContext } from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type ICredentialDataDecryptedObject,
	type IExecuteData,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type IVersionedNodeType,
} from 'n8n-workflow';
import { buildAdditionalData } from '../../dev/n8n-core/additionalData';
import type { Sim } from '../simulator/jobs';

/** A node that is not of this package. */
export interface OtherNode {
	type: INodeType;
	/** With the package, as in `n8n-nodes-base.httpRequest`. */
	name: string;
	version: number;
	parameters: INodeParameters;
	/** The type of its credential, and what it holds. */
	credential: { type: string; data: ICredentialDataDecryptedObject };
}

/** Runs a node once, in the same context as the nodes of this package. @throws what the node throws */
export async function runNode(
	{ type, name, version, parameters, credential }: OtherNode,
	sim: Sim,
	items: INodeExecutionData[],
): Promise<INodeExecutionData[]> {
	const described: INode = {
		id: 'id-of-node',
		name: 'Node',
		type: name,
		typeVersion: version,
		position: [0, 0],
		parameters: structuredClone(parameters),
		credentials: { [credential.type]: { id: 'c1', name: 'Crun account' } },
	};
	const byName = (): INodeType | IVersionedNodeType => type;
	const workflow = new Workflow({
		id: 'w1',
		name: 'Benchmark',
		nodes: [described],
		connections: {},
		active: true,
		nodeTypes: { getByName: byName, getByNameAndVersion: () => type, getKnownTypes: () => ({}) },
	});
	const node = workflow.getNode(described.name);
	if (!node) throw new Error('The workflow lost its node');
	const data: IExecuteData = { data: { main: [items] }, node, source: { main: [] } };
	const context = new ExecuteContext(
		workflow,
		node,
		buildAdditionalData({ sim, credential: credential.data }, { executionId: '77' }),
		'trigger',
		createRunExecutionData({}),
		0,
		items,
		data.data,
		data,
		[],
		new AbortController().signal,
	);
	const output = await type.execute?.call(context);
	if (!Array.isArray(output)) throw new Error('The node gave no output');
	return output[0] ?? [];
}
