import type { INodeParameters } from 'n8n-workflow';
import { DISABLED_API_KEY, MESSAGES, startSimulator, type Simulator } from '../../../dev/simulator';
import { viduTemplateSchema } from '../../../nodes/Crun/crun/contract';
import { BATTLE_ID, listSearch, messageOf } from '../support';

// Pages are cached per base URL and key, so every test starts a simulator of its own.
let sim: Simulator;
beforeEach(async () => {
	sim = await startSimulator();
});
afterEach(async () => {
	jest.restoreAllMocks();
	await sim.stop();
});

const search = async (filter?: string, more: Partial<Parameters<typeof listSearch>[1]> = {}) =>
	await listSearch('searchTemplates', { sim, filter, ...more });
const values = async (filter?: string, parameters: INodeParameters = {}) =>
	(await search(filter, { parameters })).results.map(({ value }) => value);
/** What the editor shows when the search fails. */
const messageOfSearch = async (...parameters: Parameters<typeof search>) =>
	messageOf(await search(...parameters).catch((error: unknown) => error));
const pages = () => sim.requests.map(({ query }) => Number(query.page)).sort((a, b) => a - b);

describe('The template list without a search term', () => {
	it('returns one page of 50 per request, with a pagination token until the last page', async () => {
		const seen: unknown[] = [];
		let paginationToken: Awaited<ReturnType<typeof search>>['paginationToken'];
		for (let request = 1; request <= 6; request += 1) {
			const page = await search(undefined, { paginationToken });
			seen.push(...page.results.map(({ value }) => value));
			paginationToken = page.paginationToken;
			expect(sim.requests).toHaveLength(request);
			expect(paginationToken === undefined).toBe(request === 6);
		}
		expect(new Set(seen).size).toBe(280);
		expect(sim.requests.map(({ query }) => query.page_size)).toEqual(Array(6).fill('50'));
	});

	it('ignores a search term of spaces', async () => {
		expect((await search('  ')).results).toHaveLength(50);
		expect(sim.requests).toHaveLength(1);
	});
});

describe('The template list with a search term', () => {
	it.each([
		['English name', 'battle game'],
		['Chinese name', '战斗游戏'],
		['part of a word', 'BATTL'],
		['ID', BATTLE_ID],
		['number of images and prices', 'battle 1 image 166.5 355.2'],
		['resolutions', 'battle 480p 720p'],
	])('searches the whole catalog by %s', async (_what, filter) => {
		expect(await values(filter)).toEqual([BATTLE_ID]);
		expect(pages()).toEqual([1, 2, 3, 4, 5, 6]);
	});

	it('returns all matches, without a pagination token', async () => {
		const { results, paginationToken } = await search('2.0');
		expect(results.length).toBeGreaterThan(50);
		expect(paginationToken).toBeUndefined();
	});

	it('requests the pages concurrently', async () => {
		sim.faults.add({ endpoint: 'bytedance-templates', kind: 'latency', ms: 60 });
		await search('battle');
		expect(sim.peakConcurrency()).toBe(5);
	});

	it('is empty if nothing matches', async () => {
		expect(await values('no such template')).toEqual([]);
	});
});

