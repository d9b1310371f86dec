import { quirks, type Fault, type Quirk, type Simulator } from '../../../dev/simulator';
import { useContact } from './support';

const contact = useContact();

interface Planted {
	name: string;
	plant: (sim: Simulator) => void;
	/** The checks that must show a difference, and no other. */
	checks: string[];
	/** What the first one of them says. */
	says: RegExp;
}

const PAGE = 'ByteDance templates: page';
const PAGES = [1, 2, 3].map((page) => `${PAGE} ${page}`);
const quirk =
	(...all: Quirk[]) =>
	(sim: Simulator) =>
		void sim.settings.quirks.push(...all);
const fault = (one: Fault) => (sim: Simulator) => void sim.faults.add(one);

const planted: Planted[] = [
	{
		name: 'a balance with a unit',
		plant: quirk(quirks.balanceWithUnit),
		checks: ['balance: with the right key'],
		says: /unknown: the field data\.balance is missing or is not what Crun documents/,
	},
	{
		name: 'a balance as text',
		plant: quirk(quirks.balanceAsText),
		checks: ['balance: with the right key'],
		says: /data: balance is text, read as a number/,
	},
	{
		name: 'another code for a wrong key',
		plant: quirk(quirks.forbidden),
		checks: ['balance: with a wrong key', 'balance: without a key'],
		says: /Expected: refused with 401\. Seen: refused/,
	},
	{
		name: 'a web page for a request without a key',
		plant: fault({
			endpoint: 'balance',
			kind: 'html',
			status: 200,
			when: ({ headers }) => headers['x-api-key'] === undefined,
		}),
		checks: ['balance: without a key'],
		says: /HTML page/,
	},
	{
		name: 'a wrong key that is accepted',
		plant: fault({
			endpoint: 'balance',
			kind: 'body',
			body: { code: 200, message: 'success', data: { balance: 0 } },
			when: ({ headers }) => headers['x-api-key'] === `ak_${'0'.repeat(32)}`,
		}),
		checks: ['balance: with a wrong key'],
		says: /Expected: refused with 401\. Seen: ok/,
	},
	{
		name: 'a list of templates under another name',
		plant: quirk(quirks.templatesAsItems),
		checks: [
			`${PAGE} 1`,
			'ByteDance templates: a page beyond the end',
			'ByteDance templates: one by its ID',
			'ByteDance templates: an unknown ID',
		],
		says: /the field data\.templates is missing/,
	},
	{
		name: 'a catalog without a total',
		plant: quirk(quirks.noTemplateTotal),
		checks: PAGES,
		says: /does not say how long it is/,
	},
	{
		name: 'a total that is wrong',
		plant: quirk(quirks.wrongTemplateTotal),
		checks: ['Kling templates: all pages'],
		says: /The total is 31, and 30 templates are readable/,
	},
	{
		name: 'prices under another name',
		plant: quirk(quirks.priceForCredit),
		checks: ['ByteDance templates: all pages'],
		says: /No template has a readable credits_from/,
	},
	{
		name: 'a price that is not a number',
		plant: ({ catalogues }) => {
			catalogues.bytedance[3] = {
				...Object(catalogues.bytedance[3]),
				ConsumeItems: [{ Resolution: '480p', Credit: 'free' }],
			};
		},
		checks: [`${PAGE} 1`],
		says: /ConsumeItems\[\]\.Credit is text, which the package does not read/,
	},
	{
		name: 'an entry without an ID',
		plant: ({ catalogues }) => void (catalogues.vidu[60] = { name: 'No ID' }),
		checks: ['Vidu templates: page 2', 'Vidu templates: all pages'],
		says: /does not match the schema/,
	},
	{
		name: 'an instruction that is an object',
		plant: quirk(quirks.instructionAsObject),
		checks: [
			'Vidu templates: page 1',
			'Vidu templates: page 2',
			'Vidu templates: all pages',
			'Vidu templates: one by its ID',
		],
		says: /input_instruction is an object, which the package does not read \(50 times\)/,
	},
	{
		name: 'keys under another name',
		plant: quirk(quirks.idForKey),
		checks: [
			'Kling templates: page 1',
			'Kling templates: all pages',
			'Kling templates: one by its ID',
		],
		says: /does not match the schema of the package \(30 times\)/,
	},
	{
		name: 'a catalog that starts over after its last page',
		plant: (sim) =>
			sim.faults.add({
				endpoint: 'vidu-templates',
				kind: 'body',
				body: {
					code: 200,
					message: 'success',
					data: { total: 70, templates: sim.catalogues.vidu.slice(0, 50) },
				},
				when: ({ query }) => query.page === '3',
			}),
		checks: ['Vidu templates: a page beyond the end'],
		says: /The page has 50 entries instead of none/,
	},
	{
		name: 'a page size over the limit that is accepted',
		plant: (sim) =>
			sim.faults.add({
				endpoint: 'bytedance-templates',
				kind: 'body',
				body: {
					code: 200,
					message: 'success',
					data: { total: 110, templates: sim.catalogues.bytedance.slice(0, 51) },
				},
				when: ({ query }) => query.page_size === '51',
			}),
		checks: ['ByteDance templates: a page of 51'],
		says: /Expected: refused with 422\. Seen: ok/,
	},
	{
		name: 'pages that are all the same',
		plant: (sim) =>
			sim.faults.add({
				endpoint: 'bytedance-templates',
				kind: 'body',
				body: {
					code: 200,
					message: 'success',
					data: { total: 110, templates: sim.catalogues.bytedance.slice(0, 50) },
				},
				when: ({ query }) => query.page_size === '50' && Number(query.page) < 4,
			}),
		checks: ['ByteDance templates: all pages'],
		says: /100 templates come more than once; The total is 110, and 150 templates are readable/,
	},
	{
		name: 'an ID that is ignored',
		plant: (sim) =>
			sim.faults.add({
				endpoint: 'kling-templates',
				kind: 'body',
				body: {
					code: 200,
					message: 'success',
					data: { total: 30, templates: sim.catalogues.kling.slice(0, 20) },
				},
				when: ({ query }) => query.template_id !== undefined,
			}),
		checks: ['Kling templates: one by its ID', 'Kling templates: an unknown ID'],
		says: /Not only the template that was asked for/,
	},
	{
		name: 'a server error for an unknown template',
		plant: fault({
			endpoint: 'bytedance-templates',
			kind: 'status',
			status: 500,
			when: ({ query }) => query.template_id === 'no_such_template_0',
		}),
		checks: ['ByteDance templates: an unknown ID'],
		says: /Expected: an empty list; or refused with 404\. Seen: transient: Error 500/,
	},
	{
		name: 'an empty task for an unknown ID',
		plant: fault({
			endpoint: 'TaskInfo',
			kind: 'body',
			body: { code: 200, message: 'success', data: {} },
			when: ({ query }) => query.task_id?.length === 36,
		}),
		checks: ['TaskInfo: an unknown ID'],
		says: /the field data\.task_id is missing/,
	},
	{
		name: 'a server error for a malformed ID',
		plant: fault({
			endpoint: 'TaskInfo',
			kind: 'status',
			status: 500,
			when: ({ query }) => query.task_id === 'not-a-task-id',
		}),
		checks: ['TaskInfo: a malformed ID'],
		says: /transient: Error 500/,
	},
	{
		name: 'errors that are objects',
		plant: quirk(quirks.errorsAsObjects),
		checks: ['TaskInfo: without an ID'],
		says: /errors\[\] is an object, read as text/,
	},
	{
		name: 'a code as text',
		plant: quirk(quirks.textCodeOfModels),
		checks: ['models: all models'],
		says: /code is text, read as a number/,
	},
	{
		name: 'models as an object',
		plant: quirk(quirks.modelsAsMap),
		checks: ['models: all models', 'models: one model'],
		says: /the field data\.models is missing/,
	},
	{
		name: 'names of models under another name',
		plant: quirk(quirks.nameForModel),
		checks: ['models: all models', 'models: one model'],
		says: /No model in the list is readable/,
	},
	{
		name: 'a schema as text',
		plant: quirk(quirks.schemaAsText),
		checks: [
			'models: the model google/nano-banana',
			'models: the model tripo/image-to-3d',
			'models: the model recraft/remove-background',
			'models: the model bytedance/seedance-pro-image',
		],
		says: /input_schema is text, which the package does not read/,
	},
	{
		name: 'a model without a schema',
		plant: ({ models }) => void models.push({ model: 'new/model', credits: 1, input_schema: null }),
		checks: ['models: the model new/model'],
		says: /the node offers no form for this model/,
	},
	{
		name: 'another model than the one that was asked for',
		plant: quirk(quirks.otherModel),
		checks: [
			'models: the model google/nano-banana',
			'models: the model tripo/image-to-3d',
			'models: the model recraft/remove-background',
			'models: the model bytedance/seedance-pro-image',
		],
		says: /The response names another model, or none/,
	},
	{
		name: 'an upload URL under another name',
		plant: quirk(quirks.uploadUrlRenamed),
		checks: ['upload: the upload URL', 'upload: the file'],
		says: /the field data\.presigned_url is missing/,
	},
	{
		name: 'a file URL without a host',
		plant: quirk(quirks.fileUrlAsPath),
		checks: ['upload: the upload URL', 'upload: the file'],
		says: /the field data\.file_url is missing/,
	},
	{
		name: 'a storage host that refuses the file',
		plant: fault({ endpoint: 'storage-put', kind: 'status', status: 403 }),
		checks: ['upload: the file'],
		says: /did not accept the file: HTTP 403/,
	},
	{
		name: 'an estimate under another name',
		plant: quirk(quirks.estimateRenamed),
		checks: ['estimates: EstimateTask'],
		says: /the field data\.estimated_credits is missing/,
	},
	{
		name: 'an estimate that differs from the catalog',
		plant: quirk(quirks.estimateDoubled),
		checks: ['estimates: EstimateTask'],
		says: /The estimate is \d+ credits, and the catalog says \d+/,
	},
	{
		name: 'a newer estimate that does not exist',
		plant: ({ settings }) => void (settings.estimates = 'estimate-credits'),
		checks: ['estimates: EstimateTask'],
		says: /Expected: ok\. Seen: refused: Not found/,
	},
	{
		name: 'a flag as text',
		plant: quirk(quirks.estimatedAsText),
		checks: ['estimates: estimate-credits'],
		says: /estimated is text, which the package does not read/,
	},
];

