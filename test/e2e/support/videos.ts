import { randomUUID } from 'node:crypto';
import type { INode, INodeParameters, IWorkflowSettings } from 'n8n-workflow';
import { BATTLE_GAME, type LedgerEntry } from '../../../dev/simulator';
import { chains, crunNode, fieldsNode, node, webhookNode } from './nodes';
import type { World } from './world';

/** The photos in most tests: one item each, identified by name. */
export const PHOTOS = ['anna', 'ben', 'cleo'];

/** The names of the nodes, in order. `Publish` refers back to the photo of each video. */
export const NODES = {
	start: 'Start',
	call: 'Call',
	order: 'Order',
	photos: 'Photos',
	crun: 'Crun',
	publish: 'Publish',
} as const;

export interface VideoWorkflowOptions {
	/** Parameters of the Crun node, in addition to those that create a ByteDance video. */
	parameters?: INodeParameters;
	/** Settings of the Crun node, such as `retryOnFail`. */
	crun?: Partial<INode>;
	photos?: string[];
	settings?: IWorkflowSettings;
}

/** A saved workflow that creates one video per photo. */
export interface VideoWorkflow {
	readonly id: string;
	/** The production URL that starts it, once it is active. */
	readonly callUrl: string;
	readonly nodes: INode[];
}

/** Parameters of the Crun node: one video per photo, without waiting. */
export function videoParameters(more: INodeParameters = {}): INodeParameters {
	return {
		resource: 'task',
		operation: 'createByteDance',
		templateId: { __rl: true, mode: 'id', value: BATTLE_GAME.TemplateId },
		resolution: '480p',
		imageSource: 'url',
		imageUrls: '={{ $json.url }}',
		waitMode: 'none',
		...more,
	};
}

const PUBLISHED = `={{ { photo: $('${NODES.photos}').item.json.name, task_id: $json.task_id, status: $json.status, credits: $json.credits, video: $json.video_url, timed_out: $json.timed_out ?? false, error: $json.error ?? null } }}`;

/** Saves the workflow: manual and webhook trigger → list of photos → one item per photo → Crun → Publish. */
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

/** Saves other parameters of the Crun node, for future executions. */
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

/** The URL of a photo, served by the simulator. */
export function photoUrl({ crun }: World, name: string): string {
	return `${crun.url}/media/photos/${name}.png`;
}

/** True for a task that was created from this photo. For `crun.waitFor('created', …)`. */
export const madeFrom = (name: string) => (task: LedgerEntry) =>
	JSON.stringify(task.input).includes(`/${name}.png`);

/** The ID of the only task of a photo. @throws Error unless there is exactly one */
export function taskOf({ crun }: World, name: string): string {
	const [task, ...others] = crun.ledger.created.filter(madeFrom(name));
	if (!task || others.length > 0)
		throw new Error(
			`${task ? others.length + 1 : 0} tasks were created from ${name} instead of one`,
		);
	return task.task_id;
}
