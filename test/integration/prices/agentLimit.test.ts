import { createRunExecutionData } from 'n8n-workflow';
import { startSimulator } from '../../simulator';
import '../support';
import { executeAsTool } from '../waiting/tool';
import { battles, photos, taskIds } from '../waiting/tools';

it('as an agent’s tool, Max Credits per Run counts all calls of one execution', async () => {
	const sim = await startSimulator({ taskTimings: { pendingMs: 0, runningMs: 0 } });
	try {
		const runData = createRunExecutionData({ resumeToken: 'token-of-n8n' });
		const parameters = battles('none', { maxCreditsPerRun: 800 }); // two at 355.2 credits
		const call = async (photo: string, runIndex: number) => await executeAsTool('supplied tool', { sim, items: photos(photo), parameters, runData, runIndex });
		await call('a', 0);
		await call('b', 1);
		await call('b', 2); // the same again is the same task, and costs nothing
		await expect(call('c', 3)).rejects.toThrow('Max Credits per Run');
		expect(taskIds(sim)).toHaveLength(2);
	} finally {
		await sim.stop();
	}
});
