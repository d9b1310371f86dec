import { createRunExecutionData, deepCopy } from 'n8n-workflow';
import {
	createFromPhotos,
	executeAsTool,
	messageOf,
	photos,
	taskIds,
	useDeduplicationTable,
	useSimulator,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });
useDeduplicationTable();

const errorOfCall = async (call: Promise<unknown>): Promise<unknown> =>
	await call.catch((error: unknown) => error);

it.each(['resetAfter', 'resetBefore', 'html'] as const)(
	'a tool call after an unconfirmed creation does not pay again, although its run index differs (%s)',
	async (kind) => {
		sim.settings.taskTimings = { pendingMs: 0, runningMs: 0 };
		const runData = createRunExecutionData({ resumeToken: 'token-of-n8n' });
		const call = async (runIndex: number) =>
			await executeAsTool('supplied tool', {
				sim,
				items: photos('a'),
				parameters: createFromPhotos('none'),
				runData,
				runIndex,
			});
		sim.faults.add({ endpoint: 'CreateTask', kind, times: 1, processed: true });
		const [first, second] = [await errorOfCall(call(0)), await errorOfCall(call(1))];
		expect(messageOf(first)).toMatch(/^Crun did not confirm whether the task was created\. /);
		expect(messageOf(second)).toMatch(/^An earlier attempt .* not confirmed\. .*Task > Wait/);
		expect(sim.requestsTo('CreateTask')).toHaveLength(1);
		expect(taskIds(sim).length).toBeLessThanOrEqual(1);
	},
);

it('another process of n8n continues the execution of an agent, and creates another task', async () => {
	const call = async (photo: string, runData = createRunExecutionData({})) => {
		const parameters = createFromPhotos('none');
		await executeAsTool('tool node', { sim, items: photos(photo), parameters, runData });
		return deepCopy(runData); // as n8n saves it while the agent waits for a person
	};
	await call('b', await call('a'));
	expect(taskIds(sim)).toHaveLength(2);
});

describe('An agent that requests the same video twice at the same time', () => {
	const caller = () => {
		sim.faults.add({ endpoint: '*', kind: 'latency', ms: 30 });
		const runData = createRunExecutionData({ resumeToken: 'token-of-n8n' });
		return async (runIndex: number) =>
			await executeAsTool('supplied tool', {
				sim,
				items: photos('a'),
				parameters: createFromPhotos('none'),
				runData,
				runIndex,
			});
	};

	it.each([1, 2, 3])('gets one new task if the first one failed (%i)', async () => {
		const call = caller();
		await call(0);
		sim.tasks.finish(taskIds(sim)[0] ?? '', 'failed');
		const both = await Promise.all([call(1), call(2)]);
		expect(taskIds(sim)).toHaveLength(2);
		const replacement = [[{ json: { task_id: taskIds(sim)[1], status: 'pending' } }]];
		expect(both).toMatchObject([{ output: replacement }, { output: replacement }]);
	});

	it('pays for one task', async () => {
		const call = caller();
		await Promise.allSettled([call(0), call(1)]);
		await call(2);
		expect(taskIds(sim)).toHaveLength(1);
	});
});
