import { z } from 'zod';
import {
	endpoints,
	envelopeSchema,
	klingTemplateSchema,
	modelEndpoint,
	taskSchema,
} from '../../nodes/Crun/crun/contract';
import type { Simulator } from '../../dev/simulator';
import { MESSAGES, NUMERIC_KLING_KEY, startSimulator } from '../../dev/simulator';

let sim: Simulator;
beforeAll(async () => {
	sim = await startSimulator();
});
beforeEach(() => sim.reset());
afterAll(async () => await sim.stop());

const PHOTO = 'https://example.com/photo.png';

async function ask(path: string, body?: unknown) {
	const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
	const response = await fetch(sim.url + path, { headers: { 'x-api-key': sim.apiKey }, ...init });
	return { status: response.status, ...envelopeSchema.parse(await response.json()) };
}

const create = async (model: string, input: unknown) =>
	await ask(endpoints.createTask.path, { model, input });
const listSchema = z.object({
	total: z.number(),
	models: z.array(z.record(z.string(), z.unknown())),
});
const list = async (query = '') =>
	listSchema.parse((await ask(`${endpoints.models.path}${query}`)).data);

describe('Kling', () => {
	const template = (info: string | null) => {
		sim.catalogues.kling.unshift({ key: 'mine', info, credit: 7 });
	};
	const images = async (count: number, template_id = 'mine') =>
		await create('kling/template', { template_id, img_urls: Array(count).fill(PHOTO) });

	it('has 30 templates of all kinds, all of them readable', async () => {
		const { data } = await ask(`${endpoints.klingTemplates.path}?page=1&page_size=50`);
		const { templates, total } = endpoints.klingTemplates.data.parse(data);
		const all = templates.map((one) => klingTemplateSchema.parse(one));
		expect([total, new Set(all.map(({ key }) => key)).size]).toEqual([30, 30]);
		for (const field of ['cover_url', 'video_url', 'info', 'credit'] as const) {
			expect(all.filter((one) => one[field]).length).toBeGreaterThan(10);
			expect(all.filter((one) => !one[field]).length).toBeGreaterThan(1);
		}
	});

	it('finds a template by its ID, even if it is a number', async () => {
		for (const id of [String(NUMERIC_KLING_KEY), 'nope']) {
			const { data } = await ask(`${endpoints.klingTemplates.path}?template_id=${id}`);
			expect(data).toMatchObject({ total: id === 'nope' ? 0 : 1 });
		}
		expect(await images(1, String(NUMERIC_KLING_KEY))).not.toMatchObject({
			errors: [expect.stringContaining('does not exist')],
		});
	});

	it('requires the number of images that the template clearly states, and charges its price', async () => {
		template('Upload 2 images of people');
		expect(await images(1)).toMatchObject({
			status: 422,
			errors: ['input.img_urls: the template takes 2 image(s), got 1'],
		});
		expect((await images(2)).status).toBe(200);
		template('Upload 1-2 images');
		expect((await images(3)).status).toBe(200);
		expect(sim.ledger.charged()).toBe(14);
	});

	it('refuses any other field', async () => {
		template(null);
		expect(
			await create('kling/template', { template_id: 'mine', img_urls: [PHOTO], prompt: 'x' }),
		).toMatchObject({ errors: ['input.prompt: unknown field'] });
		expect(await images(1, 'nope')).toMatchObject({
			status: 422,
			errors: ['input.template_id: template nope does not exist'],
		});
	});
});

