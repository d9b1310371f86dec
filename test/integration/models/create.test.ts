import { DISABLED_API_KEY } from '../../../dev/simulator';
import { createFromJson, createFromModel, executeNode, messageOf, useSimulator } from '../support';

const sim = useSimulator({ taskTimings: 'manual' });

const createBodies = () => sim.requestsTo('CreateTask').map(({ body }) => body);

describe('Create From Any Model', () => {
	it.each([
		['text', '{"prompt":"A cat","aspect_ratio":"9:16"}'],
		['an expression that returns an object', '={{ { prompt: "A cat", aspect_ratio: "9:16" } }}'],
		[
			'an expression that returns text',
			'={{ JSON.stringify({ prompt: "A cat", aspect_ratio: "9:16" }) }}',
		],
	])('accepts the whole input as JSON from %s', async (_source, inputJson) => {
		const parameters = createFromJson('google/nano-banana', inputJson);

		const { error } = await executeNode({ sim, parameters });

		expect(error).toBeUndefined();
		expect(createBodies()).toEqual([
			{ model: 'google/nano-banana', input: { prompt: 'A cat', aspect_ratio: '9:16' } },
		]);
	});

	it('creates a task for each item, from its own model and input, and requests each model once', async () => {
		const items = ['google/veo-3', 'openai/sora-2', 'google/veo-3', 'openai/sora-2'].map(
			(model, index) => ({ json: { model, prompt: `Scene ${index}` } }),
		);
		const parameters = createFromModel('={{ $json.model }}', { prompt: '={{ $json.prompt }}' });

		const { error, json } = await executeNode({ sim, items, parameters });

		expect(error).toBeUndefined();
		expect(json.map(({ model }) => model)).toEqual(items.map((item) => item.json.model));
		const prompts = json.map(
			({ task_id: id }) => sim.ledger.created.find((entry) => entry.task_id === id)?.input.prompt,
		);
		expect(prompts).toEqual(items.map((item) => item.json.prompt));
		expect(sim.requestsTo('Model')).toHaveLength(2);
	});

	it('returns Crun’s own answer when Simplify is off', async () => {
		const { json } = await executeNode({
			sim,
			parameters: createFromModel('google/veo-3', { prompt: 'A cat' }, { simplify: false }),
		});

		expect(json).toEqual([{ task_id: sim.ledger.created[0]?.task_id }]);
	});

	it('reports a disabled API key in Crun’s own words and creates nothing', async () => {
		const { error } = await executeNode({
			sim,
			parameters: createFromModel('google/veo-3', { prompt: 'A cat' }),
			credential: { apiKey: DISABLED_API_KEY },
		});

		expect(messageOf(error)).toMatch(
			/^The Crun API key is disabled\. .*API key is disabled \(403\)/,
		);
		expect(sim.ledger.created).toEqual([]);
	});
});
