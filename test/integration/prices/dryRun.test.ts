import type { INodeParameters } from 'n8n-workflow';
import {
	createInResolution,
	createSora,
	createVidu,
	EASTER_PRICE,
	estimateRequests,
	executeNode,
	expectNothingCreated,
	itemsWithDuration,
	messageOf,
	SORA_PRICE,
	useSimulator,
} from '../support';

const sim = useSimulator({ balance: 400 });

const DRY = { dryRun: true };

it.each<[string, INodeParameters, string, number]>([
	['a model', createSora(DRY), 'openai/sora-2', SORA_PRICE],
	['a ByteDance template', createInResolution(DRY), 'bytedance/template', 355.2],
	['a Vidu template', createVidu({ options: DRY }), 'vidu/template', EASTER_PRICE],
])(
	'%s: says price, balance and whether it is enough, and creates nothing',
	async (_what, parameters, model, price) => {
		const { json, items, error } = await executeNode({ sim, parameters });
		expect(error).toBeUndefined();
		expect(json).toEqual([
			{
				dry_run: true,
				model,
				estimated_credits: price,
				balance: 400,
				affordable: true,
				run_estimated_credits: price,
				run_affordable: true,
			},
		]);
		expect(items[0]?.pairedItem).toEqual({ item: 0 });
		expectNothingCreated(sim);
		expect(sim.settings.balance).toBe(400);
	},
);

it('adds up the run: each may be affordable when all together are not', async () => {
	const { json } = await executeNode({
		sim,
		items: itemsWithDuration(12, 12, 12, 4),
		parameters: createSora(DRY),
	});
	expect(
		json.map((one) => [
			one.estimated_credits,
			one.affordable,
			one.run_estimated_credits,
			one.run_affordable,
		]),
	).toEqual([120, 120, 120, 40].map((price) => [price, true, 400, true]));
	sim.settings.balance = 399.9;
	const again = await executeNode({
		sim,
		items: itemsWithDuration(12, 12, 12, 4),
		parameters: createSora(DRY),
	});
	expect(again.json.map(({ affordable, run_affordable }) => [affordable, run_affordable])).toEqual(
		Array(4).fill([true, false]),
	);
	expect(sim.requestsTo('balance')).toHaveLength(2); // once a run
	expectNothingCreated(sim);
});

it('sums of fractions have no dust', async () => {
	const { json } = await executeNode({
		sim,
		items: [{ json: {} }, { json: {} }, { json: { resolution: '480p' } }],
		parameters: createInResolution(DRY),
	});
	expect(json[0]?.run_estimated_credits).toBe(876.9);
	expect(json[0]).toMatchObject({ affordable: true, run_affordable: false });
});

it.each([
	['both', 1, 0],
	['estimate-credits', 1, 1],
] as const)('understands the estimates there are (%s)', async (estimates, newer, older) => {
	sim.settings.estimates = estimates;
	const { json } = await executeNode({ sim, parameters: createSora(DRY) });
	expect(json).toMatchObject([{ estimated_credits: SORA_PRICE }]);
	expect(estimateRequests(sim)).toEqual([newer, older]);
});

it('without any estimate says so, and a template’s exact price is told all the same', async () => {
	sim.settings.estimates = 'none';
	expect(messageOf((await executeNode({ sim, parameters: createSora(DRY) })).error)).toMatch(
		/estimate the price/,
	);
	expect((await executeNode({ sim, parameters: createInResolution(DRY) })).json).toMatchObject([
		{ estimated_credits: 355.2 },
	]);
	expectNothingCreated(sim);
});

it('where the catalogue cannot be asked, the estimate tells', async () => {
	sim.faults.add({ endpoint: 'bytedance-templates', kind: 'codeInOk', code: 505 });
	expect((await executeNode({ sim, parameters: createInResolution(DRY) })).json).toMatchObject([
		{ estimated_credits: 355.2 },
	]);
	expect(estimateRequests(sim)).toEqual([1, 0]);
});

it('a bad item is its own error, and the others are still told', async () => {
	const { json } = await executeNode({
		sim,
		items: itemsWithDuration(5, 99, 6),
		parameters: createSora(DRY),
		continueOnFail: true,
	});
	expect(json).toMatchObject([
		{ estimated_credits: 50, run_estimated_credits: 110 },
		{ error: expect.stringContaining('Duration') as string },
		{ estimated_credits: 60 },
	]);
});

it('what Crun has against the input is told in its words', async () => {
	const { error } = await executeNode({
		sim,
		parameters: createSora(DRY, {
			input: { mappingMode: 'defineBelow', value: { prompt: 'x'.repeat(2001) } },
		}),
	});
	expect(messageOf(error)).toMatch(/input\.prompt/);
	expectNothingCreated(sim);
});

it.each(['poll', 'suspend'])(
	'needs no waiting, no callback, and no public address (%s)',
	async (waitMode) => {
		const { json, error, waitTill } = await executeNode({
			sim,
			parameters: createSora(DRY, { waitMode }),
		});
		expect(error).toBeUndefined();
		expect(waitTill).toBeUndefined();
		expect(json).toMatchObject([{ dry_run: true }]);
	},
);

it('leaves nothing behind that a real run would take for a task', async () => {
	const dry = await executeNode({ sim, parameters: createSora(DRY) });
	const real = await executeNode({ sim, parameters: createSora({}), runData: dry.runData });
	expect(real.json).toMatchObject([{ status: 'pending' }]);
	expect(sim.ledger.created).toHaveLength(1);
});

it.each(['"true"', '1', '"yes"', 'null'])(
	'an expression that gives %s instead of true or false creates nothing unasked',
	async (value) => {
		const { error, json } = await executeNode({
			sim,
			parameters: createSora({ dryRun: `={{ ${value} }}` }),
		});
		if (error === undefined) expect(json).toMatchObject([{ dry_run: true }]);
		else expect(messageOf(error)).toContain('Dry Run');
		expectNothingCreated(sim);
	},
);