describe('Sort Templates By', () => {
	const vidu = { operation: 'createVidu' };
	const sorted = async (sortTemplatesBy: string, more: INodeParameters = {}, filter?: string) =>
		await search(filter, { parameters: { ...vidu, ...more, sortTemplatesBy } });
	const raw = () => sim.catalogues.vidu.map((entry) => viduTemplateSchema.parse(entry));

	it('sorts the whole catalog, not only its first page', async () => {
		const { results, paginationToken } = await sorted('price');
		const prices = raw().flatMap(({ credits }) => credits ?? []);
		expect(results).toHaveLength(120);
		expect(paginationToken).toBeUndefined();
		const priceOf = new Map(raw().map(({ template, credits }) => [template, credits ?? null]));
		const shown = results.map(({ value }) => priceOf.get(String(value)) ?? null);
		expect(shown.slice(0, prices.length)).toEqual([...prices].sort((a, b) => a - b));
		expect(pages()).toEqual([1, 2, 3]);
	});

	it.each(['name', 'hot', 'new'])('knows the order %s', async (order) => {
		const { results } = await sorted(order);
		expect(results).toHaveLength(120);
		expect(results.map(({ value }) => value)).not.toEqual(raw().map(({ template }) => template));
	});

	it('sorts what a search finds', async () => {
		const names = (await sorted('name', {}, 'party')).results.map(({ name }) => name);
		expect(names.length).toBeGreaterThan(1);
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')));
	});

	it.each(['catalog', '', 'no such order'])(
		'keeps the order of Crun, with one request for a page, by default and for %j',
		async (order) => {
			const { results, paginationToken } = await sorted(order);
			expect(results.map(({ value }) => value)).toEqual(
				raw()
					.slice(0, 50)
					.map(({ template }) => template),
			);
			expect(paginationToken).toBeDefined();
			expect(sim.requests).toHaveLength(1);
		},
	);

	it('shares the cached pages with the other orders', async () => {
		await sorted('price');
		await sorted('name');
		await sorted('catalog');
		expect(sim.requests).toHaveLength(3);
	});

	it('also applies to Template > Get', async () => {
		const parameters = { resource: 'template', operation: 'get', platform: 'vidu' };
		const { results } = await search(undefined, {
			parameters: { ...parameters, sortTemplatesBy: 'price' },
		});
		expect(results).toHaveLength(120);
	});
});

describe('A template in the list', () => {
	it('shows its name, price and number of images, and links to its preview', async () => {
		expect((await search('battle')).results).toEqual([
			{
				name: 'Battle Game · from 166.5 credits · 1 image',
				value: BATTLE_ID,
				url: 'https://muse.console.volcengine.com/….mp4',
				description: 'one person',
			},
		]);
	});

	it('has a readable name and a valid link, whatever the catalog omits', async () => {
		for (const operation of ['createByteDance', 'createVidu']) {
			const { results } = await search('a', { parameters: { operation } });
			for (const { name, url } of results) {
				expect(name).not.toMatch(/null|undefined|· *$|^ *·/);
				expect(url === undefined || url.startsWith('http')).toBe(true);
			}
		}
	});
});

describe('The platform of the template list', () => {
	it.each([
		['Create From ByteDance Template', { operation: 'createByteDance' }, 'bytedance-templates'],
		['Create From Vidu Template', { operation: 'createVidu' }, 'vidu-templates'],
		[
			'Template > Get for Vidu',
			{ resource: 'template', operation: 'get', platform: 'vidu' },
			'vidu-templates',
		],
		[
			'Template > Get for ByteDance',
			{ resource: 'template', operation: 'get', platform: 'bytedance' },
			'bytedance-templates',
		],
	] as const)('is that of %s', async (_what, parameters, endpoint) => {
		await search(undefined, { parameters });
		expect(sim.requests.map((request) => request.endpoint)).toEqual([endpoint]);
	});
});

