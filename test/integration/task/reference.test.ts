import { quirks } from '../../../dev/simulator';
import { deepCopy, type INodeExecutionData, type INodeParameters } from 'n8n-workflow';
import { referenceOf } from '../../../nodes/Crun/crun/reference';
import {
	createByteDance,
	createFromModel,
	createVidu,
	downloadFiles,
	executeAsTool,
	executeNode,
	expectNothingSent,
	finishedTask,
	getTask,
	messageOf,
	openSuspendSetup,
	photos,
	post,
	PHOTO_URL,
	storedItems,
	taskIds,
	taskIdsInOrder,
	useSimulator,
	type ExecuteOptions,
	type Execution,
	type SuspendSetup,
} from '../support';

/** The option Reference: a text of the user's own that is returned with the task. */

const TRIGGER_URL = 'https://n8n.example.com/webhook/5f1d/webhook';
const CHATS = '={{ $json.chat }}';
const chats = (...texts: unknown[]): INodeExecutionData[] =>
	texts.map((chat) => ({ json: { chat } as INodeExecutionData['json'] }));
const options = (more: INodeParameters = {}): INodeParameters => ({
	pollIntervalSeconds: 0.2,
	reference: CHATS,
	...more,
});

describe('Reference', () => {
	const sim = useSimulator({ callbacks: false });
	const run = async (more: INodeParameters, rest: Partial<ExecuteOptions> = {}) =>
		await executeNode({
			sim,
			parameters: createByteDance({ options: options(), ...more }),
			items: chats('chat 1', 'chat 2'),
			...rest,
		});
	const referencesOf = ({ json }: Execution) => json.map(({ reference }) => reference);
	const callbackUrls = () => sim.ledger.created.map((task) => task.callback_url);

	it.each([
		['Do Not Wait', 'none', true],
		['Do Not Wait', 'none', false],
		['Poll', 'poll', true],
		['Poll', 'poll', false],
	])('is returned with each task (%s, %s, Simplify %s)', async (_, waitMode, simplify) => {
		expect(referencesOf(await run({ waitMode, simplify }))).toEqual(['chat 1', 'chat 2']);
		expect(callbackUrls()).toEqual([null, null]);
	});

	it.each<[string, INodeParameters]>([
		['a Vidu template', createVidu({ options: options() })],
		[
			'any model',
			createFromModel('google/nano-banana', { prompt: 'a cat' }, { options: options() }),
		],
	])('is an option of tasks of %s too', async (_, parameters) => {
		const { json } = await executeNode({ sim, parameters, items: chats('chat 1') });
		expect(json).toMatchObject([{ reference: 'chat 1' }]);
	});

	it('is carried by the signed URL of a Crun Trigger', async () => {
		await run({ notify: 'trigger', triggerUrl: TRIGGER_URL });
		expect(callbackUrls().map(referenceOf).sort()).toEqual(['chat 1', 'chat 2']);
	});

	it('adds nothing to Other URL, which is sent as it is', async () => {
		const execution = await run({ notify: 'url', callbackUrl: 'https://example.com/hook' });
		expect(callbackUrls()).toEqual(['https://example.com/hook', 'https://example.com/hook']);
		expect(referencesOf(execution)).toEqual(['chat 1', 'chat 2']);
	});

	it.each([
		['', undefined],
		['   \n ', undefined],
		[null, undefined],
		['  7 ', '7'],
		[7, '7'],
		[0, '0'],
		[false, 'false'],
		['a&b=c%00+d', 'a&b=c%00+d'],
		['signature=abc crun_sig=def', 'signature=abc crun_sig=def'],
		['战斗 👩‍👩‍👧‍👦', '战斗 👩‍👩‍👧‍👦'],
	])('may be %j', async (chat, reference) => {
		const { json } = await run(
			{ notify: 'trigger', triggerUrl: TRIGGER_URL },
			{ items: chats(chat) },
		);
		expect(json[0]).toHaveProperty('task_id');
		expect('reference' in (json[0] ?? {})).toBe(reference !== undefined);
		expect(json[0]?.reference).toBe(reference);
		expect(callbackUrls().map(referenceOf)).toEqual([reference ?? null]);
	});

	it.each<[string, unknown, RegExp]>([
		['10,000 characters', 'x'.repeat(10_000), /Reference is too long.*at most 200/],
		['a line break', 'a\nb', /Reference contains control characters/],
		['a null character', 'a\0b', /Reference contains control characters/],
		['an object', { id: 7 }, /Reference must be text, not an object/],
		['a list', [7], /Reference must be text, not a list/],
	])('that is %s is refused before anything is sent', async (_, chat, expected) => {
		const { error } = await run({}, { items: chats('fine', chat) });
		expect(messageOf(error)).toMatch(expected);
		expectNothingSent(sim);
	});

	it('that makes the callback URL too long is refused before anything is sent', async () => {
		const triggerUrl = `${TRIGGER_URL}?tenant=${'x'.repeat(1700)}`;
		const { error } = await run(
			{ notify: 'trigger', triggerUrl },
			{ items: chats('🎬'.repeat(200)) },
		);
		expect(messageOf(error)).toMatch(/The callback URL would be too long.*shorter Reference/);
		expectNothingSent(sim);
	});

	it('is not part of a dry run, but checked by it', async () => {
		const dry = (chat: string) =>
			run({ options: options({ dryRun: true }) }, { items: chats(chat) });
		expect((await dry('chat 1')).json[0]).not.toHaveProperty('reference');
		expect(messageOf((await dry('a\nb')).error)).toContain('Reference contains');
	});

	it('is returned with a task that is not finished in time, or has failed', async () => {
		const failing = { imageUrls: `${PHOTO_URL}?fail`, waitMode: 'poll' };
		const failed = await run({ ...failing, options: options({ onTaskFailure: 'output' }) });
		expect(failed.json).toMatchObject([{ status: 'failed', reference: 'chat 1' }, {}]);
		sim.settings.taskTimings = 'manual';
		const late = options({ onTimeout: 'pending', timeoutMinutes: 0.01 });
		const pending = await run({ waitMode: 'poll', options: late });
		expect(pending.json).toMatchObject([{ timed_out: true, reference: 'chat 1' }, {}]);
	});

	describe('in a later attempt', () => {
		const NOW = "={{ 'at ' + $now.toMillis() + Math.random() }}";
		const changing: INodeParameters = {
			waitMode: 'poll',
			notify: 'trigger',
			triggerUrl: TRIGGER_URL,
			options: options({ reference: NOW, timeoutMinutes: 0.01 }),
		};
		beforeEach(() => {
			sim.settings.taskTimings = 'manual';
		});
		const retry = async ({ runData }: Execution, parameters = changing) =>
			await run(parameters, {
				runData: deepCopy(runData),
				executionId: '78',
				items: chats('a'),
			});

		it('is no other order, and the one that the task was created with is returned', async () => {
			const first = await run(changing, { items: chats('a') });
			expect(messageOf(first.error)).toContain('did not finish in time');
			sim.tasks.finish(taskIds(sim)[0] ?? '', 'success');
			const second = await retry(first);
			expect(second.json).toMatchObject([
				{ task_id: taskIds(sim)[0], reference: referenceOf(callbackUrls()[0]) },
			]);
			expect(second.json[0]?.reference).toMatch(/^at \d+/);
			expect(sim.requestsTo('CreateTask')).toHaveLength(1);
		});

		it('stays the first one where it is edited, removed, or added before a Retry', async () => {
			const given = (reference: string): INodeParameters => ({
				options: options({ reference, timeoutMinutes: 0.01 }),
			});
			const first = await run({ ...changing, ...given('first') }, { items: chats('a') });
			sim.tasks.finish(taskIds(sim)[0] ?? '', 'success');
			for (const reference of ['edited', '']) {
				const { json } = await retry(first, { ...changing, ...given(reference) });
				expect(json).toMatchObject([{ reference: 'first' }]);
			}
			expect(sim.requestsTo('CreateTask')).toHaveLength(1);
		});

		it('is none where the task was created without one', async () => {
			const without = { ...changing, options: options({ reference: '', timeoutMinutes: 0.01 }) };
			const first = await run(without, { items: chats('a') });
			sim.faults.add({ endpoint: 'TaskInfo', kind: 'status', status: 404 }); // it is not visible yet
			const none = await retry(first, { ...changing, waitMode: 'none' });
			sim.faults.clear();
			expect(none.json).toMatchObject([{ task_id: taskIds(sim)[0] }]);
			expect(none.json[0]).not.toHaveProperty('reference');
		});

		it('is the new one where the first task failed and another one is created', async () => {
			const first = await run(changing, { items: chats('a') });
			sim.tasks.finish(taskIds(sim)[0] ?? '', 'failed');
			const edited = { ...changing, waitMode: 'none', options: options({ reference: 'new' }) };
			const second = await retry(first, edited);
			expect(second.json).toMatchObject([{ task_id: taskIds(sim)[1], reference: 'new' }]);
		});

		it('does not make an agent pay twice for the same video', async () => {
			const call = async (reference: string, runData?: Execution['runData']) =>
				await executeAsTool('tool node', {
					sim,
					items: [{ json: {} }],
					parameters: createByteDance({ options: { reference } }),
					...(runData ? { runData } : {}),
				});
			const { runData } = await run({}, { items: [] });
			const outputs = [await call('one', runData), await call('two', runData)];
			expect(JSON.stringify(outputs[0]?.output)).toContain('"reference":"one"');
			expect(JSON.stringify(outputs[1]?.output)).toContain('"reference":"one"');
			expect(sim.requestsTo('CreateTask')).toHaveLength(1);
		});
	});

	describe('of a task that is looked up', () => {
		const idWith = async (notify: INodeParameters) => {
			await run(notify, { items: chats('chat 1') });
			return taskIds(sim).at(-1) ?? '';
		};
		const toTrigger = { notify: 'trigger', triggerUrl: TRIGGER_URL };

		it.each([true, false])('is read from its callback URL (Simplify %s)', async (simplify) => {
			const id = await idWith(toTrigger);
			sim.tasks.finish(id, 'success');
			for (const parameters of [
				getTask(id, { simplify }),
				downloadFiles(id, {}, { simplify }),
				{ resource: 'task', operation: 'wait', taskId: id, simplify },
			]) {
				const { json } = await executeNode({ sim, parameters });
				expect(json).toMatchObject([{ task_id: id, reference: 'chat 1' }]);
				expect(JSON.stringify(json)).not.toMatch(/crun_sig=[^*]/);
			}
		});

		it('is absent where there was none, or no callback URL to carry it', async () => {
			for (const id of [finishedTask(sim), await idWith({ notify: 'none' })]) {
				const { json } = await executeNode({ sim, parameters: getTask(id) });
				expect(json[0]).not.toHaveProperty('reference');
			}
		});
	});
});

