import {
	createRunExecutionData,
	deepCopy,
	type INodeExecutionData,
	type INodeParameters,
} from 'n8n-workflow';
import {
	createByteDance,
	createFromModel,
	createVidu,
	createViduFromBinary,
	executeAsTool,
	executeNode,
	itemWithFiles,
	locator,
	messageOf,
	png,
	useBinaryDataMode,
	useSimulator,
	type ExecuteOptions,
	type Execution,
} from '../support';

/** Expressions whose value is another one with every evaluation: the time, a random seed, a newly signed URL. */

const sim = useSimulator({ taskTimings: 'manual' });
beforeAll(async () => await useBinaryDataMode('default'));

const SIGNED_URL = "={{ 'https://example.com/' + $json.photo + '.png?signed=' + Math.random() }}";
const people = (...names: string[]): INodeExecutionData[] =>
	names.map((photo) => ({ json: { photo } }));

const run = async (parameters: INodeParameters, more: Partial<ExecuteOptions> = {}) =>
	await executeNode({ sim, parameters, items: people('anna'), ...more });
const retryOnFail = async (
	{ runData, executionId }: Execution,
	parameters: INodeParameters,
	more: Partial<ExecuteOptions> = {},
) => await run(parameters, { runData, executionId, ...more });
const retryExecution = async (
	{ runData }: Execution,
	parameters: INodeParameters,
	more: Partial<ExecuteOptions> = {},
) => await run(parameters, { runData: deepCopy(runData), executionId: '78', ...more });

const creations = () => sim.requestsTo('CreateTask').length;
const poll = (options: INodeParameters = {}): INodeParameters => ({
	waitMode: 'poll',
	options: { pollIntervalSeconds: 0.2, timeoutMinutes: 0.01, ...options },
});

it.each<[string, INodeParameters]>([
	['a newly signed photo URL', createByteDance({ imageUrls: SIGNED_URL })],
	[
		'a random seed',
		createVidu({ additionalFields: { seed: '={{ Math.floor(Math.random() * 1e9) }}' } }),
	],
	[
		'the time in a prompt',
		createVidu({ additionalFields: { prompt: '={{ "At " + $now.toMillis() + Math.random() }}' } }),
	],
	[
		'the time in a field of a model',
		createFromModel('google/veo-3', { prompt: '={{ "A cat " + Math.random() }}' }),
	],
])(
	'sends an unconfirmed task once with %s, however often n8n runs the node',
	async (_, parameters) => {
		sim.faults.add({ endpoint: 'CreateTask', kind: 'resetAfter' });
		const first = await run(parameters);
		sim.faults.clear();
		const second = await retryOnFail(first, parameters);
		const third = await retryExecution(second, parameters);
		expect(messageOf(second.error)).toContain('not confirmed');
		expect(messageOf(third.error)).toContain('not confirmed');
		expect(creations()).toBe(1);
	},
);

it('pays for one task when the wait times out in each of three attempts', async () => {
	const parameters = createByteDance({ imageUrls: SIGNED_URL, ...poll() });
	const first = await run(parameters);
	const second = await retryOnFail(first, parameters);
	const third = await retryOnFail(second, parameters);
	expect(messageOf(third.error)).toContain(sim.ledger.created[0]?.task_id);
	expect(creations()).toBe(1);
});

it('creates only the missing task when three items of which two have tasks are retried', async () => {
	const items = people('anna', 'ben', 'cleo');
	const parameters = createByteDance({ imageUrls: SIGNED_URL });
	sim.faults.add({
		endpoint: 'CreateTask',
		kind: 'status',
		status: 422,
		when: ({ body }) => JSON.stringify(body).includes('ben'),
	});
	const first = await run(parameters, { items, continueOnFail: true });
	sim.faults.clear();
	const before = first.json.map(({ task_id: id }) => id);
	const second = await retryExecution(first, parameters, { items });
	expect(sim.ledger.created).toHaveLength(3);
	expect(second.json.map(({ task_id: id }) => id)).toEqual([
		before[0],
		expect.any(String),
		before[2],
	]);
});

describe('The retry of an execution', () => {
	const original = { imageUrls: SIGNED_URL, additionalFields: { prompt: 'A cat' } };

	it.each<[string, INodeParameters, INodeExecutionData[]]>([
		['prompt', { additionalFields: { prompt: 'A dog' } }, people('anna')],
		['template', { templateId: locator('Vintage_Moment_of_Mom') }, people('anna')],
		['photo URL', { imageUrls: `${SIGNED_URL} ` }, people('anna')],
		['input item', {}, people('ben')],
	])('creates another task after the %s was edited', async (_, edited, items) => {
		const first = await run(createVidu(original));
		await retryExecution(first, createVidu({ ...original, ...edited }), { items });
		expect(creations()).toBe(2);
	});

	it.each<[string, INodeParameters]>([
		[
			'the same template was picked again',
			{ templateId: { ...locator('Easter_cute_pets', 'list'), cachedResultName: 'Easter' } },
		],
		['the settings of the output were changed', { simplify: false, options: { concurrency: 1 } }],
	])('resumes the task after %s', async (_, edited) => {
		const first = await run(createVidu(original));
		await retryExecution(first, createVidu({ ...original, ...edited }));
		expect(creations()).toBe(1);
	});

	it('resumes the task of the same file, and creates another task for another file', async () => {
		const itemWith = async (width: number) =>
			await itemWithFiles({ data: { bytes: png(width, 200) } });
		const parameters = createViduFromBinary();
		const first = await run(parameters, { items: [await itemWith(200)] });
		await retryExecution(first, parameters, { items: [await itemWith(200)] });
		expect(creations()).toBe(1);
		await retryExecution(first, parameters, { items: [await itemWith(300)] });
		expect(creations()).toBe(2);
	});
});

it('creates another task for an agent that asks for another photo, and the same task for the same photo', async () => {
	const parameters = createByteDance({
		imageUrls: '={{ "https://example.com/" + $json.photo + ".png" }}',
	});
	const runData = createRunExecutionData({});
	for (const photo of ['anna', 'ben', 'anna']) {
		await executeAsTool('tool node', { sim, items: people(photo), parameters, runData });
	}
	expect(creations()).toBe(2);
});
