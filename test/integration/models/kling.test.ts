import type { INodeParameters } from 'n8n-workflow';
import { NUMERIC_KLING_KEY } from '../../../dev/simulator';
import { executeNode, listSearch, locator, messageOf, PHOTO_URL, useSimulator } from '../support';

const sim = useSimulator({ taskTimings: 'manual' });

const KISS = {
	key: 'kiss',
	info: 'Upload 2 images of people',
	credit: 45.5,
	cover_url: 'https://k.example/c.png',
	video_url: 'https://k.example/v.mp4',
};
/** What the node returns for it. */
const SIMPLIFIED_KISS = {
	platform: 'kling',
	id: 'kiss',
	name: 'kiss',
	original_name: null,
	image_count: 2,
	requirements: KISS.info,
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

const NO_SUCH_TEMPLATE = /^Crun has no such Kling template\. .*"no_such"/;

/** Makes the Kling catalogue consist of these entries. */
const useCatalogue = (...entries: unknown[]) => {
	sim.catalogues.kling.splice(0, Infinity, ...entries);
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
const create = async (more: INodeParameters = {}) =>
	await executeNode({
		sim,
		parameters: {
			resource: 'task',
			operation: 'createKling',
			templateId: locator('kiss'),
			imageUrls: `${PHOTO_URL}\n${PHOTO_URL}`,
			...more,
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
		useCatalogue(
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
			credits_from: null,
			cover_url: null,
			preview_url: null,
		};
		expect(simplified.json).toEqual([
			SIMPLIFIED_KISS,
			{ ...SIMPLIFIED_KISS, ...unknown, id: 'odd', name: 'odd' },
			{ ...SIMPLIFIED_KISS, ...unknown, id: '7', name: '7' },
		]);
		expect(raw.json[1]).toMatchObject({ key: 'odd', unheard: { of: true } });
	});

	it('filters by words, price and number of photos', async () => {
		useCatalogue(
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
		expect(messageOf(missing.error)).toMatch(NO_SUCH_TEMPLATE);
	});
});

describe('the list of Kling templates', () => {
	it('shows name, price and number of images, and links to the preview', async () => {
		useCatalogue(KISS, { key: 'vague' });

		const { results } = await listSearch('searchTemplates', {
			sim,
			parameters: { resource: 'task', operation: 'createKling' },
		});

		expect(results).toEqual([
			{
				name: 'kiss · 45.5 credits · 2 images',
				value: 'kiss',
				url: KISS.video_url,
				description: KISS.info,
			},
			{ name: 'vague', value: 'vague' },
		]);
	});
});

describe('Create From Kling Template', () => {
	it('creates a task from a template and photos alone', async () => {
		useCatalogue(KISS);

		const { json, error } = await create();

		expect(error).toBeUndefined();
		expect(sim.requestsTo('CreateTask').map(({ body }) => body)).toEqual([
			{ model: 'kling/template', input: { template_id: 'kiss', img_urls: [PHOTO_URL, PHOTO_URL] } },
		]);
		expect(json).toMatchObject([
			{
				task_id: sim.ledger.created[0]?.task_id,
				status: 'pending',
				model: 'kling/template',
				template_id: 'kiss',
			},
		]);
		expect(sim.ledger.charged()).toBe(45.5);
	});

	it.each<[string, INodeParameters, RegExp]>([
		[
			'one photo too few',
			{ imageUrls: PHOTO_URL },
			/^The template takes a different number of images\. .*2 images, but 1/,
		],
		['a template that does not exist', { templateId: locator('no_such') }, NO_SUCH_TEMPLATE],
		['no template', { templateId: locator('') }, /^Template is empty\. Pick a template/],
		['no photo', { imageUrls: '' }, /^No image was provided\. Set Image URLs/],
		[
			'a limit below its price',
			{ options: { maxCredits: 45 } },
			/^The task costs more than Max Credits allows\. .*45\.5 credits.*Max Credits is 45\./,
		],
	])('refuses %s before anything is created', async (_what, more, message) => {
		useCatalogue(KISS);

		const { error } = await create(more);

		expect(messageOf(error)).toMatch(message);
		expect(sim.requestsTo('CreateTask')).toEqual([]);
	});

	it('leaves the number of photos to Crun when the catalogue does not state it', async () => {
		useCatalogue({ key: 'kiss' });

		const { error } = await create({ imageUrls: Array(4).fill(PHOTO_URL).join('\n') });

		expect(error).toBeUndefined();
		expect(sim.ledger.created[0]?.input.img_urls).toHaveLength(4);
	});
});
