import {
	deepCopy,
	NodeConnectionTypes,
	Workflow,
	type IConnections,
	type IDataObject,
	type INode,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type OnError,
} from 'n8n-workflow';
import { Crun } from '../../nodes/Crun/Crun.node';
import { CrunTrigger } from '../../nodes/Crun/CrunTrigger.node';

/** `crunTool` is the type that n8n adds for a node that an AI agent can use as a tool. */
export type NodeName = 'crun' | 'crunTool' | 'crunTrigger';

/** As n8n makes a tool of a node: its fields depend on the name. */
function crunTool(): INodeType {
	const tool = new Crun();
	tool.description = { ...tool.description, name: 'crunTool' };
	return tool;
}

const nodes: Record<NodeName, INodeType> = {
	crun: new Crun(),
	crunTool: crunTool(),
	crunTrigger: new CrunTrigger(),
};

const typeOf = (name: NodeName) => `n8n-nodes-crun.${name}`;
const byType = (type: string): INodeType => {
	const found = Object.entries(nodes).find(([name]) => `n8n-nodes-crun.${name}` === type);
	if (!found) throw new Error(`No node type ${type}`);
	return found[1];
};
const nodeTypes: INodeTypes = {
	getByName: byType,
	getByNameAndVersion: byType,
	getKnownTypes: () =>
		Object.fromEntries(
			Object.keys(nodes).map((name) => [
				`n8n-nodes-crun.${name}`,
				{ className: name, sourcePath: '' },
			]),
		),
};

/** A workflow of one node, as a user would have set it up. */
export interface NodeOptions {
	/** Default `crun`. */
	node?: NodeName;
	/** The node as another process of n8n has loaded it; default that of this process. */
	type?: INodeType;
	/** Only those that differ from the defaults: the workflow adds the rest, as the editor does. */
	parameters?: INodeParameters;
	/** On Error in the settings of the node. */
	onError?: OnError;
	/** Short for `onError: 'continueRegularOutput'`. */
	continueOnFail?: boolean;
	/** The workflow's static data, as n8n stores it: `{'node:Crun Trigger': {…}}`. */
	staticData?: IDataObject;
	workflowId?: string;
	/** The name of a node before it, in the same workflow. */
	previousNode?: string;
}

/** @returns a real workflow, its node with defaults applied, and the type of the node */
export function buildWorkflow({
	node: name = 'crun',
	type = nodes[name],
	parameters = {},
	onError,
	continueOnFail,
	staticData = {},
	workflowId = 'w1',
	previousNode,
}: NodeOptions) {
	const reaction = onError ?? (continueOnFail ? 'continueRegularOutput' : undefined);
	const described: INode = {
		id: `id-of-${name}`,
		name: type.description.displayName,
		type: typeOf(name),
		typeVersion: 1,
		position: [0, 0],
		parameters: structuredClone(parameters),
		credentials: { crunApi: { id: 'c1', name: 'Crun account' } },
		webhookId: 'd0c5bd4e-4e6b-4b8a-9f3b-hook',
		...(reaction ? { onError: reaction } : {}),
	};
	const workflow = new Workflow({
		id: workflowId,
		name: 'Test',
		nodes: previousNode === undefined ? [described] : [nodeBefore(previousNode), described],
		connections: previousNode === undefined ? {} : connect(previousNode, described.name),
		active: true,
		nodeTypes,
		staticData: deepCopy(staticData),
	});
	const node = workflow.getNode(described.name);
	if (!node) throw new Error('The workflow lost its node');
	return { workflow, node, type };
}

const nodeBefore = (name: string): INode => ({
	id: `id-of-${name}`,
	name,
	type: typeOf('crun'),
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
});

const connect = (from: string, to: string): IConnections => ({
	[from]: { main: [[{ node: to, type: NodeConnectionTypes.Main, index: 0 }]] },
});
