/** The contract with each zod that n8n may bring: 3.22, 3.25 and 4. */
import type * as contractModule from '../../nodes/Crun/crun/contract';
import { documented, finishedTask } from './support/documented';
import { loadWith, ZOD_VERSIONS } from './support/zodVersions';

type Contract = typeof contractModule;
const BEYOND_2_53 = '9007199254740993123';

/** What distinguishes the three: Standard Schema came with 3.24, `_zod` with 4. */
const MARKS = { 'zod-3-22': [false, false], zod: [true, false], 'zod-4': [true, true] };

const without = (object: object, field: string) =>
	Object.fromEntries(Object.entries(object).filter(([key]) => key !== field));

describe.each(ZOD_VERSIONS)('the contract on %s', (version) => {
	const { module: contract, zod } = loadWith<Contract>(version, () =>
		jest.requireActual('../../nodes/Crun/crun/contract'),
	);

	it('runs on this zod and no other', () => {
		const others = ZOD_VERSIONS.filter((one) => one !== version).map((one) =>
			jest.requireActual<typeof zod>(one),
		);

		expect(contract.taskSchema).toBeInstanceOf(zod.ZodType);
		for (const other of others) expect(contract.taskSchema).not.toBeInstanceOf(other.ZodType);
		expect([`~standard` in contract.taskSchema, '_zod' in contract.taskSchema]).toEqual(
			MARKS[version],
		);
	});

	describe('with the examples of the documentation', () => {
		it('parses the response of TaskInfo, and keeps every field of it', () => {
			const envelope = contract.envelopeSchema.parse(documented.taskInfo());
			expect(envelope).toMatchObject({ code: 200, message: 'success' });
			expect(contract.endpoints.taskInfo.data.parse(envelope.data)).toEqual(documented.task());
		});

		it('parses a finished task', () => {
			expect(contract.taskSchema.parse(finishedTask())).toEqual(finishedTask());
		});

		it('parses a page of templates and leaves its entries as they came', () => {
			const page = { total: 280, templates: [documented.byteDanceTemplate()] };
			expect(contract.endpoints.byteDanceTemplates.data.parse(page)).toEqual(page);
			expect(contract.byteDanceTemplateSchema.parse(documented.byteDanceTemplate())).toEqual(
				documented.byteDanceTemplate(),
			);
			expect(contract.viduTemplateSchema.parse(documented.viduTemplate())).toEqual(
				documented.viduTemplate(),
			);
		});

		it('sends the requests exactly as documented', () => {
			for (const request of [documented.byteDanceRequest(), documented.viduRequest()]) {
				expect(JSON.stringify(contract.endpoints.createTask.body.parse(request))).toBe(
					JSON.stringify(request),
				);
			}
			const [byteDance, vidu] = [
				documented.byteDanceRequest().input,
				documented.viduRequest().input,
			];
			expect(JSON.stringify(contract.byteDanceInputSchema.parse(byteDance))).toBe(
				JSON.stringify(byteDance),
			);
			expect(JSON.stringify(contract.viduInputSchema.parse(vidu))).toBe(JSON.stringify(vidu));
		});

		it('reads the response of CreateTask and the balance', () => {
			expect(contract.endpoints.createTask.data.parse({ task_id: 'task_12345678' })).toEqual({
				task_id: 'task_12345678',
			});
			expect(contract.endpoints.balance.data.parse({ balance: 1234.5 })).toEqual({
				balance: 1234.5,
			});
		});
	});

	describe('envelopeSchema', () => {
		it.each([
			[
				'without data',
				{ code: 422, message: 'Validation error', errors: ['resolution: not offered'] },
			],
			['with a code alone', { code: 455 }],
			[
				'with errors',
				{ code: 422, message: 'Validation error', data: null, errors: ['resolution: not offered'] },
			],
			['with data null', { code: 404, message: 'not found', data: null }],
			['with unknown fields', { code: 200, message: 'ok', data: 1, request_id: 'r-1' }],
		])('keeps an envelope %s as it is', (_, envelope) => {
			expect(contract.envelopeSchema.parse(envelope)).toMatchObject(envelope);
		});

		it('loses a message or errors of the wrong type, but never the code', () => {
			const parsed = contract.envelopeSchema.parse({
				code: 422,
				message: { text: 'no' },
				data: null,
				errors: 5,
			});
			expect(parsed).toMatchObject({ code: 422, message: null, errors: [] });
		});

		it('keeps the readable entries of errors', () => {
			expect(
				contract.envelopeSchema.parse({ code: 422, data: null, errors: ['a', 7, { b: 1 }, 'c'] })
					.errors,
			).toEqual(['a', 'c']);
		});

		it.each([
			['an object without a code', { message: 'hi' }],
			['a code as text that only resembles one', { code: '200x' }],
			['a fractional code', { code: 200.5 }],
			['a list', [200]],
			['null', null],
			['a string', '200'],
		])('refuses %s', (_, body) => {
			expect(contract.envelopeSchema.safeParse(body).success).toBe(false);
		});
	});

	describe('schemas with required fields', () => {
		it.each(['task_id', 'status'])('refuse a task without %s', (field) => {
			expect(contract.taskSchema.safeParse(without(finishedTask(), field)).success).toBe(false);
		});

		it.each([
			['createTask', {}],
			['createTask', { task_id: '' }],
			['createTask', { task_id: ' ' }],
			['createTask', { task_id: null }],
			['createTask', null],
			['byteDanceTemplates', { total: 3 }],
			['byteDanceTemplates', { total: 3, templates: null }],
			['viduTemplates', { templates: {} }],
			['balance', {}],
			['balance', { balance: null }],
			['balance', { balance: 'much' }],
			['taskInfo', null],
		] as const)('refuse as data of %s: %j', (name, data) => {
			expect(contract.endpoints[name].data.safeParse(data).success).toBe(false);
		});

		it('refuse a task with an empty status', () => {
			expect(contract.taskSchema.safeParse({ ...finishedTask(), status: '' }).success).toBe(false);
		});

		it('refuse a template without its ID', () => {
			expect(
				contract.byteDanceTemplateSchema.safeParse(
					without(documented.byteDanceTemplate(), 'TemplateId'),
				).success,
			).toBe(false);
			expect(
				contract.viduTemplateSchema.safeParse(without(documented.viduTemplate(), 'template'))
					.success,
			).toBe(false);
		});
	});

	describe('an optional field of the wrong type is read as null:', () => {
		const WRONG = { a: ['object'] };

		it.each([
			'provider',
			'model_version',
			'create_at',
			'complete_at',
			'duration_s',
			'credits',
			'source',
		])('%s of a task', (field) => {
			expect(contract.taskSchema.parse({ ...finishedTask(), [field]: WRONG })).toEqual({
				...finishedTask(),
				[field]: null,
			});
		});

		it.each([
			['param', 'text'],
			['result', 7],
		])('%s of a task that is %j', (field, value) => {
			expect(contract.taskSchema.parse({ ...finishedTask(), [field]: value })).toEqual({
				...finishedTask(),
				[field]: null,
			});
		});

		it('a field inside param or result', () => {
			const odd = {
				...finishedTask(),
				param: { model: 7, callback_url: 7, input: [1] },
				result: { code: {}, message: 7, media_urls: 7 },
			};
			expect(contract.taskSchema.parse(odd)).toMatchObject({
				param: { model: null, callback_url: null, input: null },
				result: { code: null, message: null, media_urls: null },
			});
		});

		it.each([
			'Title',
			'Title_en',
			'Cover',
			'PreviewVideo',
			'Duration',
			'Tags',
			'Tags_en',
			'InputRequirement',
			'InputNum',
			'ConsumeItems',
			'SupportAspectRatio',
		])('%s of a ByteDance template', (field) => {
			const parsed = contract.byteDanceTemplateSchema.parse({
				...documented.byteDanceTemplate(),
				[field]: WRONG,
			});
			expect(parsed).toEqual({ ...documented.byteDanceTemplate(), [field]: null });
		});

		it.each([
			'name',
			'resolution',
			'duration',
			'aspect_ratio',
			'cover',
			'video',
			'credits',
			'person_count',
			'input_instruction',
			'category_name',
			'is_hot',
			'is_new',
		])('%s of a Vidu template', (field) => {
			const parsed = contract.viduTemplateSchema.parse({
				...documented.viduTemplate(),
				[field]: WRONG,
			});
			expect(parsed).toEqual({ ...documented.viduTemplate(), [field]: null });
		});

		it('but an absent one stays absent', () => {
			expect(contract.taskSchema.parse({ task_id: 'a', status: 'pending' })).toEqual({
				task_id: 'a',
				status: 'pending',
			});
			expect(contract.byteDanceTemplateSchema.parse({ TemplateId: '1' })).toEqual({
				TemplateId: '1',
			});
			expect(contract.viduTemplateSchema.parse({ template: 'x' })).toEqual({ template: 'x' });
		});
	});

	it('lets unknown fields through at every level', () => {
		const task = {
			...finishedTask(),
			new_field: { deep: [1] },
			param: { model: 'm', seed: 3 },
			result: { code: 200, usage: [{}] },
		};
		expect(contract.taskSchema.parse(task)).toEqual(task);
		expect(contract.endpoints.createTask.data.parse({ task_id: 'a', queue: 3 })).toEqual({
			task_id: 'a',
			queue: 3,
		});
		expect(contract.endpoints.viduTemplates.data.parse({ templates: [], page: 1 })).toEqual({
			templates: [],
			page: 1,
		});
		expect(contract.endpoints.balance.data.parse({ balance: '7', currency: 'credits' })).toEqual({
			balance: 7,
			currency: 'credits',
		});
		expect(
			contract.byteDanceTemplateSchema.parse({
				TemplateId: '1',
				ConsumeItems: [{ Resolution: '1k', Fps: 24 }],
			}),
		).toEqual({
			TemplateId: '1',
			ConsumeItems: [{ Resolution: '1k', Fps: 24 }],
		});
	});

	describe('IDs', () => {
		it('beyond 2^53 are kept as text', () => {
			expect(contract.taskSchema.parse({ ...finishedTask(), task_id: BEYOND_2_53 }).task_id).toBe(
				BEYOND_2_53,
			);
			expect(contract.byteDanceTemplateSchema.parse({ TemplateId: BEYOND_2_53 }).TemplateId).toBe(
				BEYOND_2_53,
			);
		});

		it('beyond 2^53 are refused as numbers, whose last digits are already wrong', () => {
			const task: unknown = JSON.parse(`{"task_id":${BEYOND_2_53},"status":"running"}`);
			expect(contract.taskSchema.safeParse(task).success).toBe(false);
			expect(contract.endpoints.createTask.data.safeParse({ task_id: 2 ** 53 }).success).toBe(
				false,
			);
			expect(contract.byteDanceTemplateSchema.safeParse({ TemplateId: 2 ** 53 }).success).toBe(
				false,
			);
		});

		it('become text when they are exact numbers', () => {
			expect(contract.byteDanceTemplateSchema.parse({ TemplateId: 104909826 }).TemplateId).toBe(
				'104909826',
			);
			expect(
				contract.endpoints.createTask.data.parse({ task_id: Number.MAX_SAFE_INTEGER }),
			).toEqual({ task_id: '9007199254740991' });
		});

		it.each([-1, 1.5, true, null, '', {}])('are never %j', (id) => {
			expect(contract.viduTemplateSchema.safeParse({ template: id }).success).toBe(false);
		});
	});

	it('drops unreadable entries of a list and keeps the others', () => {
		const parsed = contract.byteDanceTemplateSchema.parse({
			TemplateId: '1',
			Tags: ['a', null, 7, 'b'],
			ConsumeItems: [
				{ Resolution: '480p', Credit: 1 },
				null,
				'x',
				{ Credit: 3 },
				{ Resolution: '' },
				{ Resolution: '720p', Credit: {} },
			],
		});
		expect(parsed.Tags).toEqual(['a', 'b']);
		expect(parsed.ConsumeItems).toEqual([
			{ Resolution: '480p', Credit: 1 },
			{ Resolution: '720p', Credit: null },
		]);
		expect(
			contract.viduTemplateSchema.parse({
				template: 'x',
				duration: [0, '5', 8],
				resolution: [1080, '720p'],
			}),
		).toEqual({
			template: 'x',
			duration: [0, 5, 8],
			resolution: ['720p'],
		});
		expect(
			contract.taskSchema.parse({
				...finishedTask(),
				result: { media_urls: [null, 'https://x/v.mp4', {}] },
			}).result,
		).toEqual({ media_urls: ['https://x/v.mp4'] });
	});

	it.each([
		['355.2', 355.2],
		[' 9 ', 9],
		['0', 0],
		[0, 0],
		['', null],
		['a few', null],
		['1e3', 1000],
		['1,234.5', 1234.5],
		['12,345,678', 12345678],
		['1,5', null],
		['1.234,5', null],
		['12,34', null],
		['1e', null],
		['0x10', null],
		['-3', null],
		[Number.NaN, null],
	])('reads credits %j as %j', (given, credits) => {
		expect(contract.taskSchema.parse({ ...finishedTask(), credits: given }).credits).toBe(credits);
		expect(contract.viduTemplateSchema.parse({ template: 'x', credits: given }).credits).toBe(
			credits,
		);
	});

	describe('requests', () => {
		const byteDance = { template_id: '1', img_urls: ['https://x/a.png'] };
		const vidu = { template: 'x', images: ['https://x/a.png'] };

		it.each([
			['an unknown field', { ...byteDance, prompt: 'hi' }],
			['a Vidu field', { ...byteDance, images: ['https://x/a.png'] }],
			['no image', { ...byteDance, img_urls: [] }],
			['a path', { ...byteDance, img_urls: ['/home/me/a.png'] }],
			['a data URI', { ...byteDance, img_urls: ['data:image/png;base64,AAAA'] }],
			['an ftp URL', { ...byteDance, img_urls: ['ftp://x/a.png'] }],
			['a number as ID', { ...byteDance, template_id: 1 }],
			['an empty ID', { ...byteDance, template_id: '' }],
			['an empty resolution', { ...byteDance, resolution: '' }],
		])('ByteDance input with %s is refused', (_, input) => {
			expect(contract.byteDanceInputSchema.safeParse(byteDance).success).toBe(true);
			expect(contract.byteDanceInputSchema.safeParse(input).success).toBe(false);
		});

		it.each([
			['an unknown field', { ...vidu, resolution: '720p' }],
			['a prompt over 2,000 characters', { ...vidu, prompt: 'x'.repeat(2001) }],
			['an empty aspect ratio', { ...vidu, aspect_ratio: '' }],
			['bgm as text', { ...vidu, bgm: 'true' }],
			['no image', { ...vidu, images: [] }],
			['an empty template', { ...vidu, template: '' }],
			['a path', { ...vidu, images: ['./a.png'] }],
			['an empty area', { ...vidu, area: '' }],
			['a beast that is no text', { ...vidu, beast: 7 }],
			['a fractional seed', { ...vidu, seed: 1.5 }],
			['null for a field that was not set', { ...vidu, prompt: null }],
		])('Vidu input with %s is refused', (_, input) => {
			expect(contract.viduInputSchema.safeParse(vidu).success).toBe(true);
			expect(contract.viduInputSchema.safeParse(input).success).toBe(false);
		});

		it('Vidu input with every documented field is accepted', () => {
			const full = {
				...vidu,
				prompt: 'x'.repeat(2000),
				aspect_ratio: '1:1',
				bgm: false,
				area: 'uk',
				beast: 'auto',
				seed: 0,
			};
			expect(contract.viduInputSchema.parse(full)).toEqual(full);
			const choices = {
				aspect_ratio: ['16:9', '9:16', '1:1'],
				area: [
					'auto',
					'denmark',
					'uk',
					'africa',
					'china',
					'mexico',
					'switzerland',
					'russia',
					'italy',
					'korea',
					'thailand',
					'india',
					'japan',
				],
				beast: ['auto', 'bear', 'tiger', 'elk', 'snake', 'lion', 'wolf'],
			};
			expect([contract.VIDU_ASPECT_RATIOS, contract.VIDU_AREAS, contract.VIDU_BEASTS]).toEqual(
				Object.values(choices),
			);
			for (const [field, values] of Object.entries(choices)) {
				for (const value of values)
					expect(contract.viduInputSchema.safeParse({ ...vidu, [field]: value }).success).toBe(
						true,
					);
			}
		});

		it('a task request with an unknown field or an empty callback URL is refused', () => {
			const request = documented.viduRequest();
			expect(contract.createTaskRequestSchema.safeParse({ ...request, priority: 1 }).success).toBe(
				false,
			);
			expect(
				contract.createTaskRequestSchema.safeParse({ ...request, callback_url: '' }).success,
			).toBe(false);
			expect(
				contract.createTaskRequestSchema.safeParse({ ...request, callback_url: null }).success,
			).toBe(false);
			expect(contract.createTaskRequestSchema.safeParse(without(request, 'input')).success).toBe(
				false,
			);
		});

		it.each([
			['byteDanceTemplates', { page: 1, page_size: 50 }, true],
			['byteDanceTemplates', { page: 1, page_size: 51 }, false],
			['byteDanceTemplates', { page: 0, page_size: 50 }, false],
			['byteDanceTemplates', { page: 1.5, page_size: 50 }, false],
			['byteDanceTemplates', { page: 1, page_size: 0 }, false],
			['byteDanceTemplates', { page: 1, page_size: 2.5 }, false],
			['byteDanceTemplates', { page: 1, page_size: 50, search: 'x' }, false],
			['byteDanceTemplates', { template_id: '1', template: 'x' }, false],
			['byteDanceTemplates', { template_id: '1' }, true],
			['byteDanceTemplates', { template: '1' }, false],
			['byteDanceTemplates', { template_id: '' }, false],
			['viduTemplates', { template: 'x' }, true],
			['viduTemplates', { template_id: 'x' }, false],
			['viduTemplates', { template: '' }, false],
			['taskInfo', { task_id: 'a' }, true],
			['taskInfo', {}, false],
			['taskInfo', { task_id: '' }, false],
			['taskInfo', { task_id: 'a', verbose: true }, false],
		] as const)('the query of %s accepts %j: %s', (name, query, allowed) => {
			expect(contract.endpoints[name].query.safeParse(query).success).toBe(allowed);
		});
	});

	it('names endpoints by the last part of their path', () => {
		expect(contract.endpoints.createTask.name).toBe('CreateTask');
		expect(contract.endpoints.byteDanceTemplates.name).toBe('bytedance-templates');
	});

	it.each([
		['google/veo-3', '/api/v1/client/job/Models/google/veo-3'],
		['a/b c/ü?#', '/api/v1/client/job/Models/a/b%20c/%C3%BC%3F%23'],
	])('asks for the model %j at %s', (model, path) => {
		expect(contract.modelEndpoint(model)).toMatchObject({ method: 'GET', path, safe: true });
	});

	it('has the documented methods and paths', () => {
		expect(
			Object.values(contract.endpoints).map(({ method, path }) => `${method} ${path}`),
		).toEqual(
			expect.arrayContaining([
				'POST /api/v1/client/job/CreateTask',
				'GET /api/v1/client/job/TaskInfo',
				'GET /api/v1/client/job/bytedance-templates',
				'GET /api/v1/client/job/vidu-templates',
				'GET /api/v1/client/account/balance',
			]),
		);
	});
});
