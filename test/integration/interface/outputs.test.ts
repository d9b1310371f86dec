import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { signCallbackUrl } from '../../../nodes/Crun/crun/callback';
import {
	activeAsset,
	createByteDance,
	createFromModel,
	createVidu,
	downloadFiles,
	executeAsTool,
	executeNode,
	existingTask,
	finishedTask,
	getAsset,
	getTask,
	itemWithFiles,
	locator,
	openWebhook,
	post,
	uploadAsset,
	uploadFile,
	useSimulator,
	type ExecuteOptions,
} from '../support';

/** Later nodes use the fields of the output, so their names and types must not change. Values may. */

const sim = useSimulator();

/** The type of a value, or the types of the parts of an object or a list. */
function shapeOf(value: unknown): unknown {
	if (value === null) return 'null';
	if (Array.isArray(value))
		return [...new Set(value.map((one) => JSON.stringify(shapeOf(one))))].map((text): unknown =>
			JSON.parse(text),
		);
	if (typeof value !== 'object') return typeof value;
	return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shapeOf(one)]));
}

const shapeOfItems = (items: INodeExecutionData[]) =>
	items.map(({ json, binary, pairedItem, error }) => ({
		json: shapeOf(json),
		binary: Object.keys(binary ?? {}),
		pairedItem: shapeOf(pairedItem),
		error: error?.name ?? null,
	}));

const run = async (parameters: INodeParameters, more: Partial<ExecuteOptions> = {}) => {
	const { items } = await executeNode({ sim, parameters, continueOnFail: true, ...more });
	return shapeOfItems(items);
};
const poll = (options: INodeParameters = {}, more: INodeParameters = {}): INodeParameters => ({
	waitMode: 'poll',
	options: { pollIntervalSeconds: 0.2, ...options },
	...more,
});
const template = (operation: string, more: INodeParameters): INodeParameters => ({
	resource: 'template',
	operation,
	platform: 'bytedance',
	...more,
});

it.each<[string, () => Promise<unknown>]>([
	['a new task', async () => await run(createByteDance())],
	[
		'a new task with a reference',
		async () => await run(createByteDance({ options: { reference: 'chat 1' } })),
	],
	['a new task with Simplify off', async () => await run(createByteDance({ simplify: false }))],
	['a task waited for', async () => await run(createByteDance(poll()))],
	[
		'a task of any model',
		async () => await run(createFromModel('google/nano-banana', { prompt: 'a cat' }, poll())),
	],
	[
		'a task waited for, with its files',
		async () => await run(createVidu(poll({ downloadResult: true }))),
	],
	[
		'a failed task as output',
		async () =>
			await run(
				createVidu(
					poll({ onTaskFailure: 'output' }, { imageUrls: 'https://example.com/fail.png' }),
				),
			),
	],
	[
		'a failed task as an error',
		async () => await run(createVidu(poll({}, { imageUrls: 'https://example.com/fail.png' }))),
	],
	['a dry run', async () => await run(createByteDance({ options: { dryRun: true } }))],
	[
		'an item that is refused before it is sent',
		async () => await run(createByteDance({ imageUrls: 'photo.png' })),
	],
	['the balance', async () => await run({ resource: 'account', operation: 'getBalance' })],
	[
		'an upload',
		async () => await run(uploadFile(), { items: [await itemWithFiles({ data: {} })] }),
	],
	['an asset', async () => await run(uploadAsset())],
	['an asset with Simplify off', async () => await run(uploadAsset({ simplify: false }))],
	['an asset that is not waited for', async () => await run(uploadAsset({ waitForActive: false }))],
	[
		'an asset whose review has failed',
		async () => await run(uploadAsset({ fileUrl: 'https://example.com/fail.png' })),
	],
	['an asset looked up', async () => await run(getAsset(activeAsset(sim)))],
	['a download', async () => await run(downloadFiles(finishedTask(sim)))],
	['a task looked up', async () => await run(getTask(finishedTask(sim)))],
	[
		'a task looked up, with Simplify off',
		async () => await run(getTask(finishedTask(sim), { simplify: false })),
	],
	[
		'a template',
		async () =>
			await run(template('get', { templateId: { __rl: true, mode: 'id', value: '104909826' } })),
	],
	[
		'models',
		async () => (await run({ resource: 'model', operation: 'getMany', limit: 1 })).slice(0, 1),
	],
	[
		'a model',
		async () =>
			await run({ resource: 'model', operation: 'get', model: locator('google/nano-banana') }),
	],
	['templates', async () => (await run(template('getMany', { limit: 1 }))).slice(0, 1)],
])('keeps the output fields of %s', async (_what, shape) => {
	expect(await shape()).toMatchSnapshot();
});

it.each(['pending', 'error'])(
	'keeps the output fields of a task that is not finished in time (On Timeout: %s)',
	async (onTimeout) => {
		sim.settings.taskTimings = 'manual';
		const taskId = existingTask(sim);
		const options = { onTimeout, timeoutMinutes: 0.01, pollIntervalSeconds: 0.2 };
		expect(await run({ resource: 'task', operation: 'wait', taskId, options })).toMatchSnapshot();
	},
);

it.each(['pending', 'error'])(
	'keeps the output fields of an asset whose review is not finished in time (On Timeout: %s)',
	async (onTimeout) => {
		sim.settings.assetReviewMs = 'manual';
		expect(await run(uploadAsset({}, { onTimeout, timeoutMinutes: 0.01 }))).toMatchSnapshot();
	},
);

it('keeps the output fields of the templates that an agent gets', async () => {
	const { output } = await executeAsTool('tool node', {
		sim,
		items: [{ json: {} }],
		parameters: template('getMany', { limit: 1 }),
	});
	expect(shapeOf(output)).toMatchSnapshot();
	const none = await executeAsTool('tool node', {
		sim,
		items: [{ json: {} }],
		parameters: template('getMany', { filters: { search: 'no such thing' } }),
	});
	expect(shapeOf(none.output)).toMatchSnapshot();
});

it.each(['success', 'failed'] as const)(
	'keeps the output fields of the trigger (%s)',
	async (status) => {
		const server = await openWebhook({ sim });
		await post(
			signCallbackUrl(server.url, sim.apiKey, Date.now() / 1000),
			sim.tasks.finish(existingTask(sim), status),
		);
		const emitted = await server.emitted();
		await server.stop();
		expect(emitted.map(shapeOfItems)).toMatchSnapshot();
	},
);
