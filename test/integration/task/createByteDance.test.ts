import type { INodeParameters } from 'n8n-workflow';
import { verifyCallback } from '../../../nodes/Crun/crun/callback';
import { byteDanceTemplateSchema } from '../../../nodes/Crun/crun/contract';
import { BATTLE_GAME } from '../../../dev/simulator';
import {
	BATTLE_ID,
	BATTLE_PRICE,
	createByteDance,
	executeNode,
	locator,
	PHOTO_URL,
	useMinutesBetweenTests,
	useSimulator,
	type ExecuteOptions,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });
useMinutesBetweenTests();

const create = async (parameters: INodeParameters = {}, more: Partial<ExecuteOptions> = {}) =>
	await executeNode({ sim, parameters: createByteDance(parameters), ...more });
const bodies = () => sim.requestsTo('CreateTask').map(({ body }) => body);
const images = () => sim.ledger.created.map(({ input }) => input.img_urls);

it('creates one task, with exactly the fields that were set', async () => {
	const { error, items } = await create();
	expect(error).toBeUndefined();
	expect(bodies()).toEqual([
		{
			model: 'bytedance/template',
			input: { template_id: BATTLE_ID, img_urls: [PHOTO_URL], resolution: '720p' },
		},
	]);
	expect(sim.ledger.created).toHaveLength(1);
	expect(sim.ledger.charged()).toBe(BATTLE_PRICE);
	expect(items).toEqual([
		{
			json: {
				task_id: sim.ledger.created[0]?.task_id,
				status: 'pending',
				model: 'bytedance/template',
				template_id: BATTLE_ID,
				credits: BATTLE_PRICE,
				created_at: expect.stringMatching(/^\d{4}-.*\.000Z$/) as string,
				completed_at: null,
				duration_s: null,
				media_urls: [],
				video_url: null,
				files: [],
				error: null,
			},
			pairedItem: { item: 0 },
		},
	]);
});

it('returns the API’s response with Simplify off', async () => {
	const { json } = await create({ simplify: false });
	expect(json).toMatchObject([{ task_id: sim.ledger.created[0]?.task_id }]);
});

it('sends the key in x-api-key, without surrounding whitespace', async () => {
	await create({}, { credential: { apiKey: `  ${sim.apiKey}\n` } });
	expect(sim.requests.map(({ headers }) => headers['x-api-key'])).toEqual([sim.apiKey, sim.apiKey]);
	expect(sim.ledger.created).toHaveLength(1);
});

it.each(['', '/', '/api/v1', '/api/v1/client/job/CreateTask'])(
	'accepts the base URL with %p appended',
	async (tail) => {
		await create({}, { credential: { baseUrl: sim.url + tail } });
		expect(sim.ledger.created).toHaveLength(1);
	},
);

describe('Image URLs', () => {
	const two = () => {
		const found = sim.catalogues.bytedance
			.map((raw) => byteDanceTemplateSchema.parse(raw))
			.find(({ InputNum }) => InputNum === 2);
		return {
			templateId: locator(found?.TemplateId ?? ''),
			resolution: found?.ConsumeItems?.[0]?.Resolution ?? '',
		};
	};
	const [a, b] = ['https://example.com/a,1.png?x=1,2', 'http://example.com/b.jpg'];

	it.each([
		['on separate lines', `${a}\n${b}`],
		['separated by commas', `${a}, ${b}`],
		['separated by commas without spaces', `${a},${b}`],
		['by an expression that returns a list', `={{ ${JSON.stringify([a, b])} }}`],
		['as a JSON list', JSON.stringify([a, b])],
		['with blank lines around them', `\n ${a} \r\n\r\n${b},\n`],
	])('are sent in order when given %s', async (_how, imageUrls) => {
		const { error } = await create({ ...two(), imageUrls });
		expect(error).toBeUndefined();
		expect(images()).toEqual([[a, b]]);
	});

	it('are accepted in any number if the catalog does not state one', async () => {
		sim.catalogues.bytedance[0] = { ...BATTLE_GAME, InputNum: undefined };
		await create({ imageUrls: [1, 2, 3].map((n) => `https://example.com/${n}.png`).join('\n') });
		expect(images()).toEqual([
			['https://example.com/1.png', 'https://example.com/2.png', 'https://example.com/3.png'],
		]);
	});
});

it('sends no resolution if the template offers none', async () => {
	sim.catalogues.bytedance[0] = { ...BATTLE_GAME, ConsumeItems: [] };
	await create({ resolution: '' });
	expect(bodies()).toEqual([
		{ model: 'bytedance/template', input: { template_id: BATTLE_ID, img_urls: [PHOTO_URL] } },
	]);
});

describe('Notify', () => {
	const callbackOf = () => sim.ledger.created[0]?.callback_url ?? '';

	it('sends another URL unchanged', async () => {
		const callbackUrl = 'https://Example.com:443/a%20b/../cb?x=1&y=ü&crun=#part';
		await create({ notify: 'url', callbackUrl });
		expect(bodies()).toMatchObject([{ callback_url: callbackUrl }]);
	});

	it('signs the URL of a Crun Trigger and keeps its query', async () => {
		const triggerUrl = 'https://n8n.example.com/webhook/abc/webhook?tenant=7';
		await create({ notify: 'trigger', triggerUrl });
		const url = new URL(callbackOf());
		expect(`${url.origin}${url.pathname}`).toBe('https://n8n.example.com/webhook/abc/webhook');
		expect([...url.searchParams.keys()]).toEqual(['tenant', 'crun_ts', 'crun_sig']);
		const now = Date.now() / 1000;
		expect(
			verifyCallback(Object.fromEntries(url.searchParams), [url.pathname], sim.apiKey, {
				now,
				maxAgeSeconds: 60,
			}),
		).toBe('valid');
	});

	it('keeps the signature out of the item, with Simplify on or off', async () => {
		for (const simplify of [true, false]) {
			const { json } = await create({
				notify: 'trigger',
				triggerUrl: 'https://n8n.example.com/webhook/abc/webhook',
				simplify,
			});
			const signature = new URL(callbackOf()).searchParams.get('crun_sig') ?? '';
			expect(signature).toMatch(/^[\w-]{43}$/);
			expect(JSON.stringify(json)).not.toContain(signature);
		}
	});
});

describe('Many items', () => {
	const items = Array.from({ length: 12 }, (_, index) => ({
		json: { photo: `https://example.com/${index}.png` },
	}));

	it('create one task each, concurrently, and are returned in order', async () => {
		sim.faults.add({ endpoint: 'CreateTask', kind: 'latency', ms: 100 });
		sim.faults.add({
			endpoint: 'CreateTask',
			kind: 'latency',
			ms: 60,
			when: ({ body }) => /[02468]\.png/.test(JSON.stringify(body)),
		});
		const { items: out } = await create({ imageUrls: '={{ $json.photo }}' }, { items });
		expect(sim.requestsTo('CreateTask')).toHaveLength(12);
		expect(sim.peakConcurrency('CreateTask')).toBe(5);
		const photoOf = new Map<unknown, unknown>(
			sim.ledger.created.map(({ task_id, input }) => [task_id, input.img_urls]),
		);
		expect(out.map(({ json, pairedItem }) => [photoOf.get(json.task_id), pairedItem])).toEqual(
			items.map(({ json }, item) => [[json.photo], { item }]),
		);
	});

	it('are not required: without items, nothing is created', async () => {
		expect(await create({}, { items: [] })).toMatchObject({ error: undefined, items: [] });
		expect(sim.requests).toHaveLength(0);
	});
});
