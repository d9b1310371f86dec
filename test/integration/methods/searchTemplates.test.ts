import type { INodeParameters } from 'n8n-workflow';
import { DISABLED_API_KEY, MESSAGES, startSimulator, type Simulator } from '../../../dev/simulator';
import { BATTLE_ID, listSearch } from '../support';

// Pages are kept per address and key, so every test has a simulator of its own.
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
const pages = () => sim.requests.map(({ query }) => Number(query.page)).sort((a, b) => a - b);

describe('without a filter', () => {
	it('gives one page of 50 per request, with a token until the last', async () => {
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

	it('a filter of blanks is none', async () => {
		expect((await search('  ')).results).toHaveLength(50);
		expect(sim.requests).toHaveLength(1);
	});
});

describe('with a filter', () => {
	it.each([
		['English', 'battle game'],
		['Chinese', '战斗游戏'],
		['half a word', 'BATTL'],
		['an id', BATTLE_ID],
	])('finds by %s in the whole catalogue', async (_what, filter) => {
		expect(await values(filter)).toEqual([BATTLE_ID]);
		expect(pages()).toEqual([1, 2, 3, 4, 5, 6]);
	});

	it('gives all that match, without a token', async () => {
		const { results, paginationToken } = await search('2.0');
		expect(results.length).toBeGreaterThan(50);
		expect(paginationToken).toBeUndefined();
	});

	it('fetches the pages side by side', async () => {
		sim.faults.add({ endpoint: 'bytedance-templates', kind: 'latency', ms: 60 });
		await search('battle');
		expect(sim.peakConcurrency()).toBe(5);
	});

	it('finds nothing where there is nothing', async () => {
		expect(await values('no such template')).toEqual([]);
	});
});

describe('an entry', () => {
	it('shows name, price and image count, and links to the preview', async () => {
		expect((await search('battle')).results).toEqual([
			{
				name: 'Battle Game · from 166.5 credits · 1 image',
				value: BATTLE_ID,
				url: 'https://muse.console.volcengine.com/….mp4',
				description: 'SINGLE_PERSON',
			},
		]);
	});

	it('is complete enough to be shown, whatever the catalogue leaves out', async () => {
		for (const operation of ['createByteDance', 'createVidu']) {
			const { results } = await search('a', { parameters: { operation } });
			for (const { name, url } of results) {
				expect(name).not.toMatch(/null|undefined|· *$|^ *·/);
				expect(url === undefined || url.startsWith('http')).toBe(true);
			}
		}
	});
});

describe('the platform', () => {
	it.each([
		['createByteDance', { operation: 'createByteDance' }, 'bytedance-templates'],
		['createVidu', { operation: 'createVidu' }, 'vidu-templates'],
		[
			'template get of vidu',
			{ resource: 'template', operation: 'get', platform: 'vidu' },
			'vidu-templates',
		],
		[
			'template get of bytedance',
			{ resource: 'template', operation: 'get', platform: 'bytedance' },
			'bytedance-templates',
		],
	] as const)('of %s', async (_what, parameters, endpoint) => {
		await search(undefined, { parameters });
		expect(sim.requests.map((request) => request.endpoint)).toEqual([endpoint]);
	});
});

describe('pages are kept', () => {
	it('for the next search, page and opening of the list', async () => {
		await search('battle');
		await search('dance');
		await search();
		expect(sim.requests).toHaveLength(6);
	});

	it('also while they are under way: two searches at once ask once', async () => {
		await Promise.all([search('battle'), search('dance'), search()]);
		expect(sim.requests).toHaveLength(6);
	});

	it('for five minutes', async () => {
		const start = Date.now();
		await search();
		const clock = jest.spyOn(Date, 'now').mockReturnValue(start + 5 * 60_000 - 2000);
		await search();
		expect(sim.requests).toHaveLength(1);
		clock.mockReturnValue(start + 5 * 60_000 + 2000);
		await search();
		expect(sim.requests).toHaveLength(2);
	});

	it('per platform', async () => {
		await search();
		await search(undefined, { parameters: { operation: 'createVidu' } });
		expect(sim.requests).toHaveLength(2);
	});

	it('per credential: another key asks for itself', async () => {
		await search();
		await expect(search(undefined, { credential: { apiKey: DISABLED_API_KEY } })).rejects.toThrow(
			MESSAGES.disabledKey,
		);
		expect(sim.requests).toHaveLength(2);
		expect((await search()).results).toHaveLength(50);
		expect(sim.requests).toHaveLength(2);
	});

	it('but a failed page is not', async () => {
		sim.faults.add({
			endpoint: 'bytedance-templates',
			kind: 'codeInOk',
			code: 505,
			message: 'switched off',
			when: ({ query }) => query.page === '3',
			times: 1,
		});
		await expect(search('battle')).rejects.toThrow(/switched off/);
		await Promise.all(
			[1, 2, 4, 5, 6].map(
				async (page) => await sim.waitFor('ended', ({ query }) => query.page === String(page)),
			),
		);
		expect(await values('battle')).toEqual([BATTLE_ID]);
		expect(pages()).toEqual([1, 2, 3, 3, 4, 5, 6]);
	});
});

it('a wrong key fails with Crun’s words', async () => {
	await expect(search('battle', { credential: { apiKey: 'ak_wrong' } })).rejects.toThrow(
		MESSAGES.invalidKey,
	);
});
