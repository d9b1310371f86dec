import type { INodeParameters } from 'n8n-workflow';
import { byteDanceTemplateSchema, viduTemplateSchema } from '../../../nodes/Crun/crun/contract';
import { BATTLE_GAME, MESSAGES } from '../../../dev/simulator';
import { executeNode, messageOf, useSimulator, type ExecuteOptions } from '../support';

const sim = useSimulator();

const getMany = async (parameters: INodeParameters = {}, more: Partial<ExecuteOptions> = {}) =>
	await executeNode({
		sim,
		parameters: { resource: 'template', operation: 'getMany', ...parameters },
		...more,
	});
const pagesAsked = () => sim.requestsTo('bytedance-templates').map(({ query }) => query);
const rawByteDance = () =>
	sim.catalogues.bytedance.map((raw) => byteDanceTemplateSchema.parse(raw));

describe('how many', () => {
	it('50 by default, in one request', async () => {
		const { json, error } = await getMany();
		expect(error).toBeUndefined();
		expect(json).toHaveLength(50);
		expect(sim.requests.map(({ path, query }) => [path, query])).toEqual([
			['/api/v1/client/job/bytedance-templates', { page: '1', page_size: '50' }],
		]);
	});

	it.each([
		[1, 1],
		[50, 1],
		[51, 2],
		[100, 2],
		[101, 3],
	])('a limit of %d takes %d request(s)', async (limit, requests) => {
		const { json } = await getMany({ limit });
		expect(json).toHaveLength(limit);
		expect(pagesAsked()).toHaveLength(requests);
	});

	it('a limit beyond the catalogue gives what there is', async () => {
		expect((await getMany({ limit: 1000 })).json).toHaveLength(280);
	});

	it.each([
		['bytedance', 280, 6],
		['vidu', 120, 3],
	])('all of %s: %d in %d requests, each once', async (platform, count, requests) => {
		const { json } = await getMany({ platform, returnAll: true });
		expect(new Set(json.map(({ id }) => id)).size).toBe(count);
		expect(json).toHaveLength(count);
		expect(sim.requests).toHaveLength(requests);
	});

	it('pages of a whole catalogue are fetched side by side', async () => {
		sim.faults.add({ endpoint: 'bytedance-templates', kind: 'latency', ms: 60 });
		await getMany({ returnAll: true });
		expect(sim.peakConcurrency('bytedance-templates')).toBe(5);
	});

	it('goes on to the last page when Crun names no total', async () => {
		sim.faults.add({
			endpoint: 'bytedance-templates',
			kind: 'body',
			body: { code: 200, data: { templates: sim.catalogues.bytedance.slice(0, 50) } },
			when: ({ query }) => query.page === '1',
		});
		sim.faults.add({
			endpoint: 'bytedance-templates',
			kind: 'body',
			body: { code: 200, data: { templates: sim.catalogues.bytedance.slice(50, 60) } },
			when: ({ query }) => query.page === '2',
		});
		expect((await getMany({ returnAll: true })).json).toHaveLength(60);
		expect(pagesAsked()).toHaveLength(2);
	});

	it.each([[0], [-1], ['many']])(
		'a limit of %p is refused before anything is asked',
		async (limit) => {
			const { error } = await getMany({ limit: `={{ ${JSON.stringify(limit)} }}` });
			expect(messageOf(error)).toMatch(/Limit must be a number of at least 1/);
			expect(sim.requests).toHaveLength(0);
		},
	);

	it('reads fresh every time', async () => {
		await getMany({ limit: 1 });
		await getMany({ limit: 1 });
		expect(sim.requests).toHaveLength(2);
	});
});