describe('the first contact', () => {
	it('finds no difference in a Crun that is as documented', async () => {
		const { code, different, checks, report } = await contact.run();
		expect(different).toEqual([]);
		expect(checks.length).toBeGreaterThan(35);
		expect(code).toBe(0);
		expect(report).toContain(`All ${checks.length} checks are as the package expects.`);
		expect(contact.sim.requestsTo('CreateTask')).toEqual([]);
		expect(contact.sim.leaks).toEqual([]);
	});

	it.each(planted)('finds $name', async ({ plant, checks, says }) => {
		plant(contact.sim);
		const { code, different, report } = await contact.run();
		expect(different.map(({ title }) => title)).toEqual(checks);
		expect(different[0]?.difference).toMatch(says);
		expect(code).toBe(1);
		for (const title of checks) expect(report).toContain(`| ✗ | ${title} |`);
	});

	it('names a field that the package does not know, which is no difference', async () => {
		contact.sim.settings.quirks = [quirks.balanceWithFrozen];
		const { code, checks } = await contact.run();
		expect(checks[0]).toMatchObject({
			title: 'balance: with the right key',
			isDifferent: false,
			unknownFields: 'data.frozen_balance',
		});
		expect(code).toBe(0);
	});

	it('calls nothing else when Crun rejects the key', async () => {
		const env = { ...contact.env(), CRUN_API_KEY: 'ak_another' };
		const { code, different } = await contact.run([], { env });
		expect(different.map(({ title }) => title)).toEqual(['balance: with the right key']);
		expect(contact.sim.requests).toHaveLength(1);
		expect(code).toBe(1);
	});

	it('waits as long as Crun asks, and then sends the request again', async () => {
		contact.sim.faults.add({ endpoint: 'Models', kind: 'rateLimit', retryAfter: 1, times: 1 });
		const { code, checks } = await contact.run();
		const [first, second] = contact.sim.requestsTo('Models');
		expect(checks.find(({ title }) => title === 'models: all models')?.seen).toBe(
			'HTTP 200, code 200; ok; put off 1 times before',
		);
		expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(990);
		expect(code).toBe(0);
	});

	it('ends a call that is not answered in time', async () => {
		contact.sim.faults.add({ endpoint: 'estimate-credits', kind: 'hang' });
		const { code, different } = await contact.run([], { timeoutMs: 1_000 });
		expect(different).toMatchObject([{ title: 'estimates: estimate-credits' }]);
		expect(different[0]?.seen).toMatch(/^no response; transient: /);
		expect(code).toBe(1);
	});
});
