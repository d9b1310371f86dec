import { describeTemplates, tasksOf, type Task } from './items';
import { hasEnded } from '../dev/n8n/executions';
import { untilMade, untilTriggered, WITHIN_MS } from './results';
import type { Stage } from './stage';
import { tell } from './timeline';
import {
	makingWorkflow,
	NODES,
	PLATFORMS,
	resultWorkflow,
	triggerUrl,
	type Making,
} from './workflows';

/** Shows one way of getting results. Gives the finished tasks; throws an Error with the reason when one does not come. */
export type Way = (stage: Stage) => Promise<Task[]>;

const OPTIONS = { pollIntervalSeconds: 1, timeoutMinutes: 1 };

/** The execution that creates the tasks ends at once, and a workflow of its own runs for each finished one. */
const trigger: Way = async (stage) => {
	tell('1. Trigger: Crun starts a second workflow with each finished video');
	const { rest, n8nUrl, credential } = stage;
	const address = triggerUrl(n8nUrl);
	const result = await rest.workflows.create(resultWorkflow(credential));
	await rest.workflows.activate(result.id);
	tell(`   "${result.name}" is active: its Crun Trigger listens at ${address}`);
	const id = await start(stage, {
		name: 'Crun demo: trigger',
		platforms: PLATFORMS,
		videos: 2,
		waiting: { notify: 'trigger', triggerUrl: address },
	});
	const execution = await rest.executions.waitFor(id, hasEnded, WITHIN_MS);
	for (const line of describeTemplates(execution)) tell(`   ${line}`);
	const taskIds = PLATFORMS.flatMap((platform) => tasksOf(execution, platform)).map(
		({ task_id }) => task_id,
	);
	for (const taskId of taskIds) tell(`   task created: ${taskId}`);
	return await untilTriggered(stage, result.id, taskIds);
};

/** The execution stays, and looks until all of its tasks are finished. */
const poll: Way = async (stage) => {
	tell('2. Poll: one node creates the videos and looks until all of them are there');
	const waiting = { waitMode: 'poll', options: OPTIONS };
	const id = await start(stage, {
		name: 'Crun demo: poll',
		platforms: ['bytedance'],
		videos: 3,
		waiting,
	});
	return await untilMade(stage, id, 'bytedance');
};

/** The execution is parked in n8n's database until Crun has called back for the last of its tasks. */
const suspend: Way = async (stage) => {
	tell(
		'3. Suspend: one node creates the videos and parks the execution until all of them are there',
	);
	const waiting = { waitMode: 'suspend', options: OPTIONS };
	const silence = stage.crun.on('callback', ({ taskId, status, error }) =>
		tell(`   callback for task ${taskId}, answered ${status ?? error}`),
	);
	try {
		const id = await start(stage, {
			name: 'Crun demo: suspend',
			platforms: ['vidu'],
			videos: 3,
			waiting,
		});
		const { status } = await stage.rest.executions.waitFor(
			id,
			(one) => one.status === 'waiting' || hasEnded(one),
			WITHIN_MS,
		);
		if (status === 'waiting') tell(`   execution ${id} is parked`);
		return await untilMade(stage, id, 'vidu');
	} finally {
		silence();
	}
};

export const WAYS = [trigger, poll, suspend];

/** Starts a workflow as the editor's button does; gives the execution's id. */
async function start(
	{ rest, crun, credential }: Stage,
	making: Omit<Making, 'photo'>,
): Promise<string> {
	const workflow = await rest.workflows.create(
		makingWorkflow({ ...making, photo: `${crun.url}/media/photos/me.png` }, credential),
	);
	return await rest.workflows.run(workflow.id, NODES.start);
}
