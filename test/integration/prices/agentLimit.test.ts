import { createRunExecutionData } from 'n8n-workflow';
import {
	createFromPhotos,
	executeAsTool,
	failAtSecondCheck,
	photos,
	taskIds,
	useSimulator,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });

it('counts all calls of one execution towards Max Credits per Run, as an agent’s tool', async () => {
	sim.settings.taskTimings = { pendingMs: 0, runningMs: 0 };
	const runData = createRunExecutionData({ resumeToken: 'token-of-n8n' });
	const parameters = createFromPhotos('none', { maxCreditsPerRun: 800 }); // two at 355.2 credits
	const call = async (photo: string, runIndex: number) =>
		await executeAsTool('supplied tool', {
			sim,
			items: photos(photo),
			parameters,
			runData,
			runIndex,
		});

	await call('a', 0);
	await call('b', 1);
	await call('b', 2); // the same photo again is the same task, and costs nothing

	await expect(call('c', 3)).rejects.toThrow(
		/^The tasks cost more than Max Credits per Run allows\. .*1065\.6 credits.*Max Credits per Run is 800/,
	);
	expect(taskIds(sim)).toHaveLength(2);
});

describe('a limit of 400 credits for an agent whose tasks cost 355.2 each', () => {
	const TOO_EXPENSIVE =
		/^The tasks cost more than Max Credits per Run allows\. .*710\.4 credits.*Max Credits per Run is 400/;
	/** Calls of the tool within one execution, with one photo each. */
	const newExecution = () => {
		const runData = createRunExecutionData({ resumeToken: 'token-of-n8n' });
		return async (photo: string, runIndex: number) =>
			await executeAsTool('supplied tool', {
				sim,
				items: photos(photo),
				parameters: createFromPhotos('none', { maxCreditsPerRun: 400 }),
				runData,
				runIndex,
			});
	};

	it('is not used up by a creation that Crun refused', async () => {
		const call = newExecution();
		sim.faults.add({ endpoint: 'CreateTask', kind: 'status', status: 422, times: 1 });

		await expect(call('a', 0)).rejects.toThrow(/^Crun refused to create the task\. .*\(422\)/);
		await call('b', 1);

		await expect(call('c', 2)).rejects.toThrow(TOO_EXPENSIVE);
		expect(taskIds(sim)).toHaveLength(1);
	});

	it('is used up by an unconfirmed creation', async () => {
		const call = newExecution();
		sim.faults.add({ endpoint: 'CreateTask', kind: 'resetAfter', times: 1, processed: true });

		await expect(call('a', 0)).rejects.toThrow(
			/^Crun did not confirm whether the task was created\. .*may have been charged/,
		);

		await expect(call('b', 1)).rejects.toThrow(TOO_EXPENSIVE);
	});

	it('is kept when a task fails between the price check and the next status check', async () => {
		const call = newExecution();
		await call('a', 0);
		failAtSecondCheck(sim);

		await expect(call('a', 1)).rejects.toThrow(
			/^The task failed at Crun after its price was checked\. Task .* failed/,
		);

		expect(taskIds(sim)).toHaveLength(1);
	});
});
