import type { INodeParameters } from 'n8n-workflow';
import { viduTemplateSchema } from '../../../nodes/Crun/crun/contract';
import { BATTLE_GAME, MESSAGES } from '../../../dev/simulator';
import {
	createByteDance,
	createVidu,
	loadOptions,
	locator,
	messageOf,
	useSimulator,
} from '../support';

const sim = useSimulator();

const resolutions = async (parameters: INodeParameters) =>
	await loadOptions('getResolutions', { sim, parameters });
const ratios = async (id: string) =>
	(
		await loadOptions('getAspectRatios', {
			sim,
			parameters: createVidu({ templateId: locator(id) }),
		})
	).map(({ value }) => value);

const cheapest = (name: string, description: string) => ({
	name,
	value: 'cheapest',
	description,
});

it('getResolutions returns the resolutions of the selected template, with prices, and the cheapest', async () => {
	expect(await resolutions(createByteDance())).toEqual([
		cheapest(
			'Cheapest · 166.5 credits',
			'Currently 480p. The node chooses again each time it runs.',
		),
		{ name: '480p · 166.5 credits', value: '480p' },
		{ name: '720p · 355.2 credits', value: '720p' },
	]);
	expect(sim.requests).toHaveLength(1);
});

it('getResolutions requests the current prices each time', async () => {
	await resolutions(createByteDance());
	sim.catalogues.bytedance[0] = { ...BATTLE_GAME, ConsumeItems: [{ Resolution: '4k', Credit: 1 }] };
	expect(await resolutions(createByteDance())).toEqual([
		cheapest('Cheapest · 1 credit', 'Currently 4k. The node chooses again each time it runs.'),
		{ name: '4k · 1 credit', value: '4k' },
	]);
});

it('getResolutions says where the catalog does not tell which resolution is the cheapest', async () => {
	const ConsumeItems = [{ Resolution: '480p' }, { Resolution: '720p', Credit: 2 }];
	sim.catalogues.bytedance[0] = { ...BATTLE_GAME, ConsumeItems };
	expect(await resolutions(createByteDance())).toEqual([
		cheapest(
			'Cheapest',
			'Not known for this template, because Crun does not state the price of every resolution. Select one of them.',
		),
		{ name: '480p', value: '480p' },
		{ name: '720p · 2 credits', value: '720p' },
	]);
});

it('getResolutions offers nothing but Cheapest for a template without resolutions', async () => {
	sim.catalogues.bytedance[0] = { ...BATTLE_GAME, ConsumeItems: [] };
	expect(await resolutions(createByteDance())).toEqual([
		cheapest('Cheapest', 'The template offers no choice of resolutions.'),
	]);
});

const UNKNOWN_TEMPLATE = [
	cheapest(
		'Cheapest',
		'The cheapest resolution of the template, determined whenever the node runs',
	),
	{ name: '480p', value: '480p' },
	{ name: '720p', value: '720p' },
	{ name: '1080p', value: '1080p' },
];

it.each([
	['no template is selected', ''],
	['an expression selects the template', '={{ $json.id }}'],
	['an AI agent fills in the template', "={{ $fromAI('template_id', 'The ID', 'string') }}"],
])(
	'getResolutions offers the known resolutions and sends no request while %s',
	async (_why, id) => {
		expect(await resolutions(createByteDance({ templateId: locator(id) }))).toEqual(
			UNKNOWN_TEMPLATE,
		);
		expect(sim.requests).toHaveLength(0);
	},
);

it('getResolutions offers the known resolutions for a template that does not exist', async () => {
	expect(await resolutions(createByteDance({ templateId: locator('1') }))).toEqual(
		UNKNOWN_TEMPLATE,
	);
});

it('getResolutions fails with Crun’s message if the key is wrong', async () => {
	const error: unknown = await loadOptions('getResolutions', {
		sim,
		parameters: createByteDance(),
		credential: { apiKey: 'ak_wrong' },
	}).catch((thrown: unknown) => thrown);
	expect(messageOf(error)).toMatch(/^Crun rejected the API key\. /);
	expect(messageOf(error)).toContain(MESSAGES.invalidKey);
});

it('getAspectRatios returns the aspect ratios of the selected template', async () => {
	expect(await ratios('Vintage_Moment_of_Mom')).toEqual(['9:16']);
	expect(await ratios('exotic_princess')).toEqual(['16:9', '9:16', '1:1']);
});

it('getAspectRatios returns all aspect ratios if the catalog lists none, or no template is selected', async () => {
	const silent = sim.catalogues.vidu
		.map((raw) => viduTemplateSchema.parse(raw))
		.find(({ aspect_ratio }) => aspect_ratio?.length === 0);
	expect(await ratios(silent?.template ?? 'missing')).toEqual(['16:9', '9:16', '1:1']);
	expect(await ratios('')).toEqual(['16:9', '9:16', '1:1']);
});
