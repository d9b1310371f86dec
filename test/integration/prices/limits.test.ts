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
	it('refuses what costs more, naming both, and creates nothing', async () => {
		expect(messageOf((await run(createSora({ maxCredits: 49.99 }))).error)).toMatch(
			/cost 50 credits.*Max Credits allows \(49\.99\).*Nothing was created/,
		);
		expectNothingCreated(sim);
	});

	it('lets through what costs exactly as much', async () => {
		expect((await run(createSora({ maxCredits: 50 }))).json).toMatchObject([{ status: 'pending' }]);
		expect((await run(createInResolution({ maxCredits: 355.2 }))).json).toMatchObject([
			{ status: 'pending' },
		]);
		expect(sim.ledger.created.map(({ credits }) => credits)).toEqual([50, 355.2]);
	});

	it.each([
		['ByteDance', createInResolution({ maxCredits: 355 })],
		['Vidu', createVidu({ options: { maxCredits: 5 } })],
	])(
		'takes an exact price from the catalogue, without asking for an estimate (%s)',
		async (_platform, parameters) => {
			expect(messageOf((await run(parameters)).error)).toContain('Max Credits');
			expect(estimateRequests(sim)).toEqual([0, 0]);
			expectNothingCreated(sim);
		},
	);

	it('is about the chosen resolution, not the cheapest', async () => {
		expect(
			(await run(createInResolution({ maxCredits: 200 }, { resolution: '480p' }))).error,
		).toBeUndefined();
		expect(messageOf((await run(createInResolution({ maxCredits: 200 }))).error)).toContain(
			'355.2',
		);
	});

	it('is held against each item: with "continue on fail" only the dear one is refused', async () => {
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

	it('without it, one dear item means that nothing is created', async () => {
		expect(
			messageOf(
				(await run(createSora({ maxCredits: 100 }), { items: itemsWithDuration(5, 11, 10) })).error,
			),
		).toContain('110 credits');
		expectNothingCreated(sim);
	});

	it('asks for every price before the first task is created', async () => {
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

	it('sends to the estimate what it then sends to CreateTask', async () => {
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

	it('an expression is each item’s own limit', async () => {
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
});

const NO_LIMIT = ['0', '-1', '"much"', 'null', 'undefined', '$json.nothing', 'NaN', '[]'];

it.each(
	['maxCredits', 'maxCreditsPerRun'].flatMap((name) =>
		NO_LIMIT.map((value) => [name, value] as const),
	),
)(
	'a limit that is none (%s: %s) creates nothing, instead of counting as no limit',
	async (name, value) => {
		const { error } = await run(createSora({ [name]: `={{ ${value} }}` }));
		expect(messageOf(error)).toMatch(/Max Credits/);
		expect(messageOf(error)).not.toContain('[object');
		expectNothingCreated(sim);
	},
);

it('text that is a number is one', async () => {
	expect(messageOf((await run(createSora({ maxCredits: '={{ "49" }}' }))).error)).toContain('(49)');
});
