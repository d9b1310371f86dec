import { deepCopy } from 'n8n-workflow';
import {
	createSora,
	estimateRequests,
	executeNode,
	failAtSecondCheck,
	itemsWithDuration,
	messageOf,
	useSimulator,
	type Execution,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });

const items = itemsWithDuration(5, 6); // 50 and 60 credits
const POLL = { waitMode: 'poll' };
const impatient = (limits: object) => ({
	pollIntervalSeconds: 0.2,
	timeoutMinutes: 0.01,
	...limits,
});

/** Creates the tasks and times out before they are finished. */
const runOnce = async () =>
	await executeNode({ sim, items, parameters: createSora(impatient({}), POLL) });
/** Retries that execution with other limits. */
const retry = async (earlier: Execution, limits: object) =>
	await executeNode({
		sim,
		items,
		parameters: createSora(impatient(limits), POLL),
		runData: deepCopy(earlier.runData),
		executionId: '78',
	});
const finishAllTasks = (status: 'success' | 'failed') => {
	for (const { task_id: id } of sim.ledger.created) sim.tasks.finish(id, status);
};

describe('a retry with a credit limit', () => {
	it.each([{ maxCredits: 1 }, { maxCreditsPerRun: 1 }])(
		'resumes existing tasks whatever the limit is (%o), because they are already paid for',
		async (limit) => {
			const earlier = await runOnce();
			finishAllTasks('success');

			const { json, error } = await retry(earlier, limit);

			expect(error).toBeUndefined();
			expect(json.map(({ status }) => status)).toEqual(['success', 'success']);
			expect(sim.ledger.created).toHaveLength(2);
			expect(estimateRequests(sim)).toEqual([0, 0]);
		},
	);

	it('counts only the tasks that are still to be created towards Max Credits per Run', async () => {
		sim.faults.add({
			endpoint: 'CreateTask',
			kind: 'status',
			status: 422,
			when: ({ body }) => JSON.stringify(body).includes('6'),
		});
		const earlier = await runOnce();
		sim.faults.clear();
		finishAllTasks('success');

		const refused = await retry(earlier, { maxCreditsPerRun: 59 });
		expect(messageOf(refused.error)).toMatch(/60 credits together/);
		expect(sim.ledger.created).toHaveLength(1);

		await retry(earlier, { maxCreditsPerRun: 60 });
		expect(sim.ledger.created).toHaveLength(2);
	});

	it('applies Max Credits to a task that replaces a failed one', async () => {
		const earlier = await runOnce();
		finishAllTasks('failed');

		const { error } = await retry(earlier, { maxCredits: 1 });

		expect(messageOf(error)).toContain('Max Credits');
		expect(sim.ledger.created).toHaveLength(2);
	});

	it('replaces either all failed tasks or none, under Max Credits per Run', async () => {
		const earlier = await runOnce();
		finishAllTasks('failed');

		const { error } = await retry(earlier, { maxCreditsPerRun: 100 });

		expect(messageOf(error)).toMatch(/110 credits together/);
		expect(sim.ledger.created).toHaveLength(2);
	});

	it('creates the tasks that a lower limit refused before', async () => {
		const refused = await executeNode({ sim, items, parameters: createSora({ maxCredits: 1 }) });
		expect(messageOf(refused.error)).toContain('Max Credits');

		const { json } = await executeNode({
			sim,
			items,
			parameters: createSora({ maxCredits: 100 }),
			runData: deepCopy(refused.runData),
			executionId: '78',
		});

		expect(json.map(({ status }) => status)).toEqual(['pending', 'pending']);
	});

	it('requests no price for an unconfirmed task, which stays unconfirmed', async () => {
		sim.faults.add({ endpoint: 'CreateTask', kind: 'resetAfter' });
		const earlier = await executeNode({ sim, parameters: createSora({ maxCredits: 100 }) });
		sim.faults.clear();

		const { error } = await executeNode({
			sim,
			parameters: createSora({ maxCredits: 1 }),
			runData: deepCopy(earlier.runData),
		});

		expect(messageOf(error)).toMatch(
			/^An earlier attempt to create this task was not confirmed\. .*may have been charged.*Resend Unconfirmed Tasks/,
		);
		expect(sim.requestsTo('CreateTask')).toHaveLength(1);
	});

	it('does not replace a task that fails after the price check, because its price was not checked', async () => {
		const oneItem = itemsWithDuration(5);
		const earlier = await executeNode({ sim, items: oneItem, parameters: createSora({}) });
		failAtSecondCheck(sim);

		const { error } = await executeNode({
			sim,
			items: oneItem,
			parameters: createSora({ maxCredits: 1 }),
			runData: deepCopy(earlier.runData),
		});

		expect(messageOf(error)).toBe(
			`The task failed at Crun after its price was checked. Task ${sim.ledger.created[0]?.task_id} failed, and no other task was created in its place. Executing this step again creates and pays for a new task.`,
		);
		expect(sim.ledger.created).toHaveLength(1);
	});
});
