import type { INodeParameters } from 'n8n-workflow';
import { NUMERIC_KLING_KEY } from '../../../dev/simulator';
import { executeNode, listSearch, locator, messageOf, PHOTO_URL, useSimulator } from '../support';

const sim = useSimulator({ taskTimings: 'manual' });

const KLING = {
	key: 'kiss',
	info: 'Upload 2 images of people',
	credit: 45.5,
	cover_url: 'https://k.example/c.png',
	video_url: 'https://k.example/v.mp4',
};
const serve = (...entries: unknown[]) => void sim.catalogues.kling.splice(0, Infinity, ...entries);
const list = async (more: INodeParameters = {}) =>
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
const SIMPLE = {
	platform: 'kling',
	id: 'kiss',
	name: 'kiss',
	original_name: null,
	image_count: 2,
	requirements: KLING.info,
	resolutions: [],
	credits_from: 45.5,
	aspect_ratios: [],
	duration_s: null,
	cover_url: KLING.cover_url,
	preview_url: KLING.video_url,
	tags: [],
	is_hot: null,
	is_new: null,
};

it('lists every template, in the shape of all platforms', async () => {
	const { json, error } = await list();
	expect(error).toBeUndefined();
	expect(json).toHaveLength(sim.catalogues.kling.length);
	for (const one of json) expect(Object.keys(one)).toEqual(Object.keys(SIMPLE));
	expect(json.map(({ id }) => id)).toContain(String(NUMERIC_KLING_KEY));
});

it('tolerates all that is not known of its entries', async () => {
	serve(
		KLING,
		{
			...KLING,
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
	const { json } = await list();
	const unknown = {
		image_count: null,
		requirements: null,
		credits_from: null,
		cover_url: null,
		preview_url: null,
	};
	expect(json).toEqual([
		SIMPLE,
		{ ...SIMPLE, ...unknown, id: 'odd', name: 'odd' },
		{ ...SIMPLE, ...unknown, id: '7', name: '7' },
	]);
	expect((await list({ simplify: false })).json[1]).toMatchObject({
		key: 'odd',
		unheard: { of: true },
	});
});

it('is searched by words, price and number of photos', async () => {
	serve(
		KLING,
		{ key: 'birthday_cake', info: 'One photo', credit: 30 },
		{ key: 'vague', info: '1-2 images', credit: null },
	);
	const ids = async (filters: INodeParameters) =>
		(await list({ filters })).json.map(({ id }) => id);
	expect(await ids({ search: 'birthday' })).toEqual(['birthday_cake']);
	expect(await ids({ search: 'PEOPLE' })).toEqual(['kiss']);
	expect(await ids({ maxCredits: 40 })).toEqual(['birthday_cake']);
	expect(await ids({ imageCount: 2 })).toEqual(['kiss']);
});

it('one template is found by its key, also a number', async () => {
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
	expect((await get(String(NUMERIC_KLING_KEY))).json).toMatchObject([
		{ platform: 'kling', id: String(NUMERIC_KLING_KEY) },
	]);
	expect(messageOf((await get('no_such')).error)).toContain('no Kling template');
});

it('the dropdown shows name, price and needs, and links to the preview', async () => {
	serve(KLING, { key: 'vague' });
	const { results } = await listSearch('searchTemplates', {
		sim,
		parameters: { resource: 'task', operation: 'createKling' },
	});
	expect(results).toEqual([
		{
			name: 'kiss · 45.5 credits · 2 images',
			value: 'kiss',
			url: KLING.video_url,
			description: KLING.info,
		},
		{ name: 'vague', value: 'vague' },
	]);
});

it('creates a task with nothing but template and photos', async () => {
	serve(KLING);
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
	['one photo too few', { imageUrls: PHOTO_URL }, /2 images/],
	['a template there is not', { templateId: locator('no_such') }, /no Kling template/],
	['no template', { templateId: locator('') }, /No template is chosen/],
	['no photo', { imageUrls: '' }, /No image was given/],
	['a limit below its price', { options: { maxCredits: 45 } }, /45\.5 credits.*Max Credits/],
])('%s is refused before anything is created', async (_what, more, words) => {
	serve(KLING);
	expect(messageOf((await create(more)).error)).toMatch(words);
	expect(sim.requestsTo('CreateTask')).toEqual([]);
});

it('where the number of photos is not known, Crun decides', async () => {
	serve({ key: 'kiss' });
	expect((await create({ imageUrls: Array(4).fill(PHOTO_URL).join('\n') })).error).toBeUndefined();
	expect(sim.ledger.created[0]?.input.img_urls).toHaveLength(4);
});