describe('Reference with Suspend', () => {
	let setup: SuspendSetup;
	beforeEach(async () => {
		setup = await openSuspendSetup();
	});
	afterEach(async () => await setup.stop());

	const suspended = async (simplify = true) => {
		const items = photos('a', 'b', 'c');
		const parameters = createByteDance({
			imageUrls: '={{ $json.photo }}',
			waitMode: 'suspend',
			simplify,
			options: { reference: '={{ $json.photo.includes("c.") ? "" : $json.photo }}' },
		});
		const execution = await setup.run({ items, parameters });
		const expected = [items[0]?.json.photo, items[1]?.json.photo, undefined];
		return { execution, expected, ids: taskIdsInOrder(setup.sim, items) };
	};
	const references = (items: INodeExecutionData[] = []) => items.map(({ json }) => json.reference);

	it.each([true, false])('is returned with each task (Simplify %s)', async (simplify) => {
		const { execution, expected, ids } = await suspended(simplify);
		expect(references(storedItems(execution))).toEqual(expected);
		for (const id of [...ids].reverse()) expect(await setup.finish(id)).toBe(200);
		const [emitted] = await setup.n8n.emitted();
		expect(references(emitted)).toEqual(expected);
		expect(emitted?.map(({ json }) => json.status)).toEqual(['success', 'success', 'success']);
	});

	it('is returned even if Crun does not return the callback URL', async () => {
		setup.sim.settings.quirks = [quirks.withoutCallbackUrl];
		const { expected, ids } = await suspended();
		for (const id of ids) expect(await setup.finish(id)).toBe(200);
		const [emitted] = await setup.n8n.emitted();
		expect(references(emitted)).toEqual(expected);
	});

	it('is carried by the callback URL of each task, so that Task > Get finds it', async () => {
		const { expected, ids } = await suspended();
		const urls = ids.map((id) => setup.callbackUrl(id));
		expect(urls.map(referenceOf)).toEqual(expected.map((one) => one ?? null));
		expect(new Set(urls.map((url) => new URL(url).pathname)).size).toBe(1);
	});

	it('is not exchanged where the callbacks arrive at each other’s URLs', async () => {
		const { expected, ids } = await suspended();
		const urls = ids.map((id) => setup.callbackUrl(id));
		for (const [index, id] of ids.entries()) {
			const task = setup.sim.tasks.finish(id ?? '', 'success');
			expect((await post(urls[(index + 1) % 3] ?? '', task)).status).toBe(200);
		}
		const [emitted] = await setup.n8n.emitted();
		expect(references(emitted)).toEqual(expected);
	});

	it('that is forged in the URL does not resume the execution', async () => {
		const { ids } = await suspended();
		const forged = (change: (query: URLSearchParams) => void) => {
			const url = new URL(setup.callbackUrl(ids[0]));
			change(url.searchParams);
			return url.toString();
		};
		const other = new URL(setup.callbackUrl(ids[1])).searchParams.get('crun_ref') ?? '';
		for (const id of ids) setup.sim.tasks.finish(id ?? '', 'success');
		for (const url of [
			forged((query) => query.set('crun_ref', other)),
			forged((query) => query.set('crun_ref', '')),
			forged((query) => query.append('crun_ref', other)),
			forged((query) => query.delete('crun_ref')),
		])
			expect((await post(url, { task_id: ids[0], status: 'success' })).status).toBe(401);
		expect(await setup.n8n.emitted()).toEqual([]);
	});

	it('stays with a task that finishes before the execution is suspended', async () => {
		await suspended();
		const { sim } = setup;
		const when = () => {
			sim.tasks.finish(taskIds(sim).at(-1) ?? '', 'success');
			return false;
		};
		sim.faults.add({ endpoint: 'TaskInfo', kind: 'latency', ms: 1, when });
		const { json, waitTill } = await setup.run({
			items: photos('x'),
			parameters: createByteDance({ waitMode: 'suspend', options: { reference: 'early' } }),
			executionId: '79',
		});
		expect(waitTill).toBeUndefined();
		expect(json).toMatchObject([{ status: 'success', reference: 'early' }]);
	});
});
