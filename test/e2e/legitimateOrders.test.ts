import type { IConnections, INode } from 'n8n-workflow';
import { startInProduction, startManually, untilFailure, untilSuccess } from './support/executions';
import { eventually } from './support/eventually';
import { chains, crunNode, fieldsNode, node } from './support/nodes';
import {
	changeCrun,
	madeFrom,
	NODES,
	PHOTOS,
	photoUrl,
	saveVideoWorkflow,
	videoParameters,
} from './support/videos';
import { CURRENT, LAST_OF_1, useWorld } from './support/world';
import { hasEnded } from '../../dev/n8n/executions';

/**
 * Every legitimate order is paid for exactly once, however n8n runs the node: nothing is taken for the work of an
 * interrupted process, and two Retries of one execution do not both buy.
 */

jest.setTimeout(60_000);

describe.each([CURRENT, LAST_OF_1])('n8n %s', (version) => {
	const world = useWorld(version);
	const start = () => node('Start', 'n8n-nodes-base.manualTrigger');
	const crun = () =>
		crunNode(NODES.crun, 'crun', videoParameters({ waitMode: 'none' }), world.credential);
	const photoList = () => [
		fieldsNode('Order', { photos: PHOTOS.map((name) => ({ name, url: photoUrl(world, name) })) }),
		node('Photos', 'n8n-nodes-base.splitOut', { fieldToSplitOut: 'photos', options: {} }),
	];
	const without = { waitMode: 'none' };

	/** Each of these photos was bought that many times. */
	const expectBought = (times: number, photos = PHOTOS) => {
		const bought = photos.map((name) => world.crun.ledger.created.filter(madeFrom(name)).length);
		expect(bought).toEqual(photos.map(() => times));
		expect(world.crun.ledger.created).toHaveLength(times * photos.length);
	};

	/** Waits for an execution that nothing is wrong with: no item is an error. */
	async function untilDone(id: string) {
		const execution = await untilSuccess(world, id);
		expect(JSON.stringify(execution.data)).not.toContain('An earlier attempt to create this task');
		return execution;
	}

	async function run(nodes: INode[], connections: IConnections): Promise<void> {
		const { id } = await world.rest.workflows.create({ name: 'Flow', nodes, connections });
		await untilDone(await world.rest.workflows.run(id, 'Start'));
	}

	test('a step that is executed several times in the editor buys each time', async () => {
		const workflow = await saveVideoWorkflow(world, { parameters: without });
		const first = await untilDone(await startManually(world, workflow));
		const {
			[NODES.start]: trigger,
			[NODES.order]: order,
			[NODES.photos]: photos,
		} = first.data.resultData.runData;
		const before = { [NODES.start]: trigger, [NODES.order]: order, [NODES.photos]: photos };
		for (const times of [2, 3]) {
			await untilDone(await world.rest.workflows.runStep(workflow.id, NODES.crun, before));
			expectBought(times);
		}
	});

	test.each(['once', 'each'])('a sub-workflow (mode %s) buys once for each item', async (mode) => {
		const parameters = { inputSource: 'passthrough' };
		const entry = node('In', 'n8n-nodes-base.executeWorkflowTrigger', parameters, {
			typeVersion: 1.1,
		});
		const sub = await world.rest.workflows.create({
			name: 'Sub',
			nodes: [entry, crun()],
			connections: chains(['In', NODES.crun]),
		});
		await world.rest.workflows.activate(sub.id);
		const workflowId = { __rl: true, mode: 'id', value: sub.id };
		const options = { waitForSubWorkflow: true };
		const call = node(
			'Sub',
			'n8n-nodes-base.executeWorkflow',
			{ workflowId, mode, options },
			{ typeVersion: 1.2 },
		);
		await run([start(), ...photoList(), call], chains(['Start', 'Order', 'Photos', 'Sub']));
		expectBought(1);
	});

	test('each round of a loop buys its own items', async () => {
		const loop = node(
			'Loop',
			'n8n-nodes-base.splitInBatches',
			{ batchSize: 1, options: {} },
			{ typeVersion: 3 },
		);
		await run([start(), ...photoList(), loop, crun(), node('Done', 'n8n-nodes-base.noOp')], {
			...chains(['Start', 'Order', 'Photos', 'Loop'], [NODES.crun, 'Loop']),
			Loop: {
				main: [
					[{ node: 'Done', type: 'main', index: 0 }],
					[{ node: NODES.crun, type: 'main', index: 0 }],
				],
			},
		});
		expectBought(1);
	});

	test('executions that begin at the same instant with the same orders all buy', async () => {
		const COUNT = 5;
		const workflow = await saveVideoWorkflow(world, { parameters: without });
		await world.rest.workflows.activate(workflow.id);
		const call = async () =>
			expect((await fetch(workflow.callUrl, { method: 'POST' })).ok).toBe(true);
		await Promise.all(Array.from({ length: COUNT }, call));
		const executions = await eventually('all executions end', async () => {
			const all = await world.rest.executions.list(workflow.id);
			return all.length === COUNT && all.every(hasEnded) ? all : undefined;
		});
		for (const { id } of executions) await untilDone(id);
		expectBought(COUNT);
	});

	test('the Retry of an execution that failed before anything was sent buys', async () => {
		const limited = { ...without, options: { maxCredits: 1 } };
		const workflow = await saveVideoWorkflow(world, { parameters: limited });
		const failed = await startInProduction(world, workflow);
		await untilFailure(world, failed);
		expectBought(0);
		await changeCrun(world, workflow, without);
		await untilDone(await world.rest.executions.retry(failed, true));
		expectBought(1);
	});

	const refuseBen = (times: number) =>
		world.crun.faults.add({
			endpoint: 'CreateTask',
			kind: 'status',
			status: 402,
			times,
			when: ({ body }) => JSON.stringify(body).includes('/ben.png'),
		});

	test('Retry On Fail buys what Crun refused before', async () => {
		refuseBen(1);
		const crunSettings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 100 };
		const workflow = await saveVideoWorkflow(world, { parameters: without, crun: crunSettings });
		await untilDone(await startInProduction(world, workflow));
		expectBought(1);
	});

	test('an execution whose creation was refused can be retried until it is not', async () => {
		refuseBen(2);
		const workflow = await saveVideoWorkflow(world, { parameters: without });
		const failed = await startInProduction(world, workflow);
		await untilFailure(world, failed);
		await untilFailure(world, await world.rest.executions.retry(failed));
		await untilDone(await world.rest.executions.retry(failed));
		expectBought(1);
	});

	test('two Retries of the same execution do not both buy', async () => {
		refuseBen(1);
		const workflow = await saveVideoWorkflow(world, { parameters: without });
		const failed = await startInProduction(world, workflow);
		await untilFailure(world, failed);
		await untilDone(await world.rest.executions.retry(failed));
		expectBought(1);
		const second = await world.rest.executions.retry(failed);
		expect(await untilFailure(world, second)).toContain(
			'An earlier attempt to create this task was not confirmed',
		);
		expectBought(1);
	});
});
