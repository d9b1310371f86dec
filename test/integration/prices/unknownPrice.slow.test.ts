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

jest.setTimeout(30_000); // reads are tried again for up to 7.5 s

const sim = useSimulator({ taskTimings: 'manual' });

const LIMITS = [{ maxCredits: 1000 }, { maxCreditsPerRun: 1000 }];
const FAULTS: Array<[string, FaultKind]> = [
	['is switched off', { kind: 'codeInOk', code: 505, message: 'switched off' }],
	['says no number', { kind: 'body', body: { code: 200, data: { estimated_credits: 'cheap' } } }],
	['says nothing', { kind: 'dataNull' }],
];

it.each(FAULTS)(
	'an estimate that %s: with a limit nothing is created, without one it is not even asked',
	async (_what, fault) => {
		sim.faults.add({ endpoint: 'EstimateTask', ...fault });
		for (const options of LIMITS) {
			const message = messageOf(
				(await executeNode({ sim, parameters: createSora(options) })).error,
			);
			expect(message).toMatch(/estimate the price/);
		}
		expectNothingCreated(sim);
		expect((await executeNode({ sim, parameters: createSora({}) })).json).toMatchObject([
			{ status: 'pending' },
		]);
		expect(sim.ledger.created).toHaveLength(1);
	},
);

it('the same when it is down for a while', async () => {
	sim.faults.add({ endpoint: 'EstimateTask', kind: 'status', status: 500 });
	expect(
		messageOf((await executeNode({ sim, parameters: createSora({ maxCredits: 1000 }) })).error),
	).toMatch(/estimate the price/);
	expectNothingCreated(sim);
});

it('a hiccup is waited out', async () => {
	sim.faults.add({ endpoint: 'EstimateTask', kind: 'status', status: 503, times: 1 });
	expect(
		(await executeNode({ sim, parameters: createSora({ maxCredits: 1000 }) })).json,
	).toMatchObject([{ status: 'pending' }]);
});

it('no estimate at all: the error says that a limit was set, and that nothing was created', async () => {
	sim.settings.estimates = 'none';
	const message = messageOf(
		(await executeNode({ sim, parameters: createSora({ maxCredits: 1000 }) })).error,
	);
	expect(estimateRequests(sim)).toEqual([1, 1]);
	expect(message).toMatch(/estimate the price/);
	expect(message).toMatch(/Nothing was created/);
	expect(message).toMatch(/Max Credits/);
	expectNothingCreated(sim);
});

it('one item’s price that cannot be had: the run’s limit cannot be kept, so only that item is refused when its share is unknown', async () => {
	sim.faults.add({
		endpoint: 'EstimateTask',
		kind: 'codeInOk',
		code: 505,
		when: ({ body }) => JSON.stringify(body).includes('"dear"'),
	});
	const items = [{ json: { prompt: 'cheap' } }, { json: { prompt: 'dear' } }];
	const { json } = await executeNode({
		sim,
		items,
		parameters: createSora({ maxCreditsPerRun: 1000 }),
		continueOnFail: true,
	});
	expect(json).toMatchObject([
		{ status: 'pending' },
		{ error: expect.stringMatching(/estimate the price/) as string },
	]);
	expect(sim.ledger.created.map(({ input }) => input.prompt)).toEqual(['cheap']);
});

it('a template whose catalogue names no price is estimated', async () => {
	const entry = sim.catalogues.bytedance[0];
	if (typeof entry === 'object' && entry !== null)
		Object.assign(entry, {
			ConsumeItems: [{ Resolution: '480p', Credit: 100 }, { Resolution: '720p' }],
		});
	const { error } = await executeNode({ sim, parameters: createInResolution({ maxCredits: 5 }) });
	expect(estimateRequests(sim)).toEqual([1, 0]);
	expect(messageOf(error)).toContain('Max Credits');
});
