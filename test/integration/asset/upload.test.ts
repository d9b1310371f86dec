import { quirks } from '../../../dev/simulator';
import {
	BINARY_DATA_MODES,
	executeNode,
	itemWithFiles,
	PHOTO_URL,
	png,
	uploadAsset,
	uploadAssetFromBinary,
	useBinaryDataMode,
	useSimulator,
	waitForAssets,
} from '../support';

const sim = useSimulator();
afterEach(() => expect(sim.leaks).toEqual([]));

const ISO = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string;
const idOf = (index = 0) => sim.registered[index]?.AssetId ?? 'no asset';

describe('Asset > Upload from a URL', () => {
	it('registers the asset, waits until it is active, and returns it', async () => {
		const { error, json, items } = await executeNode({ sim, parameters: uploadAsset() });

		expect(error).toBeUndefined();
		expect(json).toEqual([
			{
				asset_id: idOf(),
				asset_url: `asset://${idOf()}`,
				name: 'photo.png',
				asset_type: 'image',
				status: 'active',
				created_at: ISO,
				updated_at: ISO,
				error: null,
			},
		]);
		expect(items[0]?.pairedItem).toEqual({ item: 0 });
		expect(sim.registered).toEqual([
			{ AssetId: idOf(), name: 'photo.png', asset_type: 'Image', asset_url: PHOTO_URL },
		]);
	});

	it('sends the name and the type that were set', async () => {
		const fileUrl = 'https://example.com/no-extension';
		for (const assetType of ['image', 'video', 'audio'])
			await executeNode({
				sim,
				parameters: uploadAsset({ fileUrl, assetType, assetName: ' Ann ' }),
			});

		expect(sim.registered).toMatchObject(
			['Image', 'Video', 'Audio'].map((asset_type) => ({ asset_type, name: 'Ann' })),
		);
	});

	it.each([
		['https://example.com/clip.MP4?sig=1', 'Video', 'clip.MP4'],
		['https://example.com/a%20voice.mp3', 'Audio', 'a voice.mp3'],
	])('detects the type and the name of %s', async (fileUrl, asset_type, name) => {
		await executeNode({ sim, parameters: uploadAsset({ fileUrl }) });
		expect(sim.registered).toMatchObject([{ asset_type, name, asset_url: fileUrl }]);
	});

	it('returns Crun’s object whole with Simplify off', async () => {
		const { json } = await executeNode({ sim, parameters: uploadAsset({ simplify: false }) });
		expect(json).toEqual([sim.assets.get(idOf())]);
	});

	it('does not wait with Wait Until Active off', async () => {
		sim.settings.assetReviewMs = 'manual';
		for (const simplify of [true, false]) {
			const parameters = uploadAsset({ waitForActive: false, simplify });
			const { json } = await executeNode({ sim, parameters });
			const id = sim.registered.at(-1)?.AssetId;
			expect(json).toEqual([
				simplify
					? {
							asset_id: id,
							asset_url: `asset://${id}`,
							name: 'photo.png',
							asset_type: 'image',
							status: 'processing',
							created_at: null,
							updated_at: null,
							error: null,
						}
					: { AssetId: id },
			]);
		}
		expect(sim.requestsTo('asset-info')).toEqual([]);
	});

	it('reads times in seconds, and a status in another case', async () => {
		sim.settings.quirks = [quirks.assetTimesInSeconds, quirks.assetStatusInUpperCase];
		const { json } = await executeNode({ sim, parameters: uploadAsset() });
		expect(json).toMatchObject([{ status: 'active', created_at: ISO, updated_at: ISO }]);
	});

	it('registers all items before it waits, and returns them in order', async () => {
		sim.settings.assetReviewMs = 'manual';
		sim.faults.add({ endpoint: '*', kind: 'latency', ms: 20 });
		const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
		const running = executeNode({
			sim,
			parameters: uploadAsset(
				{ fileUrl: '={{ "https://example.com/" + $json.name + ".png" }}' },
				{ concurrency: 2 },
			),
			items: names.map((name) => ({ json: { name } })),
		});
		await waitForAssets(sim, names.length);
		for (const { AssetId } of [...sim.registered].reverse()) sim.assets.finish(AssetId, 'Active');
		const { json } = await running;

		expect(json.map(({ name }) => name)).toEqual(names.map((name) => `${name}.png`));
		expect(sim.peakConcurrency()).toBe(2);
	});
});

describe.each(BINARY_DATA_MODES)('Asset > Upload from binary data in mode %s', (mode) => {
	beforeAll(async () => await useBinaryDataMode(mode));

	it('streams the file to Crun, and registers it with its URL', async () => {
		const bytes = png(640, 480, 3_000_000);
		const items = [await itemWithFiles({ data: { bytes, name: 'Ann.dat', type: 'text/plain' } })];
		const { error, json } = await executeNode({
			sim,
			parameters: uploadAssetFromBinary(),
			items,
		});

		expect(error).toBeUndefined();
		expect(sim.uploads[0]?.bytes?.equals(bytes)).toBe(true);
		expect(sim.registered).toMatchObject([
			{ name: 'Ann.dat', asset_type: 'Image', asset_url: sim.uploads[0]?.url },
		]);
		expect(json).toMatchObject([{ asset_id: idOf(), name: 'Ann.dat', status: 'active' }]);
	});
});
