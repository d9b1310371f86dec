import type { INodeParameters } from 'n8n-workflow';
import { quirks } from '../../../dev/simulator';
import { executeNode, listSearch, messageOf, useSimulator } from '../support';

const sim = useSimulator();

const getMany = async (parameters: INodeParameters = { returnAll: true }) =>
	await executeNode({
		sim,
		parameters: { resource: 'template', operation: 'getMany', ...parameters },
	});
const requested = () => sim.requestsTo('bytedance-templates').length;
const entry = (id: number) => ({ TemplateId: String(id), Title_en: `Template ${id}` });
const catalogueOf = (count: number) => {
	sim.catalogues.bytedance = Array.from({ length: count }, (_, index) => entry(index + 1));
};
/** Answers every request for a page with this data. */
const answer = (data: (page: number) => unknown, pages = 10) => {
	for (let page = 1; page <= pages; page += 1)
		sim.faults.add({
			endpoint: 'bytedance-templates',
			kind: 'body',
			body: { code: 200, message: 'success', data: data(page) },
			when: ({ query }) => Number(query.page) === page,
		});
};
const entries = (from: number, to: number) =>
	Array.from({ length: to - from + 1 }, (_, index) => entry(from + index));

describe('A list of templates whose pages are shorter than requested', () => {
	it.each([1, 20, 49])('is complete with %i entries per page', async (largestPage) => {
		catalogueOf(103);
		sim.settings.largestPage = largestPage;
		const { json, error } = await getMany();
		expect(error).toBeUndefined();
		expect(json.map(({ id }) => id)).toEqual(entries(1, 103).map(({ TemplateId }) => TemplateId));
		expect(requested()).toBe(Math.ceil(103 / largestPage));
	});

	it('holds as many entries as the limit', async () => {
		sim.settings.largestPage = 20;
		expect((await getMany({ limit: 50 })).json).toHaveLength(50);
		expect(requested()).toBe(3);
		expect((await getMany({ limit: 1000 })).json).toHaveLength(280);
	});

	it('is searched completely', async () => {
		catalogueOf(103);
		sim.settings.largestPage = 20;
		expect((await getMany({ returnAll: true, filters: { search: '103' } })).json).toHaveLength(1);
	});

	it('is complete where no total is stated, too', async () => {
		answer((page) => ({ templates: page <= 5 ? entries(page * 20 - 19, page * 20) : [] }));
		expect((await getMany()).json).toHaveLength(100);
		expect((await getMany({ limit: 70 })).json).toHaveLength(70);
	});

	it('is complete where the pages differ in length', async () => {
		answer((page) => ({
			total: 60,
			templates:
				[entries(1, 30), entries(31, 40), entries(41, 55), entries(56, 60)][page - 1] ?? [],
		}));
		expect((await getMany()).json).toHaveLength(60);
	});

	it('is complete in the dropdown', async () => {
		catalogueOf(45);
		sim.settings.largestPage = 20;
		const seen: unknown[] = [];
		let paginationToken: Awaited<ReturnType<typeof listSearch>>['paginationToken'];
		do {
			const page = await listSearch('searchTemplates', {
				sim,
				paginationToken,
				parameters: { operation: 'createByteDance' },
			});
			seen.push(...page.results.map(({ value }) => value));
			paginationToken = page.paginationToken;
		} while (paginationToken !== undefined);
		expect(seen).toHaveLength(45);
		expect(requested()).toBe(3);
	});
});

