import type { INodeParameters } from 'n8n-workflow';
import {
	createFromJson,
	createFromModel,
	executeNode,
	locator,
	messageOf,
	useSimulator,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });

const VEO = 'google/veo-3';

describe('one invalid item of three', () => {
	const items = [{ json: { index: 0 } }, { json: { index: 1 } }, { json: { index: 2 } }];
	/** An expression that returns one value for the first item and another for the others. */
	const badOnlyInFirst = (bad: string, good: string) =>
		`={{ $json.index === 0 ? ${JSON.stringify(bad)} : ${JSON.stringify(good)} }}`;
	const BAD_RATIO_IN_FIRST = createFromModel(VEO, {
		prompt: 'x',
		aspect_ratio: badOnlyInFirst('2:1', '1:1'),
	});

	it.each<[string, INodeParameters]>([
		[
			'its model no longer exists',
			{
				...createFromModel(VEO, { prompt: 'x' }),
				model: locator(badOnlyInFirst('google/gone', VEO)),
			},
		],
		['a value is not in the enum', BAD_RATIO_IN_FIRST],
		['its JSON has a syntax error', createFromJson(VEO, badOnlyInFirst('{', '{"prompt":"x"}'))],
	])(
		'does not keep the others from being created, with Continue On Fail, when %s',
		async (_what, parameters) => {
			const { json, error } = await executeNode({ sim, items, parameters, continueOnFail: true });

			expect(error).toBeUndefined();
			expect(json).toEqual([
				{ error: expect.any(String) as string },
				expect.objectContaining({ status: 'pending' }),
				expect.objectContaining({ status: 'pending' }),
			]);
			expect(sim.ledger.created).toHaveLength(2);
		},
	);

	it('keeps all of them from being created, without Continue On Fail', async () => {
		const { error } = await executeNode({ sim, items, parameters: BAD_RATIO_IN_FIRST });

		expect(messageOf(error)).toContain('"2:1"');
		expect(sim.ledger.created).toEqual([]);
	});
});
