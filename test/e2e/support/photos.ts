import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { INode, INodeParameters } from 'n8n-workflow';
import { MEDIA, VINTAGE_MOMENT_OF_MOM } from '../../../dev/simulator';
import { chains, crunNode, node } from './nodes';
import { untilTriggered } from './trigger';
import { photoUrl } from './videos';
import type { World } from './world';

/** The names of the nodes, in order. */
export const FILE_NODES = {
	start: 'Start',
	hook: 'Photo',
	fetch: 'Fetch Photo',
	crun: 'Crun',
	save: 'Save',
} as const;

const fromPhoto = (more: INodeParameters): INodeParameters => ({
	resource: 'task',
	operation: 'createVidu',
	templateId: { __rl: true, mode: 'id', value: VINTAGE_MOMENT_OF_MOM.template },
	imageSource: 'binary',
	binaryPropertyName: 'data',
	waitMode: 'poll',
	options: { pollIntervalSeconds: 0.2, downloadResult: true },
	...more,
});

/** The file to which `saveNode` writes a task's video. */
export const savedAs = ({ files }: World, taskId: string) => join(files, `${taskId}.mp4`);
const saveNode = ({ files }: World): INode =>
	node(FILE_NODES.save, 'n8n-nodes-base.readWriteFile', {
		operation: 'write',
		fileName: `=${files}/{{ $json.task_id }}.mp4`,
		dataPropertyName: 'data',
		options: {},
	});

/** Saves a workflow with a manual trigger: download a photo → create a video → save the file. @returns its ID */
export async function savePhotoWorkflow(
	world: World,
	parameters: INodeParameters = {},
): Promise<string> {
	const fetching = {
		url: photoUrl(world, 'anna').replace('.png', '.jpg'),
		options: { response: { response: { responseFormat: 'file' } } },
	};
	const { id } = await world.rest.workflows.create({
		name: 'Video from a photo',
		nodes: [
			node(FILE_NODES.start, 'n8n-nodes-base.manualTrigger'),
			node(FILE_NODES.fetch, 'n8n-nodes-base.httpRequest', fetching, { typeVersion: 4.2 }),
			crunNode(FILE_NODES.crun, 'crun', fromPhoto(parameters), world.credential),
			saveNode(world),
		],
		connections: chains([FILE_NODES.start, FILE_NODES.fetch, FILE_NODES.crun, FILE_NODES.save]),
	});
	return id;
}

/**
 * Saves and activates a workflow that receives a photo, and sends it one.
 * @returns the ID of the finished execution
 */
export async function sendPhoto(world: World, parameters: INodeParameters = {}): Promise<string> {
	const path = randomUUID();
	const { id } = await world.rest.workflows.create({
		name: 'Video from a received photo',
		nodes: [
			node(
				FILE_NODES.hook,
				'n8n-nodes-base.webhook',
				{ httpMethod: 'POST', path, responseMode: 'onReceived', options: {} },
				{ typeVersion: 2, webhookId: path },
			),
			crunNode(FILE_NODES.crun, 'crun', fromPhoto(parameters), world.credential),
			saveNode(world),
		],
		connections: chains([FILE_NODES.hook, FILE_NODES.crun, FILE_NODES.save]),
	});
	await world.rest.workflows.activate(id);
	const body = new FormData();
	body.set('data', new File([MEDIA.jpg.bytes], 'photo.jpg', { type: MEDIA.jpg.type }));
	const response = await fetch(`${world.n8n.url}/webhook/${path}`, { method: 'POST', body });
	if (!response.ok)
		throw new Error(`The webhook answered with ${response.status}: ${await response.text()}`);
	const [execution] = await untilTriggered(world, id);
	if (!execution) throw new Error('No execution was started');
	return execution.id;
}
