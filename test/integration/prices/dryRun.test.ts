import type { INodeParameters } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../../../dev/simulator';
import { executeNode, messageOf } from '../support';
import {
	asked,
	battleFor,
	easterFor,
	EASTER_PRICE,
	expectNothingCreated,
	lasting,
	sora,
	SORA_PRICE,
} from './tools';

let sim: Simulator;
beforeAll(async () => {
	sim = await startSimulator({ balance: 400 });
});
beforeEach(() => sim.reset());
afterAll(async () => await sim.stop());

const DRY = { dryRun: true };

describe('a dry run', () => {
	it.each<[string, INodeParameters, string, number]>([
		['a model', sora(DRY), 'openai/sora-2', SORA_PRICE],
		['a ByteDance template', battleFor(DRY), 'bytedance/template', 355.2],
		['a Vidu template', easterFor(DRY), 'vidu/template', EASTER_PRICE],
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
		const items = lasting(12, 12, 12, 4);

		const affordable = await executeNode({ sim, items, parameters: sora(DRY) });
		sim.settings.balance = 399.9;
		const tooExpensive = await executeNode({ sim, items, parameters: sora(DRY) });

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
			parameters: battleFor(DRY),
		});

		expect(json[0]?.run_estimated_credits).toBe(876.9);
		expect(json[0]).toMatchObject({ affordable: true, run_affordable: false });
	});

	it.each([
		['both', 1, 0],
		['estimate-credits', 1, 1],
	] as const)(
		'uses the estimate endpoints that exist (%s)',
		async (estimates, requestsToNewer, requestsToOlder) => {
			sim.settings.estimates = estimates;

			const { json } = await executeNode({ sim, parameters: sora(DRY) });

			expect(json).toMatchObject([{ estimated_credits: SORA_PRICE }]);
			expect(asked(sim)).toEqual([requestsToNewer, requestsToOlder]);
		},
	);

	it('fails for a model when Crun has no estimate, but still returns the exact price of a template', async () => {
		sim.settings.estimates = 'none';

		const ofModel = await executeNode({ sim, parameters: sora(DRY) });
		const ofTemplate = await executeNode({ sim, parameters: battleFor(DRY) });

		expect(messageOf(ofModel.error)).toMatch(/estimate the price/);
		expect(ofTemplate.json).toMatchObject([{ estimated_credits: 355.2 }]);
		expectNothingCreated(sim);
	});

	it('uses the estimate when the catalogue is unavailable', async () => {
		sim.faults.add({ endpoint: 'bytedance-templates', kind: 'codeInOk', code: 505 });

		const { json } = await executeNode({ sim, parameters: battleFor(DRY) });

		expect(json).toMatchObject([{ estimated_credits: 355.2 }]);
		expect(asked(sim)).toEqual([1, 0]);
	});

	it('returns an error for an invalid item and prices for the others, with Continue On Fail', async () => {
		const { json } = await executeNode({
			sim,
			items: lasting(5, 99, 6),
			parameters: sora(DRY),
			continueOnFail: true,
		});

		expect(json).toMatchObject([
			{ estimated_credits: 50, run_estimated_credits: 110 },
			{ error: expect.stringContaining('Duration') as string },
			{ estimated_credits: 60 },
		]);
	});

	it('reports Crun’s own message about an invalid input', async () => {
		const { error } = await executeNode({
			sim,
			parameters: sora(DRY, {
				input: { mappingMode: 'defineBelow', value: { prompt: 'x'.repeat(2001) } },
			}),
		});

		expect(messageOf(error)).toMatch(/input\.prompt/);
		expectNothingCreated(sim);
	});

	it.each(['poll', 'suspend'])(
		'does not wait, and needs neither a callback nor a public URL (Wait For Result: %s)',
		async (waitMode) => {
			const { json, error, waitTill } = await executeNode({
				sim,
				parameters: sora(DRY, { waitMode }),
			});

			expect(error).toBeUndefined();
			expect(waitTill).toBeUndefined();
			expect(json).toMatchObject([{ dry_run: true }]);
		},
	);

	it('leaves nothing behind that a real run would mistake for a task', async () => {
		const dry = await executeNode({ sim, parameters: sora(DRY) });
		const real = await executeNode({ sim, parameters: sora({}), runData: dry.runData });

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
				parameters: sora({ dryRun: `={{ ${value} }}` }),
			});

			if (error === undefined) expect(json).toMatchObject([{ dry_run: true }]);
			else expect(messageOf(error)).toContain('Dry Run');
			expectNothingCreated(sim);
		},
	);
});
