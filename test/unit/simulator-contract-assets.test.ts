import { assetSchema, endpoints } from '../../nodes/Crun/crun/contract';
import { MESSAGES, quirks } from '../../dev/simulator';
import { asObject, expectReadable, useContractCalls } from './support/contractCalls';

/** The node's contract and the simulator describe Crun's assets independently: both must take the documented forms. */
const calls = useContractCalls();

const PHOTO = 'https://static.crunai.com/u/a.png';
const REQUEST = { name: 'Ann', asset_type: 'Image', asset_url: PHOTO };

const register = async (body: unknown) => await calls.send(endpoints.assetUpload.path, body);
const info = async (id: string) => await calls.send(`${endpoints.assetInfo.path}?asset_id=${id}`);
const registered = async () => {
	calls.sim.settings.assetReviewMs = 'manual';
	const { data } = await register(REQUEST);
	return endpoints.assetUpload.data.parse(data).AssetId;
};

describe('the documented asset-upload request', () => {
	it.each(['Image', 'Video', 'Audio'])('is taken by both for %s', async (asset_type) => {
		const request = { ...REQUEST, asset_type };
		expect(endpoints.assetUpload.body.parse(request)).toEqual(request);
		const answer = await register(request);
		expect(answer).toMatchObject({ status: 200, code: 200 });
		expect(endpoints.assetUpload.data.parse(answer.data)).toEqual(answer.data);
		expect(calls.sim.registered).toMatchObject([request]);
	});

	it.each<[string, object]>([
		['a type in lower case', { ...REQUEST, asset_type: 'image' }],
		['an unknown type', { ...REQUEST, asset_type: 'Text' }],
		['an empty name', { ...REQUEST, name: '' }],
		['a URL of another scheme', { ...REQUEST, asset_url: 'ftp://static.crunai.com/a.png' }],
		['the URL of an asset', { ...REQUEST, asset_url: 'asset://a' }],
		['no URL', { name: 'Ann', asset_type: 'Image' }],
		['another field', { ...REQUEST, more: 1 }],
		['a field with another name', { name: 'Ann', type: 'Image', asset_url: PHOTO }],
	])('is refused by both with %s', async (_, body) => {
		expect(endpoints.assetUpload.body.safeParse(body).success).toBe(false);
		expect(await register(body)).toMatchObject({ status: 422, code: 422 });
		expect(calls.sim.registered).toEqual([]);
	});
});

describe('the answers of the simulator', () => {
	it('to asset-info are read by the node in every state of an asset', async () => {
		const id = await registered();
		const states = [asObject((await info(id)).data)];
		calls.sim.assets.finish(id, 'Active');
		states.push(asObject((await info(id)).data));
		calls.sim.assets.finish(id, 'Failed');
		states.push(asObject((await info(id)).data));

		expectReadable(assetSchema, states);
		expect(states.map((state) => assetSchema.parse(state))).toMatchObject([
			{ AssetId: id, Name: 'Ann', AssetType: 'image', Status: 'processing' },
			{ Status: 'active' },
			{ Status: 'failed', Reason: MESSAGES.reviewFailed },
		]);
	});

	it.each([[[]], [[quirks.assetTimesInSeconds]]])(
		'to asset-info have times that the node reads in seconds',
		async (some) => {
			const id = await registered();
			calls.sim.settings.quirks = some;
			const { CreateTime } = assetSchema.parse((await info(id)).data);
			expect(Math.abs((CreateTime ?? 0) - Date.now() / 1000)).toBeLessThan(60);
		},
	);

	it('to an unknown asset are 404, and to one without an ID 422', async () => {
		expect(await info('nope')).toMatchObject({ status: 404, message: MESSAGES.assetNotFound });
		expect(await info('')).toMatchObject({ status: 422 });
	});
});

describe('a task of the simulator', () => {
	const edit = async (url: string) =>
		await calls.create({
			model: 'google/nano-banana-edit',
			input: { prompt: 'x', image_urls: [url] },
		});

	it('takes an asset once it is active', async () => {
		const id = await registered();
		expect(await edit(`asset://${id}`)).toMatchObject({
			status: 422,
			errors: ['input.image_urls.0: must be the URL of an active asset'],
		});
		calls.sim.assets.finish(id, 'Failed');
		expect(await edit(`asset://${id}`)).toMatchObject({ status: 422 });
		calls.sim.assets.finish(id, 'Active');
		expect(await edit(`asset://${id}`)).toMatchObject({ status: 200 });
		expect(await edit('asset://another')).toMatchObject({ status: 422 });
	});

	it('of a template takes none', async () => {
		const id = await registered();
		calls.sim.assets.finish(id, 'Active');
		const input = { template: 'Easter_cute_pets', images: [`asset://${id}`] };
		expect(await calls.create({ model: 'vidu/template', input })).toMatchObject({ status: 422 });
	});
});
