import type { INode, INodeParameters } from 'n8n-workflow';
import type { WorkflowJson } from './n8n/workflows';

/** A stored credential as a node refers to it. */
export interface CredentialReference {
	readonly id: string;
	readonly name: string;
}

/** The names of the nodes whose items the demo reads. */
export const NODES = {
	start: 'Start',
	trigger: 'Crun Trigger',
	bytedance: { list: 'ByteDance templates', create: 'Create with ByteDance' },
	vidu: { list: 'Vidu templates', create: 'Create with Vidu' },
} as const;

/** A platform the demo shows. */
export const PLATFORMS = ['bytedance', 'vidu'] as const;
export type Platform = (typeof PLATFORMS)[number];

/** n8n puts it into the address of the Crun Trigger. */
export const TRIGGER_WEBHOOK_ID = 'crun-demo';

/** The Crun Trigger's production address: what a user copies from the node. */
export function triggerUrl(n8nUrl: string): string {
	return `${n8nUrl}/webhook/${TRIGGER_WEBHOOK_ID}/webhook`;
}

/** Lists what each platform offers and creates nothing. */
export function catalogueWorkflow(credential: CredentialReference): WorkflowJson {
	return {
		name: 'Crun demo: catalogue',
		nodes: [
			node(NODES.start, 'n8n-nodes-base.manualTrigger', [0, 100], {}),
			...PLATFORMS.map((platform, row) => listNode(platform, row, { returnAll: true }, credential)),
		],
		connections: { [NODES.start]: { main: [PLATFORMS.map((platform) => link(NODES[platform].list))] } },
	};
}

/** Takes the first template of each platform that wants one photo, and has Crun call the trigger when it is done. */
export function createWorkflow(credential: CredentialReference, photo: string, notify: string): WorkflowJson {
	const oneTask = { resource: 'task', templateId: { __rl: true, mode: 'id', value: '={{ $json.id }}' } };
	const photoAndCallback = { imageSource: 'url', imageUrls: photo, notify: 'trigger', triggerUrl: notify };
	const few = { returnAll: false, limit: 5, filters: { imageCount: 1 } };
	const create = (platform: Platform, row: number, parameters: INodeParameters): INode => ({
		...crunNode(NODES[platform].create, [440, row * 200], { ...oneTask, ...photoAndCallback, ...parameters }, credential),
		executeOnce: true, // a task costs credits: one per platform, not one per template found
	});
	return {
		name: 'Crun demo: create',
		nodes: [
			node(NODES.start, 'n8n-nodes-base.manualTrigger', [0, 100], {}),
			...PLATFORMS.map((platform, row) => listNode(platform, row, few, credential)),
			create('bytedance', 0, { operation: 'createByteDance', resolution: '={{ $json.resolutions[0].resolution }}' }),
			create('vidu', 1, { operation: 'createVidu' }),
		],
		connections: {
			[NODES.start]: { main: [PLATFORMS.map((platform) => link(NODES[platform].list))] },
			...Object.fromEntries(PLATFORMS.map((platform) => [NODES[platform].list, { main: [[link(NODES[platform].create)]] }])),
		},
	};
}

/** Runs once for each finished task. What to do with the video comes after the trigger. */
export function resultWorkflow(credential: CredentialReference): WorkflowJson {
	const done = 'Publish the video here';
	return {
		name: 'Crun demo: result',
		nodes: [
			{
				...node(NODES.trigger, 'n8n-nodes-crun.crunTrigger', [0, 0], {}),
				webhookId: TRIGGER_WEBHOOK_ID,
				credentials: { crunApi: { ...credential } },
			},
			node(done, 'n8n-nodes-base.noOp', [220, 0], {}),
		],
		connections: { [NODES.trigger]: { main: [[link(done)]] } },
	};
}

function listNode(platform: Platform, row: number, parameters: INodeParameters, credential: CredentialReference): INode {
	const list = { resource: 'template', operation: 'getMany', platform, ...parameters };
	return crunNode(NODES[platform].list, [220, row * 200], list, credential);
}

function crunNode(name: string, position: [number, number], parameters: INodeParameters, credential: CredentialReference): INode {
	return { ...node(name, 'n8n-nodes-crun.crun', position, parameters), credentials: { crunApi: { ...credential } } };
}

function node(name: string, type: string, position: [number, number], parameters: INodeParameters): INode {
	return { id: name, name, type, typeVersion: 1, position, parameters };
}

function link(to: string) {
	return { node: to, type: 'main' as const, index: 0 };
}
