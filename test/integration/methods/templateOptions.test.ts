import type { INodeParameters } from 'n8n-workflow';
import { viduTemplateSchema } from '../../../nodes/Crun/crun/contract';
import { BATTLE_GAME, MESSAGES } from '../../../dev/simulator';
import { createByteDance, createVidu, loadOptions, locator, useSimulator } from '../support';

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

it('getResolutions returns the resolutions of the selected template, with prices', async () => {
	expect(await resolutions(createByteDance())).toEqual([
		{ name: '480p · 166.5 credits', value: '480p' },
		{ name: '720p · 355.2 credits', value: '720p' },
	]);
	expect(sim.requests).toHaveLength(1);
});

it('getResolutions requests the current prices each time', async () => {
	await resolutions(createByteDance());
	sim.catalogues.bytedance[0] = { ...BATTLE_GAME, ConsumeItems: [{ Resolution: '4k', Credit: 1 }] };
	expect(await resolutions(createByteDance())).toEqual([{ name: '4k · 1 credit', value: '4k' }]);
});

it.each([
	['no template is selected', ''],
	['an expression selects the template', '={{ $json.id }}'],
])('getResolutions returns nothing and sends no request while %s', async (_why, id) => {
	expect(await resolutions(createByteDance({ templateId: locator(id) }))).toEqual([]);
	expect(sim.requests).toHaveLength(0);
});

it('getResolutions returns nothing for a template that does not exist', async () => {
	expect(await resolutions(createByteDance({ templateId: locator('1') }))).toEqual([]);
});

it('getResolutions fails with Crun’s message if the key is wrong', async () => {
	await expect(
		loadOptions('getResolutions', {
			sim,
			parameters: createByteDance(),
			credential: { apiKey: 'ak_wrong' },
		}),
	).rejects.toMatchObject({
		description: expect.stringContaining(MESSAGES.invalidKey) as string,
	});
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
