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

describe('Max Credits per Run', () => {
	it.each([false, true])(
		'refuses all items that together cost more, before anything is created (Continue On Fail: %s)',
		async (continueOnFail) => {
			const { json, error } = await run(createSora({ maxCreditsPerRun: 149 }), {
				items: itemsWithDuration(5, 5, 5),
				continueOnFail,
			});

			const refusal =
				/^The tasks cost more than Max Credits per Run allows\. .*150 credits together.*Max Credits per Run is 149\. Nothing was created/;
			if (continueOnFail)
				expect(json).toEqual(Array(3).fill({ error: expect.stringMatching(refusal) as string }));
			else expect(messageOf(error)).toMatch(refusal);
			expectNothingCreated(sim);
		},
	);

	it('allows items that together cost exactly as much, including fractions of a credit', async () => {
		const items = [{ json: {} }, { json: {} }, { json: { resolution: '480p' } }];

		const { json } = await run(createInResolution({ maxCreditsPerRun: 876.9 }), { items });

		expect(json).toHaveLength(3);
		expect(sim.ledger.charged()).toBe(876.9);
		expect(estimateRequests(sim)).toEqual([0, 0]);
	});

	it('does not count items that are refused for another reason', async () => {
		const { json } = await run(createSora({ maxCreditsPerRun: 100, maxCredits: 60 }), {
			items: itemsWithDuration(5, 12, 5, 99),
			continueOnFail: true,
		});

		expect(json.map(({ status }) => status)).toEqual(['pending', undefined, 'pending', undefined]);
		expect(sim.ledger.charged()).toBe(100);
	});
});
