import {
	byteDanceInputSchema,
	createTaskRequestSchema,
	endpoints,
	klingInputSchema,
	viduInputSchema,
} from '../../nodes/Crun/crun/contract';
import { asObject, useContractCalls } from './support/contractCalls';
import { documented } from './support/documented';

/**
 * The node's contract and the simulator describe Crun's requests independently: both must take the documented ones.
 */
const calls = useContractCalls();

const REQUESTS = [
	{
		platform: 'ByteDance',
		request: documented.byteDanceRequest(),
		inputSchema: byteDanceInputSchema,
	},
	{ platform: 'Vidu', request: documented.viduRequest(), inputSchema: viduInputSchema },
	{
		platform: 'Kling',
		request: {
			model: 'kling/template',
			input: { template_id: 'mine', img_urls: ['https://static.crunai.com/u/a.png'] },
		},
		inputSchema: klingInputSchema,
	},
];

describe.each(REQUESTS)('the documented $platform request', ({ request, inputSchema }) => {
	beforeEach(() => calls.sim.catalogues.kling.unshift({ key: 'mine', info: 'Upload 1 image' }));
	const inputFields = Object.keys(asObject(request.input));
	const renamed = (object: object, field: string) =>
		Object.fromEntries(
			Object.entries(object).map(([name, value]) => [name === field ? `${name}_` : name, value]),
		);

	it('is a valid request to the node and to the simulator', async () => {
		expect(createTaskRequestSchema.parse(request)).toEqual(request);
		expect(inputSchema.parse(request.input)).toEqual(request.input);
		expect(await calls.create(request)).toMatchObject({ status: 200, code: 200 });
		expect(calls.sim.ledger.created).toMatchObject([request]);
	});

	it.each(Object.keys(request))('is refused by both when "%s" has another name', async (field) => {
		const wrong = renamed(request, field);
		expect(createTaskRequestSchema.safeParse(wrong).success).toBe(false);
		expect(await calls.create(wrong)).toMatchObject({
			status: 422,
			errors: expect.arrayContaining([`${field}_: unknown field`]) as string[],
		});
	});

	it.each(inputFields)('is refused by both when its input "%s" has another name', async (field) => {
		const wrong = renamed(asObject(request.input), field);
		expect(inputSchema.safeParse(wrong).success).toBe(false);
		expect(await calls.create({ ...request, input: wrong })).toMatchObject({
			status: 422,
			errors: expect.arrayContaining([`input.${field}_: unknown field`]) as string[],
		});
	});
});

it('every documented optional Vidu field is accepted by the node and by the simulator', async () => {
	const base = { template: 'Easter_cute_pets', images: ['https://static.crunai.com/u/a.png'] };
	const areas =
		'auto denmark uk africa china mexico switzerland russia italy korea thailand india japan';
	const beasts = 'auto bear tiger elk snake lion wolf';
	const princess = { ...base, template: 'exotic_princess' };
	const inputs = [
		{ ...base, prompt: 'x'.repeat(2000), bgm: false, seed: 7, aspect_ratio: '9:16' },
		...areas.split(' ').map((area) => ({ ...princess, area })),
		...['16:9', '9:16', '1:1'].map((aspect_ratio) => ({ ...princess, aspect_ratio })),
		...beasts.split(' ').map((beast) => ({ ...base, template: 'beast_companion', beast })),
	];
	for (const input of inputs) {
		expect(viduInputSchema.parse(input)).toEqual(input);
		expect(await calls.create({ model: 'vidu/template', input })).toMatchObject({ status: 200 });
	}
});

it('the simulator has an endpoint for every call of the node, with the same method', async () => {
	for (const { method, path } of Object.values(endpoints)) {
		const call = async (asMethod: string) => {
			const headers = { 'x-api-key': calls.sim.apiKey };
			return (await fetch(calls.sim.url + path, { method: asMethod, headers })).status;
		};
		expect([path, await call(method)]).not.toContain(404);
		expect([path, await call(method === 'GET' ? 'POST' : 'GET')]).toContain(404);
	}
});
