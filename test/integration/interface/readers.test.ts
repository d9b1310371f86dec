import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { BATTLE_GAME, MESSAGES, NUMERIC_KLING_KEY } from '../../../dev/simulator';
import {
	BATTLE_ID,
	BATTLE_PRICE,
	createByteDance,
	createFromModel,
	createVidu,
	downloadFiles,
	executeNode,
	existingTask,
	expectNothingCreated,
	finishedTask,
	getTask,
	locator,
	openWebhook,
	PHOTO_URL,
	post,
	taskIds,
	useSimulator,
	type ExecuteOptions,
} from '../support';

/**
 * Expressions return text where a field holds true or false, and then `"false"` must mean false everywhere.
 * Whatever is read, an error has two parts: a headline, and a description with the facts.
 */

const sim = useSimulator({ taskTimings: 'manual', callbacks: false });

/** An expression that returns this value. */
const returning = (value: unknown) => `={{ ${JSON.stringify(value)} }}`;
const NEITHER = ['yes', 'False', '', 1, null, {}];

const run = async (parameters: INodeParameters, more: Partial<ExecuteOptions> = {}) =>
	await executeNode({ sim, parameters, ...more });
const jsonOf = async (parameters: INodeParameters): Promise<IDataObject[]> => {
	const { json, error } = await run(parameters);
	expect(error).toBeUndefined();
	return json;
};

const creations: Array<[string, INodeParameters]> = [
	['Create From Any Model', createFromModel('google/nano-banana', { prompt: 'A cat' })],
	['Create From ByteDance Template', createByteDance()],
	[
		'Create From Kling Template',
		{
			resource: 'task',
			operation: 'createKling',
			templateId: locator(String(NUMERIC_KLING_KEY)),
			imageUrls: PHOTO_URL,
			waitMode: 'none',
		},
	],
	['Create From Vidu Template', createVidu()],
];

const reads: Array<[string, (id: string) => INodeParameters]> = [
	['Get', getTask],
	['Wait', (taskId) => ({ resource: 'task', operation: 'wait', taskId })],
	['Download', downloadFiles],
];

const templates: Array<[string, INodeParameters]> = [
	['Get', { resource: 'template', operation: 'get', templateId: locator(BATTLE_ID) }],
	['Get Many', { resource: 'template', operation: 'getMany', limit: 1 }],
];

describe.each(creations)('Simplify of Task > %s', (_name, parameters) => {
	const wait = { waitMode: 'poll', options: { timeoutMinutes: 0.01, onTimeout: 'pending' } };

	it('returns the raw response if an expression returns the text "false"', async () => {
		const simplify = returning('false');
		expect(await jsonOf({ ...parameters, simplify })).toEqual([{ task_id: taskIds(sim)[0] }]);
		const [waited] = await jsonOf({ ...parameters, simplify, ...wait });
		const task = sim.tasks.get(taskIds(sim)[1] ?? '');
		expect(waited).toEqual({ ...task, status: 'pending', timed_out: true });
	});

	it('returns the simplified task if an expression returns the text "true"', async () => {
		const simplify = returning('true');
		const tasks = [
			...(await jsonOf({ ...parameters, simplify })),
			...(await jsonOf({ ...parameters, simplify, ...wait })),
		];
		expect(tasks).toMatchObject(
			taskIds(sim).map((id) => ({ task_id: id, media_urls: [], video_url: null })),
		);
		expect(tasks).toHaveLength(2);
		for (const task of tasks) expect(task).not.toHaveProperty('param');
	});

	it.each(NEITHER)('is rejected before anything is created: %j', async (value) => {
		const { error } = await run(
			{ ...parameters, simplify: '={{ $json.simplify }}' },
			{ items: [true, value].map((simplify) => ({ json: { simplify } })) },
		);
		expect(error).toMatchObject({
			message: 'Simplify is not valid',
			description: expect.stringContaining('Simplify must be true or false, not ') as string,
			context: { itemIndex: 1 },
		});
		expectNothingCreated(sim);
	});
});

describe.each(reads)('Simplify of Task > %s', (_name, parametersFor) => {
	it('returns the raw task if an expression returns the text "false"', async () => {
		const id = finishedTask(sim);
		const simplify = returning('false');
		expect(await jsonOf({ ...parametersFor(id), simplify })).toEqual([sim.tasks.get(id)]);
	});

	it('returns the simplified task if an expression returns the text "true"', async () => {
		const id = finishedTask(sim);
		const [task] = await jsonOf({ ...parametersFor(id), simplify: returning('true') });
		expect(task).toMatchObject({ task_id: id, status: 'success', template_id: BATTLE_ID });
		expect(task).not.toHaveProperty('param');
	});

	it.each(NEITHER)('is rejected before a request is sent: %j', async (value) => {
		const { error } = await run({ ...parametersFor('x'), simplify: returning(value) });
		expect(error).toMatchObject({ message: 'Simplify is not valid' });
		expect(sim.requests).toEqual([]);
	});
});

describe.each(templates)('Simplify of Template > %s', (_name, parameters) => {
	it('returns the raw template if an expression returns the text "false"', async () => {
		expect(await jsonOf({ ...parameters, simplify: returning('false') })).toEqual([BATTLE_GAME]);
	});

	it('returns the simplified template if an expression returns the text "true"', async () => {
		const [template] = await jsonOf({ ...parameters, simplify: returning('true') });
		expect(template).toMatchObject({ platform: 'bytedance', id: BATTLE_ID });
		expect(template).not.toHaveProperty('TemplateId');
	});

	it.each(NEITHER)('is rejected before a request is sent: %j', async (value) => {
		const { error } = await run({ ...parameters, simplify: returning(value) });
		expect(error).toMatchObject({ message: 'Simplify is not valid' });
		expect(sim.requests).toEqual([]);
	});
});

