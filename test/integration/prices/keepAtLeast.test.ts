import { createRunExecutionData } from 'n8n-workflow';
import {
	BATTLE_PRICE,
	createFromPhotos,
	createSora,
	executeAsTool,
	executeNode,
	expectNothingCreated,
	messageOf,
	photos,
	taskIds,
	useSimulator,
} from '../support';

const sim = useSimulator({ balance: 1000, taskTimings: 'manual' });

const run = async (keepAtLeast: number | string | null, names: string[], continueOnFail = false) =>
	await executeNode({
		sim,
		items: photos(...names),
		parameters: createFromPhotos('none', { keepAtLeast }),
		continueOnFail,
	});

describe('Keep At Least', () => {
	it('creates the tasks if the balance stays at the floor', async () => {
		const { error } = await run(1000 - 2 * BATTLE_PRICE, ['a', 'b']);
		expect(error).toBeUndefined();
		expect(taskIds(sim)).toHaveLength(2);
	});

	it('creates nothing if all tasks together would leave less', async () => {
		const { error } = await run(289.61, ['a', 'b']);
		expect(messageOf(error)).toBe(
			'The tasks would leave less than Keep At Least in the account. The account has 1000 credits, the tasks would cost 710.4 together, and Keep At Least is 289.61. Nothing was created.',
		);
		expectNothingCreated(sim);
	});

	it('also creates nothing when the node continues on fail', async () => {
		const { json } = await run(500, ['a', 'b'], true);
		expect(json).toHaveLength(2);
		for (const { error } of json) expect(error).toMatch(/Keep At Least/);
		expectNothingCreated(sim);
	});

	it('of 0 allows what the account can pay', async () => {
		expect((await run(0, ['a', 'b'])).error).toBeUndefined();
		expect((await run(0, ['c'])).error).toBeDefined(); // 289.6 credits are left
		expect(taskIds(sim)).toHaveLength(2);
	});

	it('protects the balance across executions', async () => {
		await run(300, ['a']);
		expect((await run(300, ['b'])).error).toBeDefined();
		expect(taskIds(sim)).toHaveLength(1);
	});

	it('creates nothing if the balance cannot be read', async () => {
		sim.faults.add({ endpoint: 'balance', kind: 'status', status: 403 });
		const { error } = await run(1, ['a']);
		expect(messageOf(error)).toMatch(
			/^The balance is not known, so nothing was created\. Keep At Least is set/,
		);
		expectNothingCreated(sim);
	});

	it('asks for an estimate where the catalog has no price', async () => {
		const { error } = await executeNode({ sim, parameters: createSora({ keepAtLeast: 951 }) });
		expect(messageOf(error)).toMatch(/cost 50 together/);
		expectNothingCreated(sim);
	});

	it.each([-1, 'much', null])('is refused before anything is sent: %j', async (keepAtLeast) => {
		const { error } = await run(keepAtLeast, ['a']);
		expect(messageOf(error)).toMatch(/^Keep At Least \(Credits\) is not valid\./);
		expectNothingCreated(sim);
	});

	it('lets those of an agent’s simultaneous calls through that fit, and counts them for the others', async () => {
		// All three have been approved before the first balance arrives.
		sim.faults.add({ endpoint: 'balance', kind: 'latency', ms: 300 });
		const runData = createRunExecutionData({});
		const call = async (photo: string, runIndex: number) =>
			await executeAsTool('tool node', {
				sim,
				items: photos(photo),
				parameters: createFromPhotos('none', { keepAtLeast: 300 }, { maxCreditsPerRun: 5000 }),
				runData,
				runIndex,
			});
		const ended = await Promise.allSettled([call('a', 0), call('b', 1), call('c', 2)]);
		expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
		expect(taskIds(sim)).toHaveLength(1);
	});

	it('is part of a dry run’s answer', async () => {
		const { json } = await executeNode({
			sim,
			items: photos('a'),
			parameters: createFromPhotos('none', { dryRun: true, keepAtLeast: 900 }),
		});
		expect(json).toMatchObject([{ balance: 1000, affordable: false, run_affordable: false }]);
	});
});
