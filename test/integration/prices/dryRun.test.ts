import type { INodeParameters } from 'n8n-workflow';
import {
	createInResolution,
	createSora,
	createVidu,
	EASTER_PRICE,
	executeNode,
	expectNothingCreated,
	itemsWithDuration,
	messageOf,
	SORA_PRICE,
	useSimulator,
} from '../support';

const sim = useSimulator({ balance: 400 });

const DRY = { dryRun: true };

describe('a dry run', () => {
	it.each<[string, INodeParameters, string, number]>([
		['a model', createSora(DRY), 'openai/sora-2', SORA_PRICE],
		['a ByteDance template', createInResolution(DRY), 'bytedance/template', 355.2],
		['a Vidu template', createVidu({ options: DRY }), 'vidu/template', EASTER_PRICE],
	])(
		'of %s returns price, balance and affordability, and creates nothing',
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

	it('adds up the prices of the run, which may be too expensive although each item is affordable', async () => {
		const items = itemsWithDuration(12, 12, 12, 4);

		const affordable = await executeNode({ sim, items, parameters: createSora(DRY) });
		sim.settings.balance = 399.9;
		const tooExpensive = await executeNode({ sim, items, parameters: createSora(DRY) });

		expect(
			affordable.json.map((item) => [
				item.estimated_credits,
				item.affordable,
				item.run_estimated_credits,
				item.run_affordable,
			]),
		).toEqual([120, 120, 120, 40].map((price) => [price, true, 400, true]));
		expect(tooExpensive.json.map((item) => [item.affordable, item.run_affordable])).toEqual(
			Array(4).fill([true, false]),
		);
		expect(sim.requestsTo('balance')).toHaveLength(2); // once per run
		expectNothingCreated(sim);
	});

	it('adds up fractions of a credit without rounding errors', async () => {
		const { json } = await executeNode({
			sim,
			items: [{ json: {} }, { json: {} }, { json: { resolution: '480p' } }],
			parameters: createInResolution(DRY),
		});

		expect(json[0]?.run_estimated_credits).toBe(876.9);
		expect(json[0]).toMatchObject({ affordable: true, run_affordable: false });
	});

	it('returns an error for an invalid item and prices for the others, with Continue On Fail', async () => {
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

	it.each(['poll', 'suspend'])(
		'does not wait, and needs neither a callback nor a public URL (Wait For Result: %s)',
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

	it('leaves nothing behind that a real run would mistake for a task', async () => {
		const dry = await executeNode({ sim, parameters: createSora(DRY) });
		const real = await executeNode({ sim, parameters: createSora({}), runData: dry.runData });

		expect(real.json).toMatchObject([{ status: 'pending' }]);
		expect(sim.ledger.created).toHaveLength(1);
	});
});

describe('Dry Run', () => {
	it.each(['"true"', '1', '"yes"', 'null'])(
		'creates nothing when its expression returns %s instead of true or false',
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
});
