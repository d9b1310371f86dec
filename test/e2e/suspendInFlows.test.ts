import type { INode, IConnections } from 'n8n-workflow';
import { itemsOf } from '../../dev/n8n/schemas';
import { untilWaiting, untilSuccess } from './support/executions';
import { chains, crunNode, fieldsNode, node } from './support/nodes';
import { finish, suspendVideos } from './support/suspended';
import { madeFrom, NODES, PHOTOS, photoUrl, taskOf, videoParameters } from './support/videos';
import { useWorld } from './support/world';

jest.setTimeout(60_000);

const world = useWorld();
const suspending = (name: string) =>
	crunNode(name, 'crun', videoParameters({ waitMode: 'suspend' }), world.credential);
const start = () => node('Start', 'n8n-nodes-base.manualTrigger');
const photoList = () => [
	fieldsNode('Order', { photos: PHOTOS.map((name) => ({ name, url: photoUrl(world, name) })) }),
	node('Photos', 'n8n-nodes-base.splitOut', { fieldToSplitOut: 'photos', options: {} }),
];
const videoOf = (photo: string) => `${world.crun.url}/media/${taskOf(world, photo)}.mp4`;

async function run(nodes: INode[], connections: IConnections): Promise<string> {
	const { id } = await world.rest.workflows.create({ name: 'Flow', nodes, connections });
	return await world.rest.workflows.run(id, 'Start');
}

async function videosFrom(executionId: string, name: string): Promise<unknown[]> {
	return itemsOf(await untilSuccess(world, executionId), name).map(({ json }) => json.video_url);
}

test('in a loop, each iteration waits for its own task and ignores callbacks of earlier ones', async () => {
	const { crun } = world;
	const loop = node(
		'Loop',
		'n8n-nodes-base.splitInBatches',
		{ batchSize: 1, options: {} },
		{ typeVersion: 3 },
	);
	const id = await run(
		[start(), ...photoList(), loop, suspending('Crun'), node('Done', 'n8n-nodes-base.noOp')],
		{
			...chains(['Start', 'Order', 'Photos', 'Loop'], ['Crun', 'Loop']),
			Loop: {
				main: [
					[{ node: 'Done', type: 'main', index: 0 }],
					[{ node: 'Crun', type: 'main', index: 0 }],
				],
			},
		},
	);
	for (const [iteration, photo] of PHOTOS.entries()) {
		await crun.waitFor('created', madeFrom(photo), 10_000);
		await untilWaiting(world, id);
		const earlier = PHOTOS[iteration - 1];
		if (earlier) expect((await crun.tasks.sendCallback(taskOf(world, earlier))).status).toBe(200);
		expect((await finish(world, taskOf(world, photo))).status).toBe(200);
	}
	expect(await videosFrom(id, 'Done')).toEqual(PHOTOS.map(videoOf));
	expect(crun.ledger.created).toHaveLength(PHOTOS.length);
});

test('two nodes in two branches suspend the execution one after the other', async () => {
	const { crun } = world;
	const photos = ['anna', 'ben'].map((name, row) =>
		fieldsNode(name, { url: photoUrl(world, name) }, [0, row * 200]),
	); // n8n runs the upper branch first
	const id = await run([start(), ...photos, suspending('Video A'), suspending('Video B')], {
		...chains(['anna', 'Video A'], ['ben', 'Video B']),
		Start: { main: [photos.map(({ name }) => ({ node: name, type: 'main', index: 0 }))] },
	});
	for (const photo of ['anna', 'ben']) {
		await crun.waitFor('created', madeFrom(photo), 10_000);
		await untilWaiting(world, id);
		await finish(world, taskOf(world, photo));
	}
	expect([await videosFrom(id, 'Video A'), await videosFrom(id, 'Video B')]).toEqual([
		[videoOf('anna')],
		[videoOf('ben')],
	]);
});

test('with a sub-workflow, the parent workflow waits too and gets the videos', async () => {
	const { rest } = world;
	const entry = node(
		'In',
		'n8n-nodes-base.executeWorkflowTrigger',
		{ inputSource: 'passthrough' },
		{ typeVersion: 1.1 },
	);
	const sub = await rest.workflows.create({
		name: 'Sub',
		nodes: [entry, suspending('Crun')],
		connections: chains(['In', 'Crun']),
	});
	await rest.workflows.activate(sub.id);
	const workflowId = { __rl: true, mode: 'id', value: sub.id };
	const call = node(
		'Sub',
		'n8n-nodes-base.executeWorkflow',
		{ workflowId, options: { waitForSubWorkflow: true } },
		{ typeVersion: 1.2 },
	);
	const id = await run(
		[start(), ...photoList(), call],
		chains(['Start', 'Order', 'Photos', 'Sub']),
	);
	await untilWaiting(world, id);
	for (const photo of ['ben', 'anna', 'cleo'])
		expect((await finish(world, taskOf(world, photo))).status).toBe(200);
	expect(await videosFrom(id, 'Sub')).toEqual(PHOTOS.map(videoOf));
});

test.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
	'with %s, an item that was refused is returned as an error together with the others',
	async (onError) => {
		const isBen = ({ body }: { body: unknown }) => JSON.stringify(body).includes('/ben.png');
		world.crun.faults.add({
			endpoint: 'CreateTask',
			kind: 'status',
			status: 422,
			message: 'No face',
			when: isBen,
		});
		const { id, finishPhoto } = await suspendVideos(world, { crun: { onError } });
		for (const photo of ['cleo', 'anna']) await finishPhoto(photo);
		const execution = await untilSuccess(world, id);
		const outputs = [0, 1].map((output) =>
			itemsOf(execution, NODES.crun, output).map(({ json }) => json.video_url ?? json.error),
		);
		const refusal = expect.stringContaining('No face') as string;
		const [anna, cleo] = [videoOf('anna'), videoOf('cleo')];
		expect(outputs).toEqual(
			onError === 'continueErrorOutput' ? [[anna, cleo], [refusal]] : [[anna, refusal, cleo], []],
		);
	},
);

test('an execution that was stopped while waiting stays stopped', async () => {
	const { id, finishPhoto } = await suspendVideos(world);
	await world.rest.executions.stop(id);
	for (const photo of PHOTOS) expect((await finishPhoto(photo)).status).toBe(409);
	expect((await world.rest.executions.get(id)).status).toBe('canceled');
});
