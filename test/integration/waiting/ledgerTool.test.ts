import { createRunExecutionData } from 'n8n-workflow';
import { createFromPhotos, executeAsTool, photos, taskIds, useSimulator } from '../support';

const sim = useSimulator({ taskTimings: 'manual' });

it.each(['resetAfter', 'resetBefore', 'html'] as const)(
	'as an agent’s tool, another try, which n8n gives another run index, does not pay again (%s)',
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
		await expect(call(0)).rejects.toThrow('not known');
		await expect(call(1)).rejects.toThrow('Task > Wait');
		expect(sim.requestsTo('CreateTask')).toHaveLength(1);
		expect(taskIds(sim).length).toBeLessThanOrEqual(1);
	},
);

describe('an agent that asks for the very same video twice at once', () => {
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

	it.each([1, 2, 3])('has one task replaced by one, where the first had failed (%i)', async () => {
		const call = caller();
		await call(0);
		sim.tasks.finish(taskIds(sim)[0] ?? '', 'failed');
		const both = await Promise.allSettled([call(1), call(2)]);
		expect(taskIds(sim)).toHaveLength(2);
		expect(both.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []))).toEqual([
			expect.stringContaining('being created by another call at this moment'),
		]);
	});

	it('pays for one', async () => {
		const call = caller();
		await Promise.allSettled([call(0), call(1)]);
		await call(2);
		expect(taskIds(sim)).toHaveLength(1);
	});
});