describe('The cache of pages', () => {
	it('serves the next search and the next opening of the list', async () => {
		await search('battle');
		await search('dance');
		await search();
		expect(sim.requests).toHaveLength(6);
	});

	it('shares the requests of concurrent searches', async () => {
		await Promise.all([search('battle'), search('dance'), search()]);
		expect(sim.requests).toHaveLength(6);
	});

	it('expires after five minutes', async () => {
		const start = Date.now();
		await search();
		const clock = jest.spyOn(Date, 'now').mockReturnValue(start + 5 * 60_000 - 2000);
		await search();
		expect(sim.requests).toHaveLength(1);
		clock.mockReturnValue(start + 5 * 60_000 + 2000);
		await search();
		expect(sim.requests).toHaveLength(2);
	});

	it('is separate for each platform', async () => {
		await search();
		await search(undefined, { parameters: { operation: 'createVidu' } });
		expect(sim.requests).toHaveLength(2);
	});

	it('is separate for each credential', async () => {
		await search();
		const credential = { apiKey: DISABLED_API_KEY };
		expect(await messageOfSearch(undefined, { credential })).toContain(MESSAGES.disabledKey);
		expect(sim.requests).toHaveLength(2);
		expect((await search()).results).toHaveLength(50);
		expect(sim.requests).toHaveLength(2);
	});

	it('does not keep a page that failed', async () => {
		sim.faults.add({
			endpoint: 'bytedance-templates',
			kind: 'codeInOk',
			code: 505,
			message: 'Switched off',
			when: ({ query }) => query.page === '3',
			times: 1,
		});
		expect(await messageOfSearch('battle')).toMatch(
			/^Crun has disabled this feature\. .*Switched off \(505\)/,
		);
		await Promise.all(
			[1, 2, 4, 5, 6].map(
				async (page) => await sim.waitFor('ended', ({ query }) => query.page === String(page)),
			),
		);
		expect(await values('battle')).toEqual([BATTLE_ID]);
		expect(pages()).toEqual([1, 2, 3, 3, 4, 5, 6]);
	});
});

it('the template list shows Crun’s message if the key is wrong', async () => {
	const message = await messageOfSearch('battle', { credential: { apiKey: 'ak_wrong' } });
	expect(message).toMatch(/^Crun rejected the API key\. /);
	expect(message).toContain(MESSAGES.invalidKey);
});

describe('A search in a long catalog', () => {
	const long = async (count: number, nameOf: (index: number) => string) => {
		await sim.stop();
		sim = await startSimulator();
		const [first] = sim.catalogues.bytedance;
		const template = (index: number) => ({
			...(first as object),
			TemplateId: `1${index}`,
			Title_en: nameOf(index),
			Title: nameOf(index),
		});
		sim.catalogues.bytedance.splice(
			0,
			Infinity,
			...Array.from({ length: count }, (_, i) => template(i)),
		);
	};
	/** All matches, as scrolling shows them, and how many there were each time. */
	const scroll = async (filter: string) => {
		const shown: unknown[] = [];
		const sizes: number[] = [];
		let paginationToken: Awaited<ReturnType<typeof search>>['paginationToken'];
		do {
			const page = await search(filter, { paginationToken });
			shown.push(...page.results.map(({ value }) => value));
			sizes.push(page.results.length);
			paginationToken = page.paginationToken;
		} while (paginationToken !== undefined);
		return { shown, sizes };
	};

	it('returns the matches of the first page if they fill the list, and the others as the list is scrolled', async () => {
		await long(3000, (index) => `Dance ${index}`);
		const { results, paginationToken } = await search('dance');
		expect(pages()).toEqual([1]);
		expect([results.length, paginationToken]).toEqual([50, '2']);
		const { shown, sizes } = await scroll('dance');
		expect(new Set(shown).size).toBe(3000);
		expect(shown).toHaveLength(3000);
		expect(sizes.length).toBeGreaterThan(2);
		expect(sim.requests).toHaveLength(60); // each page once
	});

	it('reads five more pages at once if the first one has few matches', async () => {
		await long(3000, (index) => (index % 10 === 0 ? `Rare ${index}` : `Dance ${index}`));
		const { results, paginationToken } = await search('rare');
		expect(pages()).toEqual([1, 2, 3, 4, 5, 6]);
		expect([results.length, paginationToken]).toEqual([30, '7']);
		expect(new Set((await scroll('rare')).shown).size).toBe(300);
		expect(sim.requests).toHaveLength(60);
	});

	it('reads on until the matches fill the list, or the catalog ends', async () => {
		await long(2000, (index) => (index >= 1990 ? `Rare ${index}` : `Dance ${index}`));
		const { results, paginationToken } = await search('rare');
		expect(results).toHaveLength(10);
		expect(paginationToken).toBeUndefined();
		expect(sim.requests).toHaveLength(40);
	});
});
