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
const requestedPages = () => sim.requestsTo('bytedance-templates').map(({ query }) => query);
const rawByteDance = () =>
	sim.catalogues.bytedance.map((raw) => byteDanceTemplateSchema.parse(raw));

describe('Template > Get Many', () => {
	it('returns 50 templates by default, with one request', async () => {
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
	])('returns %d template(s) with %d request(s)', async (limit, requests) => {
		const { json } = await getMany({ limit });
		expect(json).toHaveLength(limit);
		expect(requestedPages()).toHaveLength(requests);
	});

	it('ends with a high limit, even if the server repeats its first page for ever', async () => {
		const templates = sim.catalogues.bytedance.slice(0, 50);
		sim.faults.add({
			endpoint: 'bytedance-templates',
			kind: 'body',
			body: { code: 200, message: 'success', data: { total: 1e9, templates } },
		});
		const { json } = await getMany({ limit: 1e9 });
		expect(json).toHaveLength(50);
		expect(requestedPages()).toHaveLength(2);
	});

	it('returns the whole catalog if the limit is higher', async () => {
		expect((await getMany({ limit: 1000 })).json).toHaveLength(280);
	});

	it.each([
		['bytedance', 280, 6],
		['vidu', 120, 3],
	])(
		'returns all templates of %s once: %d, with %d requests',
		async (platform, count, requests) => {
			const { json } = await getMany({ platform, returnAll: true });
			expect(new Set(json.map(({ id }) => id)).size).toBe(count);
			expect(json).toHaveLength(count);
			expect(sim.requests).toHaveLength(requests);
		},
	);

	it('requests the pages of a whole catalog concurrently', async () => {
		sim.faults.add({ endpoint: 'bytedance-templates', kind: 'latency', ms: 60 });
		await getMany({ returnAll: true });
		expect(sim.peakConcurrency('bytedance-templates')).toBe(5);
	});

	it('continues to the last page if Crun states no total', async () => {
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
		expect(requestedPages()).toHaveLength(2);
	});

	it.each([[0], [-1], ['many']])(
		'rejects a limit of %p before a request is sent',
		async (limit) => {
			const { error } = await getMany({ limit: `={{ ${JSON.stringify(limit)} }}` });
			expect(messageOf(error)).toMatch(/Limit must be a number of at least 1/);
			expect(sim.requests).toHaveLength(0);
		},
	);

	it('requests each page once for all items of an execution', async () => {
		const items = Array.from({ length: 200 }, () => ({ json: {} }));
		const { items: found } = await getMany({ limit: 60 }, { items });
		expect(found).toHaveLength(200 * 60);
		expect(found.at(-1)?.pairedItem).toEqual({ item: 199 });
		expect(requestedPages()).toHaveLength(2);
		const [first, second] = [found[0], found[60]].map((item) => item?.json);
		expect(first).toEqual(second);
		expect(first).not.toBe(second); // a later node may change one of them
	});

	it('requests a page again for the next item if it could not be read', async () => {
		sim.faults.add({ endpoint: 'bytedance-templates', kind: 'status', status: 403, times: 1 });
		const items = Array.from({ length: 20 }, () => ({ json: {} }));
		const { items: found } = await getMany({ limit: 1 }, { items, continueOnFail: true });
		const failed = found.filter((item) => item.json.id === undefined);
		expect(failed).toHaveLength(5); // those that asked at the same time
		expect(found).toHaveLength(20);
		expect(sim.requests).toHaveLength(2);
	});

	it('requests the current catalog each time', async () => {
		await getMany({ limit: 1 });
		await getMany({ limit: 1 });
		expect(sim.requests).toHaveLength(2);
	});
});

describe('Sort By', () => {
	const sorted = async (sortBy: string, more: INodeParameters = {}) =>
		await getMany({ platform: 'vidu', options: { sortBy }, ...more });
	const credits = () =>
		sim.catalogues.vidu
			.flatMap((raw) => viduTemplateSchema.parse(raw).credits ?? [])
			.sort((left, right) => left - right);

	it('sorts before the limit applies, so that the cheapest of all templates come first', async () => {
		const { json, error } = await sorted('price', { limit: 5 });
		expect(error).toBeUndefined();
		expect(json.map(({ credits_from }) => credits_from)).toEqual(credits().slice(0, 5));
		expect(sim.requestsTo('vidu-templates')).toHaveLength(3);
	});

	it('puts hot and new templates first', async () => {
		const hot = (await sorted('hot', { limit: 1 })).json;
		const fresh = (await sorted('new', { limit: 1 })).json;
		expect([hot[0]?.is_hot, fresh[0]?.is_new]).toEqual([true, true]);
	});

	it('sorts what the filters leave', async () => {
		const { json } = await sorted('name', { filters: { search: 'party' } });
		const names = json.flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
		expect(names.length).toBeGreaterThan(1);
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')));
	});

	it('is Crun’s own order by default, which needs only as many pages as the limit', async () => {
		await sorted('catalog', { limit: 50 });
		expect(sim.requests).toHaveLength(1);
	});

	it('rejects an order that does not exist, before a request is sent', async () => {
		const { error } = await sorted('size');
		expect(messageOf(error)).toMatch(
			/^Sort By is not valid\. Sort By must be one of catalog, price, name, hot, new, not "size"/,
		);
		expect(sim.requests).toHaveLength(0);
	});
});

