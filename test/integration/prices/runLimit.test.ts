import type { INodeParameters } from 'n8n-workflow';
import {
	createInResolution,
	createSora,
	estimateRequests,
	executeNode,
	expectNothingCreated,
	itemsWithDuration,
	messageOf,
	useSimulator,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });

const run = async (parameters: INodeParameters, more: object = {}) =>
	await executeNode({ sim, parameters, ...more });

it('refuses all when all together cost more, before anything is created', async () => {
	for (const continueOnFail of [false, true]) {
		const { json, error } = await run(createSora({ maxCreditsPerRun: 149 }), {
			items: itemsWithDuration(5, 5, 5),
			continueOnFail,
		});
		const words =
			/cost 150 credits together.*Max Credits per Run allows \(149\).*Nothing was created/;
		if (continueOnFail)
			expect(json).toEqual(Array(3).fill({ error: expect.stringMatching(words) as string }));
		else expect(messageOf(error)).toMatch(words);
	}
	expectNothingCreated(sim);
});

it('lets exactly as much through, fractions included', async () => {
	const items = [{ json: {} }, { json: {} }, { json: { resolution: '480p' } }];
	expect((await run(createInResolution({ maxCreditsPerRun: 876.9 }), { items })).json).toHaveLength(
		3,
	);
	expect(sim.ledger.charged()).toBe(876.9);
	expect(estimateRequests(sim)).toEqual([0, 0]);
});

it('does not count an item that is not made anyway', async () => {
	const { json } = await run(createSora({ maxCreditsPerRun: 100, maxCredits: 60 }), {
		items: itemsWithDuration(5, 12, 5, 99),
		continueOnFail: true,
	});
	expect(json.map(({ status }) => status)).toEqual(['pending', undefined, 'pending', undefined]);
	expect(sim.ledger.charged()).toBe(100);
});
