import { getModelFields, parameterIssues, useSimulator } from '../support';

const sim = useSimulator();

const field = async (model: string, id: string) => {
	const { fields } = await getModelFields(model, { sim });
	return fields.find((candidate) => candidate.id === id);
};

describe('a nullable field', () => {
	it('is shown like the same field without null', async () => {
		const model = sim.models.find((candidate) => candidate.model === 'google/veo-3');
		if (model)
			model.input_schema = {
				properties: {
					steps: { anyOf: [{ type: 'integer', minimum: 1, maximum: 50 }, { type: 'null' }] },
					image_urls: { anyOf: [{ type: 'array', items: { type: 'string' } }, { type: 'null' }] },
				},
			};

		expect(await field('openai/gpt-image-1', 'background')).toMatchObject({
			type: 'options',
			options: [{ value: 'opaque' }, { value: 'transparent' }],
		});
		expect(await field('google/veo-3', 'steps')).toMatchObject({
			type: 'number',
			displayName: 'Steps (1 to 50)',
		});
		expect((await field('google/veo-3', 'image_urls'))?.displayName).toBe('Image URLs');
	});
});

describe('a field that takes JSON', () => {
	it.each([
		['an object', 'kling/v2-master', 'camera_control', '{"type":"simple"}'],
		['an object of sizes', 'bytedance/seedream-4', 'size', '{"width":1024,"height":512}'],
		[
			'a list of objects',
			'elevenlabs/text-to-speech',
			'dialogue',
			'[{"voice":"Aria","line":"Hello"}]',
		],
	])('passes n8n’s own validation with %s', async (_what, model, id, json) => {
		const found = await field(model, id);

		expect(found).toBeDefined();
		expect(parameterIssues(model, { [id]: json }, found ? [found] : [])).toEqual([]);
	});
});
