import {
	createInResolution,
	createSora,
	estimateRequests,
	executeNode,
	expectNothingCreated,
	messageOf,
	SORA_PRICE,
	useSimulator,
} from '../support';

const sim = useSimulator({ balance: 400 });

const DRY = { dryRun: true };

describe('the price in a dry run', () => {
	it.each([
		['both', 1, 0],
		['estimate-credits', 1, 1],
	] as const)(
		'uses the estimate endpoints that exist (%s)',
		async (estimates, requestsToNewer, requestsToOlder) => {
			sim.settings.estimates = estimates;

			const { json } = await executeNode({ sim, parameters: createSora(DRY) });

			expect(json).toMatchObject([{ estimated_credits: SORA_PRICE }]);
			expect(estimateRequests(sim)).toEqual([requestsToNewer, requestsToOlder]);
		},
	);

	it('fails for a model when Crun has no estimate, but still returns the exact price of a template', async () => {
		sim.settings.estimates = 'none';

		const ofModel = await executeNode({ sim, parameters: createSora(DRY) });
		const ofTemplate = await executeNode({ sim, parameters: createInResolution(DRY) });

		expect(messageOf(ofModel.error)).toMatch(/estimate the price/);
		expect(ofTemplate.json).toMatchObject([{ estimated_credits: 355.2 }]);
		expectNothingCreated(sim);
	});

	it('uses the estimate when the catalogue is unavailable', async () => {
		sim.faults.add({ endpoint: 'bytedance-templates', kind: 'codeInOk', code: 505 });

		const { json } = await executeNode({ sim, parameters: createInResolution(DRY) });

		expect(json).toMatchObject([{ estimated_credits: 355.2 }]);
		expect(estimateRequests(sim)).toEqual([1, 0]);
	});

	it('reports Crun’s own message about an invalid input', async () => {
		const { error } = await executeNode({
			sim,
			parameters: createSora(DRY, {
				input: { mappingMode: 'defineBelow', value: { prompt: 'x'.repeat(2001) } },
			}),
		});

		expect(messageOf(error)).toMatch(/input\.prompt/);
		expectNothingCreated(sim);
	});
});