describe('what comes out', () => {
	it('a simplified template', async () => {
		expect((await getMany({ limit: 1 })).items).toEqual([
			{
				json: {
					platform: 'bytedance',
					id: '104909826',
					name: 'Battle Game',
					original_name: '战斗游戏',
					image_count: 1,
					requirements: 'SINGLE_PERSON',
					resolutions: [
						{ resolution: '480p', credits: 166.5 },
						{ resolution: '720p', credits: 355.2 },
					],
					credits_from: 166.5,
					aspect_ratios: ['9:16', '1:1', '16:9', '4:3', '3:4'],
					duration_s: 10.1,
					cover_url: BATTLE_GAME.Cover,
					preview_url: BATTLE_GAME.PreviewVideo,
					tags: ['🔥Seedance2.0 Model'],
					is_hot: null,
					is_new: null,
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	it.each(['bytedance', 'vidu'])(
		'the same fields for every template of %s, null where the catalogue is silent',
		async (platform) => {
			const { json } = await getMany({ platform, returnAll: true });
			const fields = [
				'platform',
				'id',
				'name',
				'original_name',
				'image_count',
				'requirements',
				'resolutions',
				'credits_from',
				'aspect_ratios',
				'duration_s',
				'cover_url',
				'preview_url',
				'tags',
				'is_hot',
				'is_new',
			];
			for (const one of json) {
				expect(Object.keys(one)).toEqual(fields);
				expect(Object.values(one)).not.toContain(undefined);
				expect(Object.values(one)).not.toContain('');
			}
		},
	);

	it('the API’s own object with Simplify off, unknown fields included', async () => {
		sim.catalogues.bytedance[0] = { ...BATTLE_GAME, FieldOfTomorrow: { deep: [1] } };
		expect((await getMany({ limit: 1, simplify: false })).json).toEqual([
			{ ...BATTLE_GAME, FieldOfTomorrow: { deep: [1] } },
		]);
	});

	it('leaves out entries that are unreadable, and keeps the others', async () => {
		sim.catalogues.bytedance.splice(1, 2, null, { Title: 'without an id' });
		expect((await getMany({ returnAll: true })).json).toHaveLength(278);
	});

	it('belongs to the input item it was made for', async () => {
		const { items } = await getMany(
			{ limit: '={{ $json.limit }}' },
			{ items: [{ json: { limit: 1 } }, { json: { limit: 2 } }] },
		);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 1 },
		]);
	});
});

describe('filters', () => {
	const names = async (filters: INodeParameters, more: INodeParameters = {}) =>
		(await getMany({ returnAll: true, filters, ...more })).json.map(({ name }) => name);

	it.each([
		['English', 'battle'],
		['another case', 'BATTLE GAME'],
		['Chinese', '战斗'],
		['an id', '104909826'],
		['two words of both languages', 'game 战斗'],
	])('search in %s', async (_what, search) => {
		expect(await names({ search })).toEqual(['Battle Game']);
	});

	it('search by tag finds exactly the templates that carry it', async () => {
		const tagged = rawByteDance().filter(({ Tags_en }) => Tags_en?.includes('Festival')).length;
		expect(tagged).toBeGreaterThan(3);
		expect(await names({ search: '节日' })).toHaveLength(tagged);
	});

	it('search finds a template without an English title by its Chinese one, and names it so', async () => {
		const chinese = rawByteDance().find(({ Title_en }) => !Title_en)?.Title ?? '';
		expect(chinese).not.toBe('');
		expect(await names({ search: chinese })).toEqual([chinese]);
	});

	it('search that finds nothing gives nothing', async () => {
		expect((await getMany({ filters: { search: 'no such template' } })).items).toEqual([]);
	});

	it('maxCredits counts the cheapest form, and drops what has no known price', async () => {
		const cheap = sim.catalogues.vidu
			.map((raw) => viduTemplateSchema.parse(raw))
			.filter(({ credits }) => credits !== null && credits !== undefined && credits <= 6);
		expect(await names({ maxCredits: 6 }, { platform: 'vidu' })).toEqual(
			cheap.map(({ name }) => name),
		);
		const { json } = await getMany({ returnAll: true, filters: { maxCredits: 166.5 } });
		expect(json.length).toBeGreaterThan(10);
		for (const one of json) expect(Number(one.credits_from)).toBeLessThanOrEqual(166.5);
	});

	it('imageCount takes only what is known to take as many', async () => {
		const two = rawByteDance().filter(({ InputNum }) => InputNum === 2).length;
		expect(await names({ imageCount: 2 })).toHaveLength(two);
	});

	it('together, up to the limit', async () => {
		const filters = { search: 'surprise', imageCount: 1, maxCredits: 1000 };
		const all = await names(filters);
		expect(all.length).toBeGreaterThan(3);
		expect(await names(filters, { returnAll: false, limit: 3 })).toEqual(all.slice(0, 3));
	});

	it.each([
		['maxCredits', -1],
		['imageCount', 0],
		['maxCredits', 'cheap'],
	])('%s of %p is refused', async (field, value) => {
		const { error } = await getMany({ filters: { [field]: `={{ ${JSON.stringify(value)} }}` } });
		expect(messageOf(error)).toMatch(/must be a number of at least/);
	});
});

it('a refusal comes with Crun’s words', async () => {
	const { error } = await getMany({}, { credential: { apiKey: 'ak_wrong' } });
	expect(messageOf(error)).toContain(MESSAGES.invalidKey);
	expect(sim.requests).toHaveLength(1);
});
