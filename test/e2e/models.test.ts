import type { INodeParameters } from 'n8n-workflow';
import { z } from 'zod';
import { Session } from '../../dev/n8n/http';
import { OWNER } from '../../dev/n8n/rest';
import { itemsOf } from '../../dev/n8n/schemas';
import { untilFailure, untilSuccess } from './support/executions';
import { chains, crunNode, node } from './support/nodes';
import { photoUrl } from './support/videos';
import { useWorld } from './support/world';

jest.setTimeout(60_000);

const world = useWorld();
const locator = (value: string, mode = 'list') => ({ __rl: true, mode, value });
const fieldSchema = z.object({
	id: z.string(),
	displayName: z.string(),
	required: z.boolean(),
	type: z.string(),
	removed: z.boolean(),
	display: z.boolean(),
	defaultMatch: z.boolean(),
	options: z
		.array(z.object({ name: z.string(), value: z.union([z.string(), z.number(), z.boolean()]) }))
		.optional(),
	defaultValue: z.unknown().optional(),
});
const formSchema = z.object({
	fields: z.array(fieldSchema),
	emptyFieldsNotice: z.string().optional(),
});

/** The editor's request for a field of a Crun node with this model. */
const field = (method: string, path: string, model: string) => ({
	node: 'n8n-nodes-crun.crun',
	method,
	path: `parameters.${path}`,
	parameters: { resource: 'task', operation: 'create', model: locator(model) },
	credentials: { crunApi: { ...world.credential } },
});

/** Loads the form as the editor does. */
async function formOf(model: string) {
	const session = new Session(world.n8n.url);
	await session.send('POST', '/login', z.unknown(), {
		emailOrLdapLoginId: OWNER.email,
		password: OWNER.password,
	});
	const {
		node: name,
		method,
		path,
		parameters,
		credentials,
	} = field('getModelFields', 'input', model);
	return await session.send('POST', '/dynamic-node-parameters/resource-mapper-fields', formSchema, {
		path,
		methodName: method,
		nodeTypeAndVersion: { name, version: 1 },
		currentNodeParameters: parameters,
		credentials,
	});
}

/** Saves and starts a workflow that creates one task. @returns the execution's ID */
async function start(parameters: INodeParameters): Promise<string> {
	const nodes = [
		node('Start', 'n8n-nodes-base.manualTrigger'),
		crunNode(
			'Crun',
			'crun',
			{ resource: 'task', operation: 'create', ...parameters },
			world.credential,
		),
	];
	const { id } = await world.rest.workflows.create({
		name: 'Any model',
		nodes,
		connections: chains(['Start', 'Crun']),
	});
	return await world.rest.workflows.run(id, 'Start');
}

test('the model list contains all models and can be searched by words', async () => {
	const { results } = await world.rest.searchList(field('searchModels', 'model', ''));
	expect(results).toHaveLength(world.crun.models.length);
	expect(
		(await world.rest.searchList(field('searchModels', 'model', ''), 'video sora')).results.map(
			({ value }) => value,
		),
	).toEqual(['openai/sora-2-image', 'openai/sora-2']);
});

test('the form shows the fields of the model', async () => {
	const { fields } = await formOf('bytedance/seedance-pro-image');
	expect(fields.map(({ id, type, required, removed }) => [id, type, required, removed])).toEqual([
		['prompt', 'string', true, false],
		['image_url', 'string', false, false],
		['end_image_url', 'string', false, true],
		['resolution', 'options', false, false],
		['seed', 'number', false, true],
	]);
	expect(fields.find(({ id }) => id === 'resolution')?.defaultValue).toBe('720p');
	expect(await formOf('labs/prose-schema')).toMatchObject({
		fields: [],
		emptyFieldsNotice: expect.stringContaining('JSON') as string,
	});
});

test('a completed form creates a task and returns its result', async () => {
	world.crun.settings.taskTimings = { pendingMs: 20, runningMs: 300 };
	const model = 'bytedance/seedance-pro-image';
	const schema = (await formOf(model)).fields.map((one) => ({
		...one,
		type: z.enum(['string', 'options', 'number']).parse(one.type),
		defaultValue: undefined,
	}));
	const value = {
		prompt: '={{ "A" + " cat" }}',
		image_url: photoUrl(world, 'anna'),
		resolution: '720p',
		seed: 7,
	};
	const input = {
		mappingMode: 'defineBelow',
		value,
		matchingColumns: [],
		schema,
		attemptToConvertTypes: false,
		convertFieldsToString: false,
	};
	const execution = await untilSuccess(
		world,
		await start({
			model: locator(model),
			input,
			waitMode: 'poll',
			options: { pollIntervalSeconds: 0.2, maxCredits: 40 },
		}),
	);
	expect(world.crun.ledger.created).toMatchObject([
		{ model, input: { ...value, prompt: 'A cat' }, credits: 37.5 },
	]);
	expect(itemsOf(execution, 'Crun').map(({ json }) => json)).toMatchObject([
		{
			status: 'success',
			model,
			credits: 37.5,
			video_url: expect.stringMatching(/\.mp4$/) as string,
		},
	]);
});

test('an execution whose price exceeds Max Credits fails and creates nothing', async () => {
	const id = await start({
		model: locator('google/veo-3', 'id'),
		inputMode: 'json',
		inputJson: '{"prompt":"A cat"}',
		options: { maxCredits: 100 },
	});
	expect(await untilFailure(world, id)).toMatch(
		/^The task costs more than Max Credits allows\. .*160 credits.*Max Credits is 100\. Nothing was created/,
	);
	expect(world.crun.ledger.created).toEqual([]);
});

test('an execution with a field that the model no longer has fails and creates nothing', async () => {
	const input = {
		mappingMode: 'defineBelow',
		value: { prompt: 'A cat', loop: true },
		matchingColumns: [],
		schema: [],
		attemptToConvertTypes: false,
		convertFieldsToString: false,
	};
	expect(await untilFailure(world, await start({ model: locator('google/veo-3'), input }))).toMatch(
		/^The model does not have these input fields\. .*has no "loop"/,
	);
	expect(world.crun.ledger.created).toEqual([]);
});
