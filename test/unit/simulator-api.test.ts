import {
	byteDanceTemplateSchema,
	endpoints,
	viduTemplateSchema,
} from '../../nodes/Crun/crun/contract';
import { DISABLED_API_KEY, HUGE_TEMPLATE_ID, MESSAGES } from '../../dev/simulator';
import { BATTLE, BATTLE_CREDITS, EASTER, useSimulator } from './support/simulator';

const PHOTO = 'https://example.com/photo.png';

const client = useSimulator();
const { ask, create, created } = client;

const page = async (path: string, query: string) =>
	endpoints.byteDanceTemplates.data.parse((await ask(`${path}?${query}`)).data);

async function allTemplates(path: string) {
	const first = await page(path, 'page=1&page_size=50');
	const pages = await Promise.all(
		Array.from(
			{ length: Math.ceil((first.total ?? 0) / 50) - 1 },
			async (_, index) => await page(path, `page=${index + 2}&page_size=50`),
		),
	);
	return [first, ...pages].flatMap(({ templates }) => templates);
}

describe('the API key', () => {
	it.each([
		['missing', null, 401, MESSAGES.invalidKey],
		['wrong', 'ak_wrong', 401, MESSAGES.invalidKey],
		['disabled', DISABLED_API_KEY, 403, MESSAGES.disabledKey],
	])('is refused if it is %s', async (_name, key, code, message) => {
		expect(await ask(endpoints.balance.path, { key })).toMatchObject({
			status: code,
			code,
			message,
			data: null,
		});
	});

	it('gives access to the balance if it is right', async () => {
		expect(await ask(endpoints.balance.path)).toMatchObject({
			status: 200,
			code: 200,
			data: { balance: 100_000 },
		});
	});
});

describe('the catalogues', () => {
	it('contain 280 different ByteDance templates of all kinds', async () => {
		const raw = await allTemplates(endpoints.byteDanceTemplates.path);
		const all = raw.map((entry) => byteDanceTemplateSchema.parse(entry));
		expect(new Set(all.map(({ TemplateId }) => TemplateId)).size).toBe(280);
		expect(new Set(all.map(({ Title }) => Title)).size).toBe(280);
		const count = (is: (one: (typeof all)[number]) => boolean) => all.filter(is).length;
		expect(count((one) => !one.Title_en)).toBeGreaterThan(10);
		expect(count((one) => !one.PreviewVideo)).toBeGreaterThan(5);
		expect(count((one) => one.InputNum === 2)).toBeGreaterThan(20);
		expect(count((one) => one.InputNum === undefined)).toBeGreaterThan(5);
		for (const number of [1, 2, 3])
			expect(count((one) => one.ConsumeItems?.length === number)).toBeGreaterThan(20);
		expect(all.filter((one) => /birthday/i.test(one.Title_en ?? '')).length).toBeGreaterThan(2);
		expect(all.filter((one) => one.Title?.includes('圣诞'))).toHaveLength(7);
	});

	it('contain 120 different Vidu templates of all kinds', async () => {
		const all = (await allTemplates(endpoints.viduTemplates.path)).map((entry) =>
			viduTemplateSchema.parse(entry),
		);
		const ids = all.map(({ template }) => template);
		expect(new Set(ids).size).toBe(120);
		expect(ids).toEqual(
			expect.arrayContaining([
				'Vintage_Moment_of_Mom',
				'Easter_cute_pets',
				'exotic_princess',
				'beast_companion',
			]),
		);
		const instructions = all.map((one) => one.input_instruction ?? '');
		expect(instructions).toContain('');
		expect(
			instructions.filter((one) => one.startsWith('{') && !one.endsWith('}')).length,
		).toBeGreaterThan(0);
		expect(instructions.filter((one) => one.includes('wo images')).length).toBeGreaterThan(10);
		expect(all.filter((one) => one.credits === undefined).length).toBeGreaterThan(3);
		expect(all.filter((one) => one.is_hot).length).toBeGreaterThan(5);
	});

	it('return pages of 20 by default, one entry by its ID, and nothing for an unknown ID', async () => {
		expect((await page(endpoints.byteDanceTemplates.path, '')).templates).toHaveLength(20);
		const huge = await page(endpoints.byteDanceTemplates.path, `template_id=${HUGE_TEMPLATE_ID}`);
		expect(huge).toMatchObject({ total: 1, templates: [{ TemplateId: HUGE_TEMPLATE_ID }] });
		expect(await page(endpoints.viduTemplates.path, 'template=nope')).toEqual({
			total: 0,
			templates: [],
		});
		expect((await page(endpoints.viduTemplates.path, 'page=4&page_size=50')).templates).toEqual([]);
		expect(await page('/api/v1/client/job/kling-templates', 'page_size=50')).toMatchObject({
			total: 30,
		});
	});

	it.each(['page_size=51', 'page=0', 'page=x', 'template=a'])(
		'answer %s with 422',
		async (query) => {
			const refused = await ask(`${endpoints.byteDanceTemplates.path}?${query}`);
			expect(refused).toMatchObject({
				status: 422,
				code: 422,
				errors: [expect.stringContaining(query.split('=')[0] ?? '')],
			});
		},
	);

	it('can be changed by a test', async () => {
		client.simulator.catalogues.vidu.length = 0;
		expect(await page(endpoints.viduTemplates.path, '')).toEqual({ total: 0, templates: [] });
	});
});

