import { randomUUID } from 'node:crypto';
import { eventually } from '../eventually';
import { untilFailure, untilSuccess } from '../executions';
import { chains, fieldsNode, node, webhookNode } from '../nodes';
import { untilTriggered } from '../trigger';
import { photoUrl } from '../videos';
import { createDataTable, type DataTable } from './dataTable';
import { untilRuns, type Gallery, type Installed } from './useGallery';

const FILE = 'gallery/announce-crun-tasks-on-telegram.json';

interface Setup {
	workflow: Installed;
	table: DataTable;
}

async function install(gallery: Gallery): Promise<Setup> {
	const columns = ['task_id', 'photo_url', 'state'];
	const table = await createDataTable(gallery.world, `tasks ${randomUUID()}`, columns);
	const workflow = await gallery.install(FILE, {
		data_table_id: table.id,
		trigger_url: (urlOf) => urlOf('Crun Trigger'),
		telegram_chat: '42',
		missed_after_minutes: 0,
		max_credits: 500,
	});
	return { workflow, table };
}

/** Has a video created by a workflow that calls the installed one. */
async function order({ world }: Gallery, { id }: Installed): Promise<string> {
	const nodes = [
		node('Start', 'n8n-nodes-base.manualTrigger'),
		fieldsNode('Photo', { photo_url: photoUrl(world, 'anna') }),
		node(
			'Make Video',
			'n8n-nodes-base.executeWorkflow',
			{
				workflowId: { __rl: true, mode: 'id', value: id },
				workflowInputs: {
					mappingMode: 'defineBelow',
					value: { photo_url: '={{ $json.photo_url }}' },
				},
				options: {},
			},
			{ typeVersion: 1.2 },
		),
	];
	const connections = chains(['Start', 'Photo', 'Make Video']);
	const caller = await world.rest.workflows.create({ name: 'Caller', nodes, connections });
	await untilSuccess(world, await world.rest.workflows.run(caller.id, 'Start'));
	return world.crun.ledger.created.at(-1)?.task_id ?? '';
}

/** Runs a workflow that fails, with the installed one as its error workflow. */
async function failElsewhere({ world }: Gallery, { id }: Installed): Promise<void> {
	const { rest, n8n } = world;
	const path = randomUUID();
	const stop = { errorMessage: 'The disk is full' };
	const failing = await rest.workflows.create({
		name: 'Other workflow',
		nodes: [webhookNode('Call', path), node('Stop', 'n8n-nodes-base.stopAndError', stop)],
		connections: chains(['Call', 'Stop']),
		settings: { executionOrder: 'v1', errorWorkflow: id },
	});
	await rest.workflows.activate(failing.id);
	await fetch(`${n8n.url}/webhook/${path}`, { method: 'POST' });
	const [execution] = await untilTriggered(world, failing.id);
	await untilFailure(world, execution?.id ?? '');
	await rest.workflows.deactivate(failing.id);
}

const stateOf = async ({ table }: Setup) => (await table.rows()).map(({ state }) => state);

export function announcements(gallery: Gallery): void {
	it('announces a task once, and the round after it finds nothing to collect', async () => {
		const { standIn, world } = gallery;
		world.crun.settings.taskTimings = 'manual';
		const setup = await install(gallery);
		const id = await order(gallery, setup.workflow);
		expect(await stateOf(setup)).toEqual(['created']);
		world.crun.tasks.finish(id, 'success');
		await untilRuns(gallery, setup.workflow, 2); // called by the other workflow, and by Crun
		await setup.workflow.run('Every Ten Minutes');
		expect(standIn.telegram.messages).toMatchObject([{ chat: '42' }]);
		expect(standIn.telegram.messages[0]?.text).toContain(`${world.crun.url}/media/${id}.mp4`);
		expect(await stateOf(setup)).toEqual(['announced']);
		expect(world.crun.ledger.created).toHaveLength(1);
	});

	it('collects a task whose callback was lost, once, and creates nothing', async () => {
		const { standIn, world } = gallery;
		world.crun.settings.taskTimings = 'manual';
		world.crun.settings.callbacks = { times: 0 };
		const setup = await install(gallery);
		const id = await order(gallery, setup.workflow);
		await setup.workflow.run('Every Ten Minutes');
		expect(standIn.telegram.messages).toEqual([]); // still running
		world.crun.tasks.finish(id, 'success');
		await setup.workflow.run('Every Ten Minutes');
		await setup.workflow.run('Every Ten Minutes');
		expect(standIn.telegram.messages).toHaveLength(1);
		expect(standIn.telegram.messages[0]?.text).toContain(id);
		expect(world.crun.ledger.created).toHaveLength(1);
	});

	it('announces a task in the next round if Telegram refuses the message', async () => {
		const { standIn, world } = gallery;
		world.crun.settings.taskTimings = 'manual';
		const setup = await install(gallery);
		const id = await order(gallery, setup.workflow);
		standIn.telegram.refuseTexts(true);
		world.crun.tasks.finish(id, 'failed');
		await untilRuns(gallery, setup.workflow, 2);
		expect(await stateOf(setup)).toEqual(['created']);
		standIn.telegram.refuseTexts(false);
		await setup.workflow.run('Every Ten Minutes');
		expect(standIn.telegram.messages).toHaveLength(1);
		expect(standIn.telegram.messages[0]?.text).toContain(`could not be made (task ${id})`);
		expect(await stateOf(setup)).toEqual(['announced']);
	});

	it('names the tasks that are not announced when another workflow fails', async () => {
		gallery.world.crun.settings.taskTimings = 'manual';
		const setup = await install(gallery);
		const id = await order(gallery, setup.workflow);
		await failElsewhere(gallery, setup.workflow);
		const { messages } = gallery.standIn.telegram;
		const text = await eventually(
			'the error is reported',
			async () => await Promise.resolve(messages[0]?.text),
		);
		expect(text).toContain('Other workflow');
		expect(text).toContain('The disk is full');
		expect(text).toContain(id);
		expect(messages).toHaveLength(1);
	});
}
