import { getModelFields, parameterIssues, useSimulator } from '../support';

const sim = useSimulator();

const form = async (model: string) => await getModelFields(model, { sim });
const field = async (model: string, id: string) =>
	(await form(model)).fields.find((one) => one.id === id);

it('a field that may be nothing is what it is otherwise', async () => {
	expect(await field('openai/gpt-image-1', 'background')).toMatchObject({
		type: 'options',
		options: [{ value: 'opaque' }, { value: 'transparent' }],
	});
	const model = sim.models.find((one) => one.model === 'google/veo-3');
	if (model)
		model.input_schema = {
			properties: {
				steps: { anyOf: [{ type: 'integer', minimum: 1, maximum: 50 }, { type: 'null' }] },
				image_urls: { anyOf: [{ type: 'array', items: { type: 'string' } }, { type: 'null' }] },
			},
		};
	expect(await field('google/veo-3', 'steps')).toMatchObject({
		type: 'number',
		displayName: 'Steps (1 to 50)',
	});
	expect((await field('google/veo-3', 'image_urls'))?.displayName).toContain('one per line');
});

it.each([
	['an object', 'kling/v2-master', 'camera_control', '{"type":"simple"}'],
	['an object with sizes', 'bytedance/seedream-4', 'size', '{"width":1024,"height":512}'],
	[
		'a list of objects',
		'elevenlabs/text-to-speech',
		'dialogue',
		'[{"voice":"Aria","line":"Hello"}]',
	],
])('takes %s as JSON, and n8n does not mind', async (_what, model, id, json) => {
	const found = await field(model, id);
	expect(found).toBeDefined();
	expect(parameterIssues(model, { [id]: json }, found ? [found] : [])).toEqual([]);
});
