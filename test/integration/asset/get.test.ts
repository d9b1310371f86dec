import { MESSAGES, quirks } from '../../../dev/simulator';
import {
	activeAsset,
	executeNode,
	existingAsset,
	getAsset,
	messageOf,
	useSimulator,
} from '../support';

const sim = useSimulator();

const ISO = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string;
const get = async (id: string, more = {}) =>
	await executeNode({ sim, parameters: getAsset(id, more) });

describe('Asset > Get', () => {
	it.each(['', 'asset://', 'ASSET://'])('finds an asset by its ID after %j', async (scheme) => {
		const id = activeAsset(sim);
		const { error, json } = await get(` ${scheme}${id} `);
		expect(error).toBeUndefined();
		expect(json).toEqual([
			{
				asset_id: id,
				asset_url: `asset://${id}`,
				name: 'Ann',
				asset_type: 'image',
				status: 'active',
				created_at: ISO,
				updated_at: ISO,
				error: null,
			},
		]);
	});

	it('returns Crun’s object whole with Simplify off, also where it has another form', async () => {
		sim.settings.quirks = [quirks.assetTimesInSeconds, quirks.assetStatusInUpperCase];
		const id = existingAsset(sim);
		sim.assets.finish(id, 'Active', { More: { x: 1 } });
		const { json } = await get(id, { simplify: false });
		expect(json).toMatchObject([
			{ AssetId: id, Status: ' ACTIVE ', CreateTime: expect.any(Number) as number, More: { x: 1 } },
		]);
		expect((await get(id)).json).toMatchObject([{ status: 'active', created_at: ISO }]);
	});

	it('returns a failed review as an item, with its reason', async () => {
		const id = existingAsset(sim);
		sim.assets.finish(id, 'Failed');
		expect((await get(id)).json).toMatchObject([
			{ status: 'failed', error: { code: null, message: MESSAGES.reviewFailed } },
		]);
		sim.assets.finish(id, 'Failed', { Reason: undefined });
		sim.faults.add({
			endpoint: 'asset-info',
			kind: 'body',
			body: { code: 200, message: 'Public figure', data: sim.assets.get(id) },
		});
		expect((await get(id)).json).toMatchObject([{ error: { message: 'Public figure' } }]);
	});

	it.each([
		['404', { kind: 'status', status: 404 }],
		['code 404', { kind: 'codeInOk', code: 404 }],
		['no data', { kind: 'dataNull' }],
	] as const)('says that there is no such asset (%s)', async (_, fault) => {
		sim.faults.add({ endpoint: 'asset-info', ...fault });
		const { error } = await get('asset-1');
		expect(messageOf(error)).toMatch(/^Crun does not know this asset\. Crun has no asset asset-1 /);
	});

	it('says so where Crun returns another asset', async () => {
		const body = { code: 200, message: 'success', data: sim.assets.get(activeAsset(sim)) };
		sim.faults.add({ endpoint: 'asset-info', kind: 'body', body });
		expect(messageOf((await get('asset-1')).error)).toMatch(
			/^Crun returned another asset\. .*asset-1/,
		);
	});

	it('tries again while the failure may pass, and names the asset if it does not', async () => {
		const id = activeAsset(sim);
		sim.faults.add({ endpoint: 'asset-info', kind: 'html', times: 2 });
		expect((await get(id)).json).toMatchObject([{ asset_id: id }]);
		sim.faults.add({ endpoint: 'asset-info', kind: 'status', status: 403 });
		expect(messageOf((await get(id)).error)).toMatch(
			new RegExp(`^The Crun API key is disabled\\. .*The asset ID is ${id}\\.`),
		);
	});
});
