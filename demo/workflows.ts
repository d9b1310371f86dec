import type { INode, INodeParameters } from 'n8n-workflow';
import type { WorkflowJson } from '../dev/n8n/workflows';
import { crunNode, link, node, type CredentialReference } from './nodes';

/** The names of the nodes whose items the demo reads. */
export const NODES = {
	start: 'Start',
	trigger: 'Crun Trigger',
	bytedance: { list: 'ByteDance templates', create: 'Create with ByteDance' },
	vidu: { list: 'Vidu templates', create: 'Create with Vidu' },
} as const;

/** The platforms in the demo. */
export const PLATFORMS = ['bytedance', 'vidu'] as const;
export type Platform = (typeof PLATFORMS)[number];

/** Part of the Crun Trigger's URL. */
const TRIGGER_WEBHOOK_ID = 'crun-demo';

/** The production URL of the Crun Trigger, which a user copies from the node. */
export function triggerUrl(n8nUrl: string): string {
	return `${n8nUrl}/webhook/${TRIGGER_WEBHOOK_ID}/webhook`;
}

/** Lists the templates of each platform. Creates nothing. */
export function catalogueWorkflow(credential: CredentialReference): WorkflowJson {
	return {
		name: 'Crun demo: catalogue',
		nodes: [
			START,
			...PLATFORMS.map((platform, row) => listNode(platform, row, { returnAll: true }, credential)),
		],
		connections: {
			[NODES.start]: { main: [PLATFORMS.map((platform) => link(NODES[platform].list))] },
		},
	};
}

/** What a workflow creates, and how it receives the results. */
export interface CreationOptions {
	readonly name: string;
	readonly platforms: readonly Platform[];
	/** The number of videos per platform, one with each of the first templates that take one photo. */
	readonly videos: number;
	readonly photo: string;
	/** The parameters for waiting and notifications. */
	readonly waiting: INodeParameters;
}

/** Lists a few templates of each platform and creates a video with each of them: several items, one node. */
export function creationWorkflow(
	{ name, platforms, videos, photo, waiting }: CreationOptions,
	credential: CredentialReference,
): WorkflowJson {
	const few = { returnAll: false, limit: videos, filters: { imageCount: 1 } };
	const template = {
		templateId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
		imageSource: 'url',
		imageUrls: photo,
	};
	const own: Record<Platform, INodeParameters> = {
		bytedance: {
			operation: 'createByteDance',
			resolution: '={{ $json.resolutions[0].resolution }}',
		},
		vidu: { operation: 'createVidu' },
	};
	const create = (platform: Platform, row: number) =>
		crunNode(
			NODES[platform].create,
			'crun',
			[440, row * 200],
			{ resource: 'task', ...own[platform], ...template, ...waiting },
			credential,
		);
	return {
		name,
		nodes: [
			START,
			...platforms.flatMap((platform, row) => [
				listNode(platform, row, few, credential),
				create(platform, row),
			]),
		],
		connections: {
			[NODES.start]: { main: [platforms.map((platform) => link(NODES[platform].list))] },
			...Object.fromEntries(
				platforms.map((platform) => [
					NODES[platform].list,
					{ main: [[link(NODES[platform].create)]] },
				]),
			),
		},
	};
}

/** Runs once for each finished task. */
export function resultWorkflow(credential: CredentialReference): WorkflowJson {
	const publish = 'Publish the video here';
	return {
		name: 'Crun demo: result',
		nodes: [
			{
				...crunNode(NODES.trigger, 'crunTrigger', [0, 0], {}, credential),
				webhookId: TRIGGER_WEBHOOK_ID,
			},
			node(publish, 'n8n-nodes-base.noOp', [220, 0]),
		],
		connections: { [NODES.trigger]: { main: [[link(publish)]] } },
	};
}

const START = node(NODES.start, 'n8n-nodes-base.manualTrigger', [0, 100]);

function listNode(
	platform: Platform,
	row: number,
	parameters: INodeParameters,
	credential: CredentialReference,
): INode {
	const list = { resource: 'template', operation: 'getMany', platform, ...parameters };
	return crunNode(NODES[platform].list, 'crun', [220, row * 200], list, credential);
}
