import { createRunExecutionData } from 'n8n-workflow';
import { startSimulator } from '../../simulator';
import '../support';
import { executeAsTool } from './tool';
import { battles, photos, taskIds } from './tools';

it.each(['resetAfter', 'resetBefore', 'html'] as const)('as an agent’s tool, another try, which n8n gives another run index, does not pay again (%s)', async (kind) => {
	const sim = await startSimulator({ taskTimings: { pendingMs: 0, runningMs: 0 } });
	try {
		const runData = createRunExecutionData({ resumeToken: 'token-of-n8n' });
		const call = async (runIndex: number) => await executeAsTool('supplied tool', { sim, items: photos('a'), parameters: battles('none'), runData, runIndex });
		sim.faults.add({ endpoint: 'CreateTask', kind, times: 1, processed: true });
		await expect(call(0)).rejects.toThrow('not known');
		await expect(call(1)).rejects.toThrow('Task > Wait');
		expect(sim.requestsTo('CreateTask')).toHaveLength(1);
		expect(taskIds(sim).length).toBeLessThanOrEqual(1);
	} finally {
		await sim.stop();
	}
});
