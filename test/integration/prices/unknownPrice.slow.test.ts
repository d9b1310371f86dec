import type { FaultKind } from '../../../dev/simulator';
import {
	createInResolution,
	createSora,
	estimateRequests,
	executeNode,
	expectNothingCreated,
	messageOf,
	useSimulator,
} from '../support';

jest.setTimeout(30_000); // reads are retried for up to 7.5 s

const sim = useSimulator({ taskTimings: 'manual' });

const UNKNOWN_PRICE =
	/^The price is not known, so nothing was created\. .*(Could not|refused to) estimate the price/;
const ESTIMATES = ['EstimateTask', 'estimate-credits'] as const;
const LIMITED = { maxCredits: 1000 };
const LIMITS = [LIMITED, { maxCreditsPerRun: 1000 }];
const FAULTS: Array<[string, FaultKind]> = [
	['is switched off', { kind: 'codeInOk', code: 505, message: 'switched off' }],
	[
		'returns no number',
		{ kind: 'body', body: { code: 200, data: { estimated_credits: 'cheap', credits: 'cheap' } } },
	],
	['returns no data', { kind: 'dataNull' }],
];

describe('when the price estimate fails', () => {
	it.each(FAULTS)(
		'creates nothing under a limit, and requests no estimate without one (estimate %s)',
		async (_what, fault) => {
			for (const endpoint of ESTIMATES) sim.faults.add({ endpoint, ...fault });

			for (const limit of LIMITS) {
				const { error } = await executeNode({ sim, parameters: createSora(limit) });
				expect(messageOf(error)).toMatch(UNKNOWN_PRICE);
			}
			expectNothingCreated(sim);

			const unlimited = await executeNode({ sim, parameters: createSora({}) });
			expect(unlimited.json).toMatchObject([{ status: 'pending' }]);
			expect(sim.ledger.created).toHaveLength(1);
		},
	);

	it('creates nothing when the endpoint answers HTTP 500 to every attempt', async () => {
		for (const endpoint of ESTIMATES) sim.faults.add({ endpoint, kind: 'status', status: 500 });

		const { error } = await executeNode({ sim, parameters: createSora(LIMITED) });

		expect(messageOf(error)).toMatch(UNKNOWN_PRICE);
		expectNothingCreated(sim);
	});

	it('retries after a single HTTP 503', async () => {
		sim.faults.add({ endpoint: 'EstimateTask', kind: 'status', status: 503, times: 1 });

		const { json } = await executeNode({ sim, parameters: createSora(LIMITED) });

		expect(json).toMatchObject([{ status: 'pending' }]);
	});

	it('reports that a limit is set and that nothing was created, when Crun has no estimate at all', async () => {
		sim.settings.estimates = 'none';

		const { error } = await executeNode({ sim, parameters: createSora(LIMITED) });

		expect(estimateRequests(sim)).toEqual([1, 1]);
		const message = messageOf(error);
		expect(message).toMatch(UNKNOWN_PRICE);
		expect(message).toMatch(/Max Credits is set.*remove the limit/);
		expectNothingCreated(sim);
	});

	it('refuses only the item without a price, with Continue On Fail and Max Credits per Run', async () => {
		for (const endpoint of ESTIMATES)
			sim.faults.add({
				endpoint,
				kind: 'codeInOk',
				code: 505,
				when: ({ body }) => JSON.stringify(body).includes('"unpriced"'),
			});

		const { json } = await executeNode({
			sim,
			items: [{ json: { prompt: 'priced' } }, { json: { prompt: 'unpriced' } }],
			parameters: createSora({ maxCreditsPerRun: 1000 }),
			continueOnFail: true,
		});

		expect(json).toMatchObject([
			{ status: 'pending' },
			{ error: expect.stringMatching(UNKNOWN_PRICE) as string },
		]);
		expect(sim.ledger.created.map(({ input }) => input.prompt)).toEqual(['priced']);
	});
});

it('estimates the price of a template whose catalogue entry lists none', async () => {
	const entry = sim.catalogues.bytedance[0];
	if (typeof entry === 'object' && entry !== null)
		Object.assign(entry, {
			ConsumeItems: [{ Resolution: '480p', Credit: 100 }, { Resolution: '720p' }],
		});

	const { error } = await executeNode({ sim, parameters: createInResolution({ maxCredits: 5 }) });

	expect(estimateRequests(sim)).toEqual([1, 0]);
	expect(messageOf(error)).toContain('Max Credits');
});
