import type { INodeParameters } from 'n8n-workflow';
import { DISABLED_API_KEY, quirks } from '../../../dev/simulator';
import {
	executeAsTool,
	executeNode,
	messageOf,
	useSimulator,
	type ExecuteOptions,
} from '../support';

const sim = useSimulator();

const MODELS: INodeParameters = { resource: 'model', operation: 'getMany' };
const getMany = async (parameters: INodeParameters = {}, more: Partial<ExecuteOptions> = {}) =>
	await executeNode({ sim, parameters: { ...MODELS, ...parameters }, ...more });
const search = (words: string): INodeParameters => ({ filters: { search: words } });

describe('Model > Get Many', () => {
	it('returns the models with one request, grouped as in the list of the editor', async () => {
		const { json, error } = await getMany();
		expect(error).toBeUndefined();
		expect(json).toHaveLength(sim.models.length);
		expect(json[0]).toEqual({
			model: 'tripo/image-to-3d',
			modality: '3d',
			operation: 'image-to-3d',
			description: expect.any(String) as string,
			credits: null,
		});
		expect(sim.requests.map(({ endpoint }) => endpoint)).toEqual(['Models']);
	});

	it('returns up to the limit, or all', async () => {
		expect((await getMany({ limit: 2 })).json).toHaveLength(2);
		expect((await getMany({ returnAll: true, limit: 2 })).json).toHaveLength(sim.models.length);
	});

	it('filters by words in the name, the modality, the operation and the description', async () => {
		const { json } = await getMany(search(' VIDEO sora '));
		expect(json.map(({ model }) => model)).toEqual(['openai/sora-2-image', 'openai/sora-2']);
		expect((await getMany(search('no such model'))).json).toEqual([]);
	});

	it('returns Crun’s own entries with Simplify off, which may be names alone', async () => {
		const { json } = await getMany({ simplify: false, ...search('veo-3') });
		expect(json[0]).toMatchObject({ model: 'google/veo-3-image', provider: 'google' });
		sim.settings.quirks = [quirks.modelsAsTexts];
		expect((await getMany({ simplify: false, ...search('google/veo-3') })).json[0]).toEqual({
			model: 'google/veo-3',
		});
	});

	it('returns the price where Crun states one', async () => {
		const models = [{ model: 'a/b', credits: 12.5 }, { model: 'c/d' }];
		sim.faults.add({ endpoint: 'Models', kind: 'body', body: { code: 200, data: { models } } });
		const { json } = await getMany();
		expect(json.map(({ credits }) => credits)).toEqual([12.5, null]);
	});

	it('requests the list once for all items of an execution', async () => {
		const items = Array.from({ length: 50 }, () => ({ json: {} }));
		const { items: found } = await getMany({ limit: 2, simplify: false }, { items });
		expect(found).toHaveLength(100);
		expect(sim.requests).toHaveLength(1);
		expect(found[0]?.json).toEqual(found[2]?.json);
		expect(found[0]?.json).not.toBe(found[2]?.json); // a later node may change one of them
	});

	it('pairs its items with the input items', async () => {
		const { items } = await getMany({ limit: 1 }, { items: [{ json: {} }, { json: {} }] });
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it.each([
		['a limit of 0', { limit: 0 }, /^Limit is not valid/],
		['a search that is an object', search('={{ {} }}'), /^Search is not valid/],
	])('refuses %s before a request is sent', async (_what, parameters, text) => {
		expect(messageOf((await getMany(parameters)).error)).toMatch(text);
		expect(sim.requests).toHaveLength(0);
	});

	it('fails with the reason', async () => {
		const { error } = await getMany({}, { credential: { apiKey: DISABLED_API_KEY } });
		expect(messageOf(error)).toMatch(
			/^The Crun API key is disabled\. Could not .*API key is disabled \(403\)\./,
		);
	});

	it('fails where no entry can be read', async () => {
		sim.settings.quirks = [quirks.unreadableModels];
		expect(messageOf((await getMany()).error)).toMatch(/^The list of models cannot be read\. /);
	});
});

describe('An AI agent', () => {
	const call = async (parameters: INodeParameters) =>
		await executeAsTool('tool node', {
			sim,
			items: [{ json: {} }],
			parameters: { ...MODELS, ...parameters },
		});

	it('gets only what is known of each model', async () => {
		expect((await call(search('labs/no-schema'))).output).toMatchObject([
			[{ json: { model: 'labs/no-schema' } }],
		]);
		expect(JSON.stringify((await call({})).output)).not.toContain('null');
	});

	it('gets a message if no model matches', async () => {
		expect((await call(search('no such model'))).output).toMatchObject([
			[{ json: { models: 0, message: expect.stringContaining('No model matches') as string } }],
		]);
	});
});