describe('CreateTask', () => {
	it.each<[string, unknown, string]>([
		['an unknown field', { ...BATTLE, fast: true }, 'input.fast: unknown field'],
		['a missing field', { template_id: '104909826', img_urls: [PHOTO] }, 'input.resolution'],
		['an unknown template', { ...BATTLE, template_id: '1' }, 'does not exist'],
		['too many images', { ...BATTLE, img_urls: [PHOTO, PHOTO] }, 'takes 1 image(s), got 2'],
		['no image', { ...BATTLE, img_urls: [] }, 'input.img_urls'],
		['a local path', { ...BATTLE, img_urls: ['/tmp/me.png'] }, 'input.img_urls.0'],
		['half a URL', { ...BATTLE, img_urls: ['https://'] }, 'must be an http(s) URL'],
		[
			'a resolution that is not offered',
			{ ...BATTLE, resolution: '4k' },
			'must be one of 480p, 720p',
		],
	])('refuses %s', async (_name, input, error) => {
		expect(await create(input)).toMatchObject({
			status: 422,
			code: 422,
			errors: [expect.stringContaining(error)],
		});
		expect(client.simulator.ledger.created).toEqual([]);
	});

	it.each<[string, Record<string, unknown>]>([
		['area', { area: 'japan' }],
		['beast', { beast: 'bear' }],
		['aspect_ratio', { aspect_ratio: '16:9' }],
		['images', { images: [PHOTO, PHOTO] }],
		['prompt', { prompt: 'x'.repeat(2001) }],
	])('refuses a Vidu %s that the template does not accept', async (field, more) => {
		const refused = await create({ ...EASTER, ...more }, { model: 'vidu/template' });
		expect(refused).toMatchObject({
			status: 422,
			errors: [expect.stringContaining(`input.${field}`)],
		});
	});

	it.each<[string, Record<string, unknown>, string]>([
		['an unknown model', { model: 'no/model' }, 'model'],
		['an invalid callback URL', { callback_url: 'tomorrow' }, 'callback_url'],
		['an additional field', { priority: 1 }, 'priority: unknown field'],
	])('refuses %s', async (_name, more, error) => {
		expect(await create(BATTLE, more)).toMatchObject({
			status: 422,
			errors: [expect.stringContaining(error)],
		});
	});

	it('answers 402 and charges nothing if the balance is too low', async () => {
		client.simulator.settings.balance = BATTLE_CREDITS - 0.1;
		expect(await create(BATTLE)).toMatchObject({
			status: 402,
			code: 402,
			message: MESSAGES.insufficientCredits,
		});
		expect(client.simulator.ledger.charged()).toBe(0);
	});

	it('accepts the documented examples, reserves their price and records the requests', async () => {
		await created();
		await created({ model: 'vidu/template' }, EASTER);
		expect(client.simulator.ledger.created).toMatchObject([
			{
				model: 'bytedance/template',
				input: BATTLE,
				credits: BATTLE_CREDITS,
				lost: false,
				callback_url: null,
			},
			{ model: 'vidu/template', input: EASTER, credits: 6 },
		]);
		expect(client.simulator.settings.balance).toBe(99_638.8);
		expect(client.simulator.requestsTo('CreateTask')).toMatchObject([
			{ method: 'POST', body: { input: BATTLE }, status: 200 },
			{},
		]);
	});
});
