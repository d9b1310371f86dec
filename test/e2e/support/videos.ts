import { randomUUID } from 'node:crypto';
import type { INode, INodeParameters, IWorkflowSettings } from 'n8n-workflow';
import { BATTLE_GAME, type LedgerEntry } from '../../../dev/simulator';
import { chains, crunNode, fieldsNode, node, webhookNode } from './nodes';
import type { World } from './world';

/** The photos most tests use: one item each, told apart by their names. */
export const PHOTOS = ['anna', 'ben', 'cleo'];

/** The names of the nodes, in their order. `Publish` looks back at the photo each video was made from. */
export const NODES = {
	start: 'Start',
	call: 'Call',
	order: 'Order',
	photos: 'Photos',
	crun: 'Crun',
	publish: 'Publish',
} as const;

export interface VideoWorkflowOptions {
	/** Parameters of the Crun node, over those that create a ByteDance video. */
	parameters?: INodeParameters;
	/** Settings of the Crun node, such as `retryOnFail`. */
	crun?: Partial<INode>;
	photos?: string[];
	settings?: IWorkflowSettings;
}

/** A saved workflow that makes one video per photo. */
export interface VideoWorkflow {
	readonly id: string;
	/** The production address that starts it, once it is active. */
	readonly callUrl: string;
	readonly nodes: INode[];
}

/** What the Crun node is set to: a video from each photo. */
export function videoParameters(more: INodeParameters = {}): INodeParameters {
	return {
		resource: 'task',
		operation: 'createByteDance',
		templateId: { __rl: true, mode: 'id', value: BATTLE_GAME.TemplateId },
		resolution: '480p',
		imageSource: 'url',
		imageUrls: '={{ $json.url }}',
		...more,
	};
}

const PUBLISHED = `={{ { photo: $('${NODES.photos}').item.json.name, task_id: $json.task_id, status: $json.status, credits: $json.credits, video: $json.video_url, timed_out: $json.timed_out ?? false, error: $json.error ?? null } }}`;

/** Saves the workflow: a manual and a webhook trigger → the list of photos → an item each → Crun → Publish. */
export async function saveVideoWorkflow(
	world: World,
	options: VideoWorkflowOptions = {},
): Promise<VideoWorkflow> {
	const {
		photos = PHOTOS,
		parameters = {},
		crun = {},
		settings = { executionOrder: 'v1' },
	} = options;
	const path = randomUUID();
	const order = { photos: photos.map((name) => ({ name, url: photoUrl(world, name) })) };
	const nodes = [
		node(NODES.start, 'n8n-nodes-base.manualTrigger'),
		webhookNode(NODES.call, path),
		fieldsNode(NODES.order, order),
		node(NODES.photos, 'n8n-nodes-base.splitOut', { fieldToSplitOut: 'photos', options: {} }),
		crunNode(NODES.crun, 'crun', videoParameters(parameters), world.credential, crun),
		node(
			NODES.publish,
			'n8n-nodes-base.set',
			{ mode: 'raw', jsonOutput: PUBLISHED, options: {} },
			{ typeVersion: 3.4 },
		),
	];
	const connections = chains(
		[NODES.call, NODES.order],
		[NODES.start, NODES.order, NODES.photos, NODES.crun, NODES.publish],
	);
	const { id } = await world.rest.workflows.create({
		name: 'Videos from photos',
		nodes,
		connections,
		settings,
	});
	return { id, callUrl: `${world.n8n.url}/webhook/${path}`, nodes };
}

/** Saves the Crun node with other parameters, for executions from now on. */
export async function changeCrun(
	{ rest }: World,
	{ id, nodes }: VideoWorkflow,
	parameters: INodeParameters,
): Promise<void> {
	const changed = nodes.map((one) =>
		one.name === NODES.crun ? { ...one, parameters: videoParameters(parameters) } : one,
	);
	await rest.workflows.update(id, { nodes: changed });
}

/** Where the simulator serves this photo. */
export function photoUrl({ crun }: World, name: string): string {
	return `${crun.url}/media/photos/${name}.png`;
}

/** Was this task made from that photo? For `crun.waitFor('created', …)`. */
export const madeFrom = (name: string) => (task: LedgerEntry) =>
	JSON.stringify(task.input).includes(`/${name}.png`);

/** The id of the only task made from a photo. @throws Error unless there is exactly one. */
export function taskOf({ crun }: World, name: string): string {
	const [task, ...others] = crun.ledger.created.filter(madeFrom(name));
	if (!task || others.length > 0)
		throw new Error(`${task ? others.length + 1 : 0} tasks were made from ${name}, not one`);
	return task.task_id;
}
