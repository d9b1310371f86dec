import {
	createFromPhotos,
	executeNode,
	existingTask,
	messageOf,
	photos,
	taskIds,
	taskIdsInOrder,
	useSimulator,
	waitUntilCreated,
	type ExecuteOptions,
} from '../support';
import type { FaultKind } from '../../../dev/simulator';

/** What a user reads when a wait ends without a result, or when nothing can be created. */

const sim = useSimulator({ taskTimings: 'manual', callbacks: false });

const execute = async (options: Partial<ExecuteOptions> = {}) =>
	await executeNode({
		sim,
		items: photos('a'),
		parameters: createFromPhotos('poll', { timeoutMinutes: 0.01 }),
		...options,
	});
const run = async (options: Partial<ExecuteOptions> = {}) => (await execute(options)).error;
const notFound: FaultKind = {
	kind: 'body',
	body: { code: 404, message: 'Task not found', data: null },
};
const another = (): FaultKind => ({
	kind: 'body',
	body: { code: 200, message: 'success', data: sim.tasks.get(existingTask(sim)) },
});

/** In the editor, the obvious button is "Execute step". */
const wayOut = () =>
	`Executing this step again creates and pays for a new task. To continue with task ${taskIds(sim)[0]}, use Task > Wait with its ID, or Retry in the executions list.`;

describe('A task that does not finish in time', () => {
	const description = (state: string) =>
		`Task ${taskIds(sim)[0]} is still running at Crun. ${state} Nothing is lost. To wait longer, raise the timeout. ${wayOut()}`;

	it('is reported with its status', async () => {
		const running = run();
		sim.tasks.setStatus((await waitUntilCreated(sim)).task_id, 'running');
		expect(await running).toMatchObject({
			name: 'NodeApiError',
			message: 'The task did not finish in time',
			description: description('Its status is running.'),
		});
	});

	it('is reported with the reason where the only check was rejected', async () => {
		sim.faults.add({ endpoint: 'TaskInfo', kind: 'status', status: 401 });
		const parameters = createFromPhotos('poll', {
			timeoutMinutes: 0.01,
			pollIntervalSeconds: 100,
		});
		const error = await run({ parameters });
		expect(error).toMatchObject({ message: 'The task did not finish in time' });
		expect(messageOf(error)).toContain('Crun rejected the API key. Could not check its status. ');
	});

	it('is named in the item when the node continues on fail', async () => {
		const { json } = await execute({ continueOnFail: true });
		expect(json).toMatchObject([{ task_id: taskIds(sim)[0] }]);
	});

	it.each<[string, () => FaultKind, string]>([
		['is not found', () => notFound, 'Crun does not know the task at the moment.'],
		['is another task', another, 'Crun returned another task.'],
	])('is reported with the reason where the answer %s', async (_, fault, state) => {
		const running = run();
		await waitUntilCreated(sim);
		sim.faults.add({ endpoint: 'TaskInfo', ...fault() });
		expect(await running).toMatchObject({
			name: 'NodeApiError',
			message: 'The task did not finish in time',
			description: description(state),
		});
	});
});

it('a stopped execution says where the result of its task is', async () => {
	const stop = new AbortController();
	const running = run({
		parameters: createFromPhotos('poll'),
		signal: stop.signal,
	});
	await sim.waitFor('ended', ({ endpoint }) => endpoint === 'TaskInfo');
	stop.abort();
	const error = await running;
	expect(error).toMatchObject({
		name: 'NodeApiError',
		message: 'The execution was stopped while it waited for a task',
		description: `Task ${taskIds(sim)[0]} is still running at Crun: get its result with Task > Wait. ${wayOut()}`,
	});
});

it('a stopped execution keeps the results of the tasks that have finished', async () => {
	const stop = new AbortController();
	const items = photos('a', 'b');
	const parameters = createFromPhotos('poll');
	const running = execute({ items, parameters, signal: stop.signal, continueOnFail: true });
	await waitUntilCreated(sim, 2);
	const [finished = '', unfinished] = taskIdsInOrder(sim, items);
	sim.tasks.finish(finished, 'success');
	const isCheckOfOther = ({ query }: { query: Record<string, unknown> }) =>
		query.task_id === unfinished;
	await sim.waitFor('ended', isCheckOfOther, { count: 2 });
	stop.abort();
	expect((await running).json).toMatchObject([
		{ task_id: finished, status: 'success' },
		{ task_id: unfinished, error: expect.stringMatching(/^The execution was stopped/) as string },
	]);
});

describe('An execution that cannot be suspended', () => {
	const suspend = createFromPhotos('suspend');

	it('says so where the URL to resume it is none of HTTP', async () => {
		expect(await run({ parameters: suspend, resumeBaseUrl: 'ftp://n8n.example' })).toMatchObject({
			message: 'This execution cannot be suspended',
			description: 'n8n returned no URL to resume it. Set Wait For Result to Poll.',
		});
		expect(sim.requestsTo('CreateTask')).toEqual([]);
	});

	it('says what to set where Crun cannot reach n8n', async () => {
		const error = await run({
			parameters: suspend,
			resumeBaseUrl: 'http://10.1.2.3:5678/webhook-waiting',
			credential: { region: 'custom', baseUrl: 'https://api.crun.example' },
		});
		expect(error).toMatchObject({
			message: 'Crun cannot reach this n8n instance',
			description:
				"n8n would be called back at http://10.1.2.3:5678, which is a private address. Set n8n's environment variable WEBHOOK_URL to its public https URL, or set Wait For Result to Poll.",
		});
	});
});

it('a task that was not confirmed is not sent again, and the error says what to do', async () => {
	sim.faults.add({ endpoint: 'CreateTask', kind: 'resetAfter', times: 1 });
	const options = { sim, items: photos('a'), parameters: createFromPhotos('none') };
	const { runData } = await executeNode(options);
	const { error } = await executeNode({ ...options, runData });
	expect(error).toMatchObject({
		name: 'NodeApiError',
		message: 'An earlier attempt to create this task was not confirmed',
		description:
			'Crun did not give a clear answer, or n8n stopped before it was saved. The task may exist and may have been charged, so the request is not sent again. Check the task list in the Crun console. If the task is there, continue with Task > Wait and its ID. If it is not, turn on the option Resend Unconfirmed Tasks and retry the execution with the currently saved workflow.',
	});
	expect(sim.requestsTo('CreateTask')).toHaveLength(1);
});
