import type { INodeParameters } from 'n8n-workflow';
import { NUMERIC_KLING_KEY } from '../../../dev/simulator';
import {
	executeNode,
	KISS,
	listSearch,
	locator,
	messageOf,
	useKlingCatalogue,
	useMinutesBetweenTests,
	useSimulator,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });
useMinutesBetweenTests();

/** What the node returns for `KISS`. */
const SIMPLIFIED_KISS = {
	platform: 'kling',
	id: 'kiss',
	name: 'Kiss',
	original_name: 'kiss',
	image_count: 2,
	requirements: KISS.info,
	requirements_text: KISS.info,
	template_type: null,
	resolutions: [],
	credits_from: 45.5,
	aspect_ratios: [],
	duration_s: null,
	cover_url: KISS.cover_url,
	preview_url: KISS.video_url,
	tags: [],
	is_hot: null,
	is_new: null,
};

const getMany = async (more: INodeParameters = {}) =>
	await executeNode({
		sim,
		parameters: {
			resource: 'template',
			operation: 'getMany',
			platform: 'kling',
			returnAll: true,
			...more,
		},
	});
const get = async (id: string) =>
	await executeNode({
		sim,
		parameters: {
			resource: 'template',
			operation: 'get',
			platform: 'kling',
			templateId: locator(id),
		},
	});

describe('Template > Get Many for Kling', () => {
	it('returns every template with the same fields as on the other platforms', async () => {
		const { json, error } = await getMany();

		expect(error).toBeUndefined();
		expect(json).toHaveLength(sim.catalogues.kling.length);
		for (const entry of json) expect(Object.keys(entry)).toEqual(Object.keys(SIMPLIFIED_KISS));
		expect(json.map(({ id }) => id)).toContain(String(NUMERIC_KLING_KEY));
	});

	it('tolerates missing, unknown and invalid fields, and skips entries without a key', async () => {
		useKlingCatalogue(
			sim,
			KISS,
			{
				...KISS,
				key: 'odd',
				cover_url: 5,
				video_url: {},
				info: ['x'],
				credit: 'much',
				unheard: { of: true },
			},
			{ key: 7 },
			{ info: 'no key' },
			null,
			'text',
		);

		const simplified = await getMany();
		const raw = await getMany({ simplify: false });

		const unknown = {
			image_count: null,
			requirements: null,
			requirements_text: null,
			template_type: null,
			credits_from: null,
			cover_url: null,
			preview_url: null,
		};
		expect(simplified.json).toEqual([
			SIMPLIFIED_KISS,
			{ ...SIMPLIFIED_KISS, ...unknown, id: 'odd', name: 'Odd', original_name: 'odd' },
			{ ...SIMPLIFIED_KISS, ...unknown, id: '7', name: '7', original_name: null },
		]);
		expect(raw.json[1]).toMatchObject({ key: 'odd', unheard: { of: true } });
	});

	it('filters by words, price and number of photos', async () => {
		useKlingCatalogue(
			sim,
			KISS,
			{ key: 'birthday_cake', info: 'One photo', credit: 30 },
			{ key: 'vague', info: '1-2 images', credit: null },
		);
		const idsOf = async (filters: INodeParameters) =>
			(await getMany({ filters })).json.map(({ id }) => id);

		expect(await idsOf({ search: 'birthday' })).toEqual(['birthday_cake']);
		expect(await idsOf({ search: 'PEOPLE' })).toEqual(['kiss']);
		expect(await idsOf({ maxCredits: 40 })).toEqual(['birthday_cake']);
		expect(await idsOf({ imageCount: 2 })).toEqual(['kiss']);
	});
});

describe('Template > Get for Kling', () => {
	it('finds a template by its key, which may be a number', async () => {
		const found = await get(String(NUMERIC_KLING_KEY));
		const missing = await get('no_such');

		expect(found.json).toMatchObject([{ platform: 'kling', id: String(NUMERIC_KLING_KEY) }]);
		expect(messageOf(missing.error)).toMatch(/^Crun has no such Kling template\. .*"no_such"/);
	});
});

describe('the list of Kling templates', () => {
	it('shows name, price and number of images, and links to the preview', async () => {
		useKlingCatalogue(sim, KISS, { key: 'vague' });

		const { results } = await listSearch('searchTemplates', {
			sim,
			parameters: { resource: 'task', operation: 'createKling' },
		});

		expect(results).toEqual([
			{
				name: 'Kiss · 45.5 credits · 2 images',
				value: 'kiss',
				url: KISS.video_url,
				description: KISS.info,
			},
			{ name: 'Vague', value: 'vague' },
		]);
	});
});
