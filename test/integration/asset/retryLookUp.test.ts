import { deepCopy } from 'n8n-workflow';
import type { FaultKind } from '../../../dev/simulator';
import { executeNode, uploadAsset, useSimulator, type Execution } from '../support';

/** An asset that an earlier attempt registered: when it is looked up, and what the answer means. */

const sim = useSimulator({ assetReviewMs: 'manual' });

const parameters = uploadAsset({}, { timeoutMinutes: 0.01 });
const ACTIVE = [{ status: 'active' }];
const idOf = (index: number) => sim.registered[index]?.AssetId ?? 'no asset';
const lookUps = () => sim.requestsTo('asset-info').length;

/** The first attempt, whose review takes too long, and then ends. */
const registered = async (status: 'Active' | 'Failed' = 'Active') => {
	const first = await executeNode({ sim, parameters });
	sim.assets.finish(idOf(0), status);
	return first;
};
const retry = async ({ runData }: Execution, executionId = '78') =>
	await executeNode({ sim, parameters, runData: deepCopy(runData), executionId, mode: 'retry' });

describe('A Retry', () => {
	it('looks the asset up once where its review has ended', async () => {
		const first = await registered();
		const before = lookUps();
		expect((await retry(first)).json).toMatchObject(ACTIVE);
		expect(lookUps() - before).toBe(1);
		expect(sim.registered).toHaveLength(1);
	});

	it.each<[string, FaultKind]>([
		[
			'returns another asset',
			{ kind: 'body', body: { code: 200, data: { AssetId: 'x', Status: 'Failed' } } },
		],
		['refuses the look-up', { kind: 'status', status: 422 }],
	])('waits for the asset where Crun %s', async (_, fault) => {
		const first = await registered();
		sim.faults.add({ endpoint: 'asset-info', ...fault, times: 1 });
		expect((await retry(first)).json).toMatchObject(ACTIVE);
		expect(sim.registered).toHaveLength(1);
	});

	it.each<[string, () => unknown]>([
		['its review has failed', () => sim.assets.finish(idOf(0), 'Failed')],
		['Crun no longer knows it', () => sim.assets.clear()],
	])('registers the asset again where %s', async (_, prepare) => {
		const first = await registered();
		prepare();
		sim.settings.assetReviewMs = 20;
		const second = await retry(first);
		expect(second.json).toMatchObject([{ asset_id: idOf(1), status: 'active' }]);
		expect((await retry(second, '79')).json).toMatchObject([{ asset_id: idOf(1) }]);
		expect(sim.registered).toHaveLength(2);
	});
});

it('another attempt of the same execution registers nothing, even if the review has failed', async () => {
	const { error } = await retry(await registered('Failed'), '77');
	expect(error).toMatchObject({ message: 'The asset failed the review at Crun' });
	expect(sim.registered).toHaveLength(1);
});