describe('The output', () => {
	it('is a simplified template', async () => {
		expect((await getMany({ limit: 1 })).items).toEqual([
			{
				json: {
					platform: 'bytedance',
					id: '104909826',
					name: 'Battle Game',
					original_name: '战斗游戏',
					image_count: 1,
					requirements: 'SINGLE_PERSON',
					requirements_text: 'one person',
					template_type: 'BEGIN_END_FRAME',
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
		'has the same fields for every template of %s, null where the catalog has no value',
		async (platform) => {
			const { json } = await getMany({ platform, returnAll: true });
			const fields = [
				'platform',
				'id',
				'name',
				'original_name',
				'image_count',
				'requirements',
				'requirements_text',
				'template_type',
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

	it('is the API’s object with Simplify off, including unknown fields', async () => {
		sim.catalogues.bytedance[0] = { ...BATTLE_GAME, FieldOfTomorrow: { deep: [1] } };
		expect((await getMany({ limit: 1, simplify: false })).json).toEqual([
			{ ...BATTLE_GAME, FieldOfTomorrow: { deep: [1] } },
		]);
	});

	it('omits unreadable entries and keeps the others', async () => {
		sim.catalogues.bytedance.splice(1, 2, null, { Title: 'without an id' });
		expect((await getMany({ returnAll: true })).json).toHaveLength(278);
	});

	it('is paired with its input item', async () => {
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

describe('Filters', () => {
	const names = async (filters: INodeParameters, more: INodeParameters = {}) =>
		(await getMany({ returnAll: true, filters, ...more })).json.map(({ name }) => name);

	it.each([
		['English name', 'battle'],
		['name in another case', 'BATTLE GAME'],
		['Chinese name', '战斗'],
		['ID', '104909826'],
		['words in two languages', 'game 战斗'],
	])('find a template by %s', async (_what, search) => {
		expect(await names({ search })).toEqual(['Battle Game']);
	});

	it('find exactly the templates that have a tag', async () => {
		const tagged = rawByteDance().filter(({ Tags_en }) => Tags_en?.includes('Festival')).length;
		expect(tagged).toBeGreaterThan(3);
		expect(await names({ search: '节日' })).toHaveLength(tagged);
	});

	it('find a template without an English title by its Chinese title, which becomes its name', async () => {
		const chinese = rawByteDance().find(({ Title_en }) => !Title_en)?.Title ?? '';
		expect(chinese).not.toBe('');
		expect(await names({ search: chinese })).toEqual([chinese]);
	});

	it('return nothing if nothing matches', async () => {
		expect((await getMany({ filters: { search: 'no such template' } })).items).toEqual([]);
	});

	it('compare maxCredits with the lowest price, and omit templates without a price', async () => {
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

	it('match imageCount exactly, and omit templates without one', async () => {
		const two = rawByteDance().filter(({ InputNum }) => InputNum === 2).length;
		expect(await names({ imageCount: 2 })).toHaveLength(two);
	});

	it('apply together, up to the limit', async () => {
		const filters = { search: 'surprise', imageCount: 1, maxCredits: 1000 };
		const all = await names(filters);
		expect(all.length).toBeGreaterThan(3);
		expect(await names(filters, { returnAll: false, limit: 3 })).toEqual(all.slice(0, 3));
	});

	it.each([
		['maxCredits', -1],
		['imageCount', 0],
		['maxCredits', 'cheap'],
	])('reject %s of %p', async (field, value) => {
		const { error } = await getMany({ filters: { [field]: `={{ ${JSON.stringify(value)} }}` } });
		expect(messageOf(error)).toMatch(/must be a number of at least/);
	});
});

it('a wrong key is an error with Crun’s message', async () => {
	const { error } = await getMany({}, { credential: { apiKey: 'ak_wrong' } });
	expect(error).toMatchObject({ message: 'Crun rejected the API key' });
	expect(messageOf(error)).toContain(MESSAGES.invalidKey);
	expect(sim.requests).toHaveLength(1);
});