describe('A list of templates with fewer entries than announced', () => {
	it.each<[string, INodeParameters]>([
		['Return All', { returnAll: true }],
		['a filter', { filters: { search: 'template' } }],
		['a limit beyond them', { limit: 100 }],
	])('is an error: %s', async (_what, parameters) => {
		answer((page) => ({ total: 280, templates: page === 1 ? entries(1, 50) : [] }));
		const { error, items } = await getMany(parameters);
		expect(messageOf(error)).toBe(
			'The list of ByteDance templates is incomplete. Crun announced 280 templates and returned 50. Try again later.',
		);
		expect(items).toEqual([]);
	});

	it('is fine for a limit below', async () => {
		answer((page) => ({ total: 280, templates: page === 1 ? entries(1, 50) : [] }));
		expect((await getMany({ limit: 50 })).json).toHaveLength(50);
	});

	it('is an error where there are none at all', async () => {
		answer(() => ({ total: 280, templates: [] }));
		expect(messageOf((await getMany()).error)).toContain('announced 280 templates and returned 0');
		expect((await getMany({ limit: 5 })).error).toBeDefined();
	});

	it('is an error, and ends, where the first page is repeated', async () => {
		answer(() => ({ total: 280, templates: entries(1, 50) }));
		expect(messageOf((await getMany()).error)).toContain('announced 280 templates and returned 50');
		expect(requested()).toBeLessThanOrEqual(7);
	});

	it('is complete where entries are listed twice', async () => {
		answer((page) => ({
			total: 60,
			templates: [entries(1, 50), [...entries(51, 59), entry(1)]][page - 1] ?? [],
		}));
		const { json, error } = await getMany();
		expect(error).toBeUndefined();
		expect(json).toHaveLength(59);
	});

	it('is empty where Crun announces none', async () => {
		answer(() => ({ total: 0, templates: [] }));
		expect(await getMany()).toMatchObject({ error: undefined, items: [] });
	});
});

describe('The stated total', () => {
	it('may be a text', async () => {
		sim.settings.quirks = [quirks.totalAsText];
		expect((await getMany()).json).toHaveLength(280);
	});

	it.each([0, -1, 'many', null])('is ignored where it cannot be right: %j', async (total) => {
		answer((page) => ({
			total,
			templates: [entries(1, 50), entries(51, 60)][page - 1] ?? [],
		}));
		const { json, error } = await getMany();
		expect(error).toBeUndefined();
		expect(json).toHaveLength(60);
	});
});

describe('A very long list of templates', () => {
	it('is returned as a whole', async () => {
		catalogueOf(30_000);
		const { json, error } = await getMany();
		expect(error).toBeUndefined();
		expect(json).toHaveLength(30_000);
	}, 60_000);

	it.each<[string, INodeParameters]>([
		['Return All', { returnAll: true }],
		['a filter', { filters: { search: 'template' } }],
	])('is an error if it is too long to read: %s', async (_what, parameters) => {
		answer(() => ({ total: 100_001, templates: entries(1, 50) }), 1);
		const { error } = await getMany(parameters);
		expect(messageOf(error)).toMatch(
			/^The list of ByteDance templates is too long\. Crun announced 100001 templates/,
		);
		expect(requested()).toBe(1);
	});

	it('can be read up to a limit', async () => {
		answer((page) => ({ total: 100_001, templates: entries(page * 50 - 49, page * 50) }));
		expect((await getMany({ limit: 120 })).json).toHaveLength(120);
		expect(requested()).toBe(3);
	});
});

describe('Templates that cannot be read', () => {
	it.each<INodeParameters>([{ returnAll: true }, { limit: 10 }, { filters: { search: 'a' } }])(
		'are an error if there are no others: %j',
		async (parameters) => {
			sim.catalogues.bytedance = [{ Title: 'no ID' }, null, 'text'];
			const { error, items } = await getMany(parameters);
			expect(messageOf(error)).toBe(
				'The list of ByteDance templates cannot be read. Crun returned 3 entries in a form that this node cannot read.',
			);
			expect(items).toEqual([]);
		},
	);

	it('are an error in the dropdown', async () => {
		sim.settings.quirks = [quirks.unreadableTemplates];
		const search = listSearch('searchTemplates', {
			sim,
			parameters: { operation: 'createVidu' }, // the pages of the other platform are cached
		});
		expect(messageOf(await search.catch((error: unknown) => error))).toContain('cannot be read');
	});

	it('do not hide the others', async () => {
		sim.catalogues.bytedance = [{ Title: 'no ID' }, entry(1), null];
		expect((await getMany()).json).toHaveLength(1);
		sim.catalogues.bytedance = [...entries(1, 50), { Title: 'no ID' }];
		expect((await getMany()).json).toHaveLength(50);
		expect((await getMany({ limit: 51 })).json).toHaveLength(50);
	});

	it('do not end a list before its other pages', async () => {
		const odd = Array.from({ length: 50 }, (_, index) => ({ Title: `no ID ${index}` }));
		sim.catalogues.bytedance = [...odd, ...entries(1, 10)];
		expect((await getMany()).json).toHaveLength(10);
		expect((await getMany({ limit: 5 })).json).toHaveLength(5);
	});
});