describe('the models', () => {
	it('are numerous, and can be filtered', async () => {
		const all = await list();
		expect(all.models.length).toBeGreaterThanOrEqual(25);
		expect(all.total).toBe(all.models.length);
		expect(all.models.find(({ model }) => model === 'google/veo-3')).toEqual({
			model: 'google/veo-3',
			name: 'veo-3',
			provider: 'google',
			modality: 'video',
			operation: 'text-to-video',
			description: 'Creates a video: text to video',
		});
		expect(new Set(all.models.map(({ operation }) => operation)).size).toBeGreaterThan(10);
		const some = await list('?modality=video&operation=image-to-video');
		expect(some.models.length).toBeGreaterThan(3);
		expect(new Set(some.models.map(({ operation }) => operation))).toEqual(
			new Set(['image-to-video']),
		);
		expect(await list('?modality=smell')).toEqual({ total: 0, models: [] });
		expect(await ask(`${endpoints.models.path}?page=1`)).toMatchObject({
			status: 422,
			errors: ['page: unknown field'],
		});
	});

	it('return their schema one at a time', async () => {
		const { path, data } = modelEndpoint('kling/v2-master');
		expect(data.parse((await ask(path)).data)).toMatchObject({
			model: 'kling/v2-master',
			required_input_fields: ['prompt'],
			input_schema: {
				properties: {
					camera_control: { type: 'object' },
					cfg_scale: { type: 'number', minimum: 0, maximum: 1, default: 0.5 },
				},
			},
		});
		expect(await ask(path.replace('kling/', 'kling%2F'))).toMatchObject({
			status: 404,
			message: MESSAGES.modelNotFound,
		});
		expect(await ask(modelEndpoint('no/model').path)).toMatchObject({ status: 404, code: 404 });
		const kinds = JSON.stringify(sim.models);
		for (const kind of [
			'"boolean"',
			'"integer"',
			'"number"',
			'"array"',
			'"object"',
			'"anyOf"',
			'"enum"',
			'["integer","null"]',
		])
			expect(kinds).toContain(kind);
	});

	it.each(['labs/prose-schema', 'labs/broken-schema', 'labs/no-schema'])(
		'%s has an unreadable schema and accepts any input',
		async (model) => {
			const { path, data } = modelEndpoint(model);
			expect(data.parse((await ask(path)).data).model).toBe(model);
			expect((await create(model, { anything: [{ goes: true }] })).status).toBe(200);
		},
	);

	it('can be changed by a test', async () => {
		sim.models.push({
			model: 'my/model',
			credits: 1.5,
			input_schema: { type: 'object', properties: {}, additionalProperties: true },
		});
		expect((await ask(modelEndpoint('my/model').path)).status).toBe(200);
		expect((await create('my/model', { any: 1 })).status).toBe(200);
		expect(sim.ledger.charged()).toBe(1.5);
		sim.reset();
		expect(await create('my/model', {})).toMatchObject({
			status: 422,
			errors: ['model: my/model does not exist'],
		});
	});

	it.each<[string, Record<string, unknown>, string]>([
		['openai/sora-2', {}, 'input.prompt: Required'],
		['elevenlabs/text-to-speech', {}, 'input.text: Required'],
		['openai/sora-2', { prompt: 1 }, 'input.prompt: must be string'],
		['openai/sora-2', { prompt: '' }, 'input.prompt: must have characters: at least 1'],
		['openai/sora-2', { prompt: 'x', fast: true }, 'input.fast: unknown field'],
		['openai/sora-2', { prompt: 'x', duration: 13 }, 'input.duration: must be at most 12'],
		['openai/sora-2', { prompt: 'x', duration: 4.5 }, 'input.duration: must be integer'],
		['openai/sora-2', { prompt: 'x', duration: '5' }, 'input.duration: must be integer'],
		[
			'openai/sora-2',
			{ prompt: 'x', aspect_ratio: '2:1' },
			'input.aspect_ratio: must be one of 16:9, 9:16',
		],
		[
			'google/veo-3',
			{ prompt: 'x', generate_audio: 'yes' },
			'input.generate_audio: must be boolean',
		],
		[
			'openai/sora-2-image',
			{ prompt: 'x', image_url: '/tmp/a.png' },
			'input.image_url: must be an http(s) URL',
		],
		[
			'google/nano-banana-edit',
			{ prompt: 'x', image_urls: PHOTO },
			'input.image_urls: must be array',
		],
		[
			'google/nano-banana-edit',
			{ prompt: 'x', image_urls: ['a'] },
			'input.image_urls.0: must be an http(s) URL',
		],
		[
			'google/veo-3-image',
			{ prompt: 'x', image_url: PHOTO, image_urls: [PHOTO, PHOTO, PHOTO] },
			'input.image_urls: must have entries: at most 2',
		],
		['kling/v2-master', { prompt: 'x', camera_control: {} }, 'input.camera_control.type: Required'],
		[
			'kling/v2-master',
			{ prompt: 'x', camera_control: { type: 'simple', config: { zoom: 11 } } },
			'input.camera_control.config.zoom: must be at most 10',
		],
		[
			'openai/gpt-image-1',
			{ prompt: 'x', background: 'pink' },
			'input.background: matches none of the allowed schemas',
		],
	])('%s refuses %j', async (model, input, error) => {
		expect(await create(model, input)).toMatchObject({
			status: 422,
			errors: [expect.stringContaining(error)],
		});
	});

	it.each<[string, Record<string, unknown>, number, string]>([
		['google/nano-banana-edit', { prompt: 'x', image_urls: [PHOTO, PHOTO] }, 4.5, 'png'],
		['bytedance/seedance-pro-image', { prompt: 'x', image_url: PHOTO, seed: null }, 37.5, 'mp4'],
		[
			'kling/v2-master',
			{ prompt: 'x', duration: 10, camera_control: { type: 'simple', config: { zoom: -1 } } },
			280,
			'mp4',
		],
		['openai/gpt-image-1', { prompt: 'x', background: null, quality: 'high' }, 20, 'png'],
		[
			'elevenlabs/text-to-speech',
			{ text: 'x'.repeat(150), dialogue: [{ voice: 'Aria', line: 'Hi' }] },
			2,
			'wav',
		],
	])(
		'%s accepts %j for %d credits and creates a file',
		async (model, input, credits, extension) => {
			const { task_id } = endpoints.createTask.data.parse((await create(model, input)).data);
			expect(sim.ledger.charged()).toBe(credits);
			await sim.waitFor('status', ({ status }) => status === 'success');
			const { data } = await ask(`${endpoints.taskInfo.path}?task_id=${task_id}`);
			const [url = ''] = taskSchema.parse(data).result?.media_urls ?? [];
			expect(url.endsWith(`.${extension}`)).toBe(true);
			expect((await fetch(url)).status).toBe(200);
		},
	);
});

