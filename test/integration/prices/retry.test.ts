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

const items = itemsWithDuration(5, 6);
const POLL = { waitMode: 'poll' };
const fast = (options: object) => ({ pollIntervalSeconds: 0.2, timeoutMinutes: 0.01, ...options });
const first = async () => await executeNode({ sim, items, parameters: createSora(fast({}), POLL) });
const retry = async (before: Execution, options: object) =>
	await executeNode({
		sim,
		items,
		parameters: createSora(fast(options), POLL),
		runData: deepCopy(before.runData),
		executionId: '78',
	});

it.each([{ maxCredits: 1 }, { maxCreditsPerRun: 1 }])(
	'tasks that exist are taken up whatever the limit (%o): they are paid already',
	async (limit) => {
		const before = await first(); // timed out: both tasks exist
		for (const { task_id: id } of sim.ledger.created) sim.tasks.finish(id, 'success');
		const { json, error } = await retry(before, limit);
		expect(error).toBeUndefined();
		expect(json.map(({ status }) => status)).toEqual(['success', 'success']);
		expect(sim.ledger.created).toHaveLength(2);
		expect(estimateRequests(sim)).toEqual([0, 0]);
	},
);

it('only what is still to be made counts against the run’s limit', async () => {
	sim.faults.add({
		endpoint: 'CreateTask',
		kind: 'status',
		status: 422,
		when: ({ body }) => JSON.stringify(body).includes('6'),
	});
	const before = await first();
	sim.faults.clear();
	for (const { task_id: id } of sim.ledger.created) sim.tasks.finish(id, 'success');
	expect(messageOf((await retry(before, { maxCreditsPerRun: 59 })).error)).toMatch(
		/60 credits together/,
	);
	expect(sim.ledger.created).toHaveLength(1);
	await retry(before, { maxCreditsPerRun: 60 });
	expect(sim.ledger.created).toHaveLength(2);
});

it('a task that failed is bought again, so its price is held against the limit again', async () => {
	const before = await first();
	for (const { task_id: id } of sim.ledger.created) sim.tasks.finish(id, 'failed');
	const { error } = await retry(before, { maxCredits: 1 });
	expect(messageOf(error)).toContain('Max Credits');
	expect(sim.ledger.created).toHaveLength(2);
});

it('failed tasks are bought again together or not at all', async () => {
	const before = await first();
	for (const { task_id: id } of sim.ledger.created) sim.tasks.finish(id, 'failed');
	const { error } = await retry(before, { maxCreditsPerRun: 100 });
	expect(messageOf(error)).toMatch(/110 credits together/);
	expect(sim.ledger.created).toHaveLength(2);
});

it('a refusal because of the limit leaves nothing that stands in the way of a retry with a higher one', async () => {
	const before = await executeNode({ sim, items, parameters: createSora({ maxCredits: 1 }) });
	expect(messageOf(before.error)).toContain('Max Credits');
	const { json } = await executeNode({
		sim,
		items,
		parameters: createSora({ maxCredits: 100 }),
		runData: deepCopy(before.runData),
		executionId: '78',
	});
	expect(json.map(({ status }) => status)).toEqual(['pending', 'pending']);
});

it('an unclear creation stays unclear, and is not priced', async () => {
	sim.faults.add({ endpoint: 'CreateTask', kind: 'resetAfter' });
	const before = await executeNode({ sim, parameters: createSora({ maxCredits: 100 }) });
	sim.faults.clear();
	const { error } = await executeNode({
		sim,
		parameters: createSora({ maxCredits: 1 }),
		runData: deepCopy(before.runData),
	});
	expect(messageOf(error)).toContain('no clear answer');
	expect(sim.requestsTo('CreateTask')).toHaveLength(1);
});

it('a task that fails just after its price was looked at is not replaced: its price was not held against the limit', async () => {
	const one = itemsWithDuration(5);
	const before = await executeNode({ sim, items: one, parameters: createSora({}) });
	failAtSecondCheck(sim);
	const { error } = await executeNode({
		sim,
		items: one,
		parameters: createSora({ maxCredits: 1 }),
		runData: deepCopy(before.runData),
	});
	expect(messageOf(error)).toMatch(/failed at Crun after its price was looked at/);
	expect(sim.ledger.created).toHaveLength(1);
});
