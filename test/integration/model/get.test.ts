import type { INodeParameters } from 'n8n-workflow';
import { z } from 'zod';
import { DISABLED_API_KEY, quirks } from '../../../dev/simulator';
import {
	executeAsTool,
	executeNode,
	locator,
	messageOf,
	useSimulator,
	type ExecuteOptions,
} from '../support';

const sim = useSimulator();

const parametersOf = (model: string, more: INodeParameters = {}): INodeParameters => ({
	resource: 'model',
	operation: 'get',
	model: locator(model),
	...more,
});
const get = async (
	model: string,
	more: INodeParameters = {},
	options: Partial<ExecuteOptions> = {},
) => await executeNode({ sim, parameters: parametersOf(model, more), ...options });
const fieldsSchema = z.array(z.object({ name: z.string() }).passthrough());
const field = async (model: string, name: string) =>
	fieldsSchema.parse((await get(model)).json[0]?.fields).find((one) => one.name === name);

describe('Model > Get', () => {
	it('returns what the model is, and each field that it takes, required ones first', async () => {
		const { json, error } = await get('openai/sora-2');
		expect(error).toBeUndefined();
		expect(json).toMatchObject([
			{ model: 'openai/sora-2', modality: 'video', operation: 'text-to-video', credits: null },
		]);
		expect(await field('openai/sora-2', 'prompt')).toEqual({
			name: 'prompt',
			type: 'text',
			required: true,
			default: null,
			choices: [],
			minimum: null,
			maximum: null,
			description: 'What to generate',
		});
	});

	it.each([
		['openai/sora-2', 'duration', { type: 'integer', minimum: 4, maximum: 12 }],
		['kling/v2-master', 'cfg_scale', { type: 'number', minimum: 0, maximum: 1 }],
		[
			'google/nano-banana',
			'output_format',
			{ type: 'choice', choices: ['png', 'jpeg'], default: 'png', required: false },
		],
		['google/nano-banana-edit', 'image_urls', { type: 'urls', required: true }],
		['recraft/remove-background', 'image', { type: 'url' }],
		['bytedance/seedream-4', 'size', { type: 'object' }],
		['elevenlabs/text-to-speech', 'dialogue', { type: 'list' }],
		['google/veo-3', 'generate_audio', { type: 'boolean', default: true }],
	])('describes the field %s %s', async (model, name, expected) => {
		expect(await field(model, name)).toMatchObject({ name, ...expected });
	});

	it('returns Crun’s own description with Simplify off', async () => {
		const { json } = await get('google/veo-3', { simplify: false });
		expect(json).toMatchObject([{ model: 'google/veo-3', input_schema: { type: 'object' } }]);
	});

	it('returns the price where Crun states one', async () => {
		const data = { model: 'a/b', credits: '7', input_schema: { properties: {} } };
		sim.faults.add({ endpoint: 'Model', kind: 'body', body: { code: 200, data } });
		expect((await get('a/b')).json).toMatchObject([{ model: 'a/b', credits: 7, fields: [] }]);
	});

	it('returns null for fields that cannot be read', async () => {
		expect((await get('labs/no-schema')).json).toMatchObject([{ fields: null }]);
	});

	it('is paired with its input item, and takes the model from it', async () => {
		const items = ['google/veo-3', 'openai/sora-2'].map((model) => ({ json: { model } }));
		const found = await get('={{ $json.model }}', {}, { items });
		expect(found.json.map(({ model }) => model)).toEqual(['google/veo-3', 'openai/sora-2']);
		expect(found.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it.each([
		['no model', '', /^Model is empty\. Pick a model/],
		[
			'a model that does not exist',
			'google/gone',
			/^Crun does not have this model\. .*"google\/gone"/,
		],
	])('fails for %s', async (_what, model, text) => {
		expect(messageOf((await get(model)).error)).toMatch(text);
	});

	it('fails where Crun lists a model, but does not describe it', async () => {
		sim.faults.add({ endpoint: 'Model', kind: 'status', status: 404 });
		expect(messageOf((await get('google/veo-3')).error)).toMatch(/The model is google\/veo-3\.$/);
	});

	it('fails where Crun describes another model', async () => {
		sim.settings.quirks = [quirks.otherModel];
		expect(messageOf((await get('google/veo-3')).error)).toMatch(
			/^Could not look up the model\. Crun was asked for google\/veo-3 and returned other\/model\./,
		);
	});

	it('fails with the reason', async () => {
		const credential = { apiKey: DISABLED_API_KEY };
		expect(messageOf((await get('google/veo-3', {}, { credential })).error)).toMatch(
			/^The Crun API key is disabled\. Could not .*API key is disabled \(403\)\./,
		);
	});

	it('fails for a response that cannot be read', async () => {
		sim.faults.add({ endpoint: 'Model', kind: 'dataNull' });
		expect((await get('google/veo-3')).error).toBeDefined();
	});
});

it('an AI agent gets only what is known of each field', async () => {
	const { output } = await executeAsTool('tool node', {
		sim,
		items: [{ json: {} }],
		parameters: parametersOf('openai/sora-2'),
	});
	const text = JSON.stringify(output);
	expect(text).toContain('"name":"duration"');
	expect(text).not.toMatch(/null|\[\]/);
});
