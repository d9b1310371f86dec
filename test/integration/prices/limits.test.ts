import type { INodeParameters } from 'n8n-workflow';
import {
	createInResolution,
	createSora,
	createVidu,
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

describe('Max Credits', () => {
	it('refuses an item that costs more, states both amounts, and creates nothing', async () => {
		const { error } = await run(createSora({ maxCredits: 49.99 }));

		expect(messageOf(error)).toMatch(
			/^The task costs more than Max Credits allows\. .*50 credits.*Max Credits is 49\.99\. Nothing was created/,
		);
		expectNothingCreated(sim);
	});

	it('allows an item that costs exactly as much', async () => {
		const estimated = await run(createSora({ maxCredits: 50 }));
		const listed = await run(createInResolution({ maxCredits: 355.2 }));

		expect(estimated.json).toMatchObject([{ status: 'pending' }]);
		expect(listed.json).toMatchObject([{ status: 'pending' }]);
		expect(sim.ledger.created.map(({ credits }) => credits)).toEqual([50, 355.2]);
	});

	it.each([
		['ByteDance', createInResolution({ maxCredits: 355 })],
		['Vidu', createVidu({ options: { maxCredits: 5 } })],
	])(
		'uses the exact price in the %s catalogue and requests no estimate',
		async (_platform, parameters) => {
			const { error } = await run(parameters);

			expect(messageOf(error)).toContain('Max Credits');
			expect(estimateRequests(sim)).toEqual([0, 0]);
			expectNothingCreated(sim);
		},
	);

	it('applies to the price of the chosen resolution, not of the cheapest', async () => {
		const cheap = await run(createInResolution({ maxCredits: 200 }, { resolution: '480p' }));
		const expensive = await run(createInResolution({ maxCredits: 200 }));

		expect(cheap.error).toBeUndefined();
		expect(messageOf(expensive.error)).toContain('355.2');
	});

	it('refuses only the item that is too expensive, with Continue On Fail', async () => {
		const { json } = await run(createSora({ maxCredits: 100 }), {
			items: itemsWithDuration(5, 11, 10),
			continueOnFail: true,
		});

		expect(json).toMatchObject([
			{ status: 'pending' },
			{ error: expect.stringContaining('110 credits') as string },
			{ status: 'pending' },
		]);
		expect(sim.ledger.created.map(({ credits }) => credits).sort()).toEqual([100, 50]);
	});

	it('creates nothing when one item is too expensive, without Continue On Fail', async () => {
		const { error } = await run(createSora({ maxCredits: 100 }), {
			items: itemsWithDuration(5, 11, 10),
		});

		expect(messageOf(error)).toContain('110 credits');
		expectNothingCreated(sim);
	});

	it('requests every estimate before the first task is created', async () => {
		await run(createSora({ maxCredits: 500 }), { items: itemsWithDuration(4, 5, 6) });

		const order = sim.requests
			.map(({ endpoint }) => endpoint)
			.filter((endpoint) => ['EstimateTask', 'CreateTask'].includes(endpoint));
		expect(order).toEqual([
			'EstimateTask',
			'EstimateTask',
			'EstimateTask',
			'CreateTask',
			'CreateTask',
			'CreateTask',
		]);
	});

	it('sends the same body to EstimateTask as to CreateTask', async () => {
		await run(
			createSora(
				{ maxCredits: 500 },
				{ notify: 'url', callbackUrl: 'https://example.com/callback' },
			),
		);

		expect(sim.requestsTo('EstimateTask').map(({ body }) => body)).toEqual(
			sim.requestsTo('CreateTask').map(({ body }) => body),
		);
	});

	it('can be an expression that sets a limit for each item', async () => {
		const items = [{ json: { duration: 5, budget: 1000 } }, { json: { duration: 12, budget: 60 } }];

		const { json } = await run(createSora({ maxCredits: '={{ $json.budget }}' }), {
			items,
			continueOnFail: true,
		});

		expect(json).toMatchObject([
			{ status: 'pending' },
			{ error: expect.stringContaining('Max Credits') as string },
		]);
	});

	it('accepts a number written as text', async () => {
		const { error } = await run(createSora({ maxCredits: '={{ "49" }}' }));

		expect(messageOf(error)).toContain('Max Credits is 49.');
	});
});

const INVALID_LIMITS = ['0', '-1', '"much"', 'null', 'undefined', '$json.nothing', 'NaN', '[]'];

describe.each(['maxCredits', 'maxCreditsPerRun'])('an invalid value of %s', (limit) => {
	it.each(INVALID_LIMITS)('is refused instead of being treated as no limit: %s', async (value) => {
		const { error } = await run(createSora({ [limit]: `={{ ${value} }}` }));

		expect(messageOf(error)).toMatch(/Max Credits/);
		expect(messageOf(error)).not.toContain('[object');
		expectNothingCreated(sim);
	});
});