describe('Simplify of the trigger', () => {
	const emittedWith = async (simplify: unknown) => {
		const options = { acceptUnsigned: true };
		const parameters = { simplify: returning(simplify), options };
		const server = await openWebhook({ sim, parameters });
		const task = sim.tasks.finish(existingTask(sim), 'success');
		await post(server.url, task);
		const emitted = await server.emitted();
		await server.stop();
		return { task, json: emitted.flat().map(({ json }) => json) };
	};

	it('returns the raw task if an expression returns the text "false"', async () => {
		const { task, json } = await emittedWith('false');
		expect(json).toEqual([{ event: 'task.success', verified: true, ...task }]);
	});

	it.each(['true', ...NEITHER])(
		'returns the simplified task for any other value: %j',
		async (value) => {
			const { task, json } = await emittedWith(value);
			expect(json).toMatchObject([{ task_id: task.task_id, template_id: BATTLE_ID }]);
			expect(json[0]).not.toHaveProperty('param');
		},
	);
});

describe('Return All', () => {
	const getMany = (returnAll: unknown) => ({
		resource: 'template',
		operation: 'getMany',
		returnAll: returning(returnAll),
		limit: 2,
	});

	it('returns all templates if an expression returns the text "true"', async () => {
		expect(await jsonOf(getMany('true'))).toHaveLength(sim.catalogues.bytedance.length);
	});

	it('respects Limit if an expression returns the text "false"', async () => {
		expect(await jsonOf(getMany('false'))).toHaveLength(2);
	});

	it.each(NEITHER)('is rejected before a request is sent: %j', async (value) => {
		const { error } = await run(getMany(value));
		expect(error).toMatchObject({ message: 'Return All is not valid' });
		expect(sim.requests).toEqual([]);
	});
});

describe('The error', () => {
	interface Case {
		what: string;
		headline: string;
		/** What the description, and only the description, says. */
		facts: () => string[];
		parameters: INodeParameters;
		credential?: { apiKey: string };
		before?: () => void;
		/** Whether a task exists for the item. */
		hasTask?: boolean;
	}
	const newestTask = () => taskIds(sim).at(-1) ?? 'no task';
	const poll = { waitMode: 'poll', options: { pollIntervalSeconds: 0.2, timeoutMinutes: 0.01 } };

	it.each<Case>([
		{
			what: 'an empty template',
			headline: 'Template is empty',
			facts: () => ['Pick a template from the list'],
			parameters: createByteDance({ templateId: locator('') }),
		},
		{
			what: 'a wrong key (401)',
			headline: 'Crun rejected the API key',
			facts: () => [MESSAGES.invalidKey, '401', 'Check the API key in'],
			parameters: createByteDance(),
			credential: { apiKey: 'ak_wrong' },
		},
		{
			what: 'a lack of credits (402)',
			headline: 'The Crun account does not have enough credits',
			facts: () => [MESSAGES.insufficientCredits, '402', String(BATTLE_PRICE), '1.25', 'Top up'],
			parameters: createByteDance(),
			before: () => {
				sim.settings.balance = 1.25;
			},
		},
		{
			what: 'a task that does not finish in time',
			headline: 'The task did not finish in time',
			facts: () => [newestTask(), 'Task > Wait'],
			parameters: createByteDance(poll),
			hasTask: true,
		},
		{
			what: 'a failed task',
			headline: 'The task failed at Crun',
			facts: () => [newestTask(), MESSAGES.generationFailed, '501', 'Nothing was charged'],
			parameters: createByteDance({ ...poll, imageUrls: 'https://example.com/fail.png' }),
			before: () => {
				sim.settings.taskTimings = { pendingMs: 0, runningMs: 0 };
			},
			hasTask: true,
		},
	])(
		'for $what has a short headline, and a description with the facts',
		async ({ headline, facts, parameters, credential, before, hasTask = false }) => {
			before?.();
			const expectTwoParts = (error: unknown) => {
				const { message, description } = error as { message: string; description?: string };
				expect(message).toBe(headline);
				expect(message.length).toBeLessThan(80);
				expect(message).not.toMatch(/\.$/);
				for (const fact of facts()) {
					expect(description).toContain(fact);
					expect(message).not.toContain(fact);
				}
				expect(description).toMatch(/[^.]\.$/);
				return `${message}. ${description}`;
			};
			const stopped = await run(parameters, { credential });
			expect(stopped.items).toEqual([]);
			const whole = expectTwoParts(stopped.error);
			const taskId = hasTask ? newestTask() : undefined;

			const { items, error } = await run(parameters, { credential, continueOnFail: true });
			expect(error).toBeUndefined();
			const task = hasTask ? { task_id: newestTask() } : {};
			const expected = taskId && task.task_id ? whole.replaceAll(taskId, task.task_id) : whole;
			expect(items.map(({ json }) => json)).toEqual([{ error: expected, ...task }]);
			// n8n makes the JSON of an error item from the message of its error, so that holds both parts.
			expect(items[0]?.error).toMatchObject({ message: expected });
		},
	);
});