describe('estimates', () => {
	const TASKS = [
		{
			model: 'bytedance/template',
			input: { template_id: '104909826', img_urls: [PHOTO], resolution: '720p' },
		},
		{ model: 'bytedance/seedance-pro', input: { prompt: 'x', duration: 7 } },
		{ model: 'google/imagen-4', input: { prompt: 'x', num_images: 3 } },
	];
	const estimate = async (body: unknown) =>
		endpoints.estimateTask.data.parse((await ask(endpoints.estimateTask.path, body)).data);

	it.each(TASKS)('of $model match its price, and are free', async (body) => {
		const { balance } = sim.settings;
		const { estimated_credits, ...rest } = await estimate(body);
		const other = endpoints.estimateCredits.data.parse(
			(await ask(endpoints.estimateCredits.path, body)).data,
		);
		expect([rest, other]).toEqual([
			{ balance, affordable: true },
			{ credits: estimated_credits, estimated: true },
		]);
		expect([sim.ledger.created, sim.settings.balance]).toEqual([[], balance]);
		await ask(endpoints.createTask.path, body);
		expect(sim.ledger.charged()).toBe(estimated_credits);
	});

	it('report a balance that is too low, for which CreateTask answers 402', async () => {
		const [body] = TASKS;
		sim.settings.balance = 355.1;
		expect(await estimate(body)).toEqual({
			estimated_credits: 355.2,
			balance: 355.1,
			affordable: false,
		});
		expect(await ask(endpoints.createTask.path, body)).toMatchObject({ status: 402, code: 402 });
		sim.settings.balance = 355.2;
		expect(await estimate(body)).toMatchObject({ affordable: true });
		expect((await ask(endpoints.createTask.path, body)).status).toBe(200);
	});

	it('refuse what CreateTask refuses', async () => {
		for (const { path } of [endpoints.estimateTask, endpoints.estimateCredits]) {
			expect(
				await ask(path, { model: 'openai/sora-2', input: { prompt: 'x', fast: 1 } }),
			).toMatchObject({ status: 422, errors: ['input.fast: unknown field'] });
		}
	});

	it.each([
		['both', 200, 200],
		['estimate-credits', 404, 200],
		['none', 404, 404],
	] as const)('are available according to the setting: %s', async (estimates, task, credits) => {
		sim.settings.estimates = estimates;
		expect((await ask(endpoints.estimateTask.path, TASKS[1])).status).toBe(task);
		expect((await ask(endpoints.estimateCredits.path, TASKS[1])).status).toBe(credits);
		expect(sim.requests.map(({ endpoint }) => endpoint)).toEqual([
			'EstimateTask',
			'estimate-credits',
		]);
	});
});
