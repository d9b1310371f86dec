import { describeTemplates, tasksOf, type Task } from './items';
import { hasEnded } from '../dev/n8n/executions';
import { waitForVideos, waitForTrigger, WITHIN_MS } from './results';
import type { DemoContext } from './context';
import { report } from './report';
import {
	creationWorkflow,
	NODES,
	PLATFORMS,
	resultWorkflow,
	triggerUrl,
	type CreationOptions,
} from './workflows';

/**
 * Shows one way of receiving results.
 * @returns the finished tasks
 * @throws Error with the reason if one is missing
 */
export type Way = (context: DemoContext) => Promise<Task[]>;

const OPTIONS = { pollIntervalSeconds: 1, timeoutMinutes: 1 };

/** The execution that creates the tasks ends immediately. A second workflow runs for each finished task. */
const trigger: Way = async (context) => {
	report('1. Trigger: each finished video starts a second workflow');
	const { rest, n8nUrl, credential } = context;
	const url = triggerUrl(n8nUrl);
	const result = await rest.workflows.create(resultWorkflow(credential));
	await rest.workflows.activate(result.id);
	report(`   "${result.name}" is active: its Crun Trigger listens at ${url}`);
	const id = await start(context, {
		name: 'Crun demo: trigger',
		platforms: PLATFORMS,
		videos: 2,
		waiting: { waitMode: 'none', notify: 'trigger', triggerUrl: url },
	});
	const execution = await rest.executions.waitFor(id, hasEnded, WITHIN_MS);
	for (const line of describeTemplates(execution)) report(`   ${line}`);
	const taskIds = PLATFORMS.flatMap((platform) => tasksOf(execution, platform)).map(
		({ task_id }) => task_id,
	);
	for (const taskId of taskIds) report(`   task created: ${taskId}`);
	return await waitForTrigger(context, result.id, taskIds);
};

/** The execution keeps running and checks its tasks until all of them are finished. */
const poll: Way = async (context) => {
	report('2. Poll: one node creates the videos and checks until all of them are finished');
	const waiting = { waitMode: 'poll', options: OPTIONS };
	const id = await start(context, {
		name: 'Crun demo: poll',
		platforms: ['bytedance'],
		videos: 3,
		waiting,
	});
	return await waitForVideos(context, id, 'bytedance');
};

/** The execution waits in n8n's database until Crun has sent the callback for its last task. */
const suspend: Way = async (context) => {
	report(
		'3. Suspend: one node creates the videos and suspends the execution until all of them are finished',
	);
	const waiting = { waitMode: 'suspend', options: OPTIONS };
	const stopListening = context.crun.on('callback', ({ taskId, status, error }) =>
		report(`   callback for task ${taskId}: ${status ?? error}`),
	);
	try {
		const id = await start(context, {
			name: 'Crun demo: suspend',
			platforms: ['vidu'],
			videos: 3,
			waiting,
		});
		const { status } = await context.rest.executions.waitFor(
			id,
			(one) => one.status === 'waiting' || hasEnded(one),
			WITHIN_MS,
		);
		if (status === 'waiting') report(`   execution ${id} is waiting`);
		return await waitForVideos(context, id, 'vidu');
	} finally {
		stopListening();
	}
};

export const WAYS = [trigger, poll, suspend];

/** Starts a workflow as the editor's button does. @returns the execution's ID */
async function start(
	{ rest, crun, credential }: DemoContext,
	options: Omit<CreationOptions, 'photo'>,
): Promise<string> {
	const workflow = await rest.workflows.create(
		creationWorkflow({ ...options, photo: `${crun.url}/media/photos/me.png` }, credential),
	);
	return await rest.workflows.run(workflow.id, NODES.start);
}
