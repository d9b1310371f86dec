import type { INodeParameters } from 'n8n-workflow';
import type { FieldSchema } from '../../../dev/simulator';
import { createFromJson, createFromModel, executeNode, messageOf, useSimulator } from '../support';

const sim = useSimulator({ taskTimings: 'manual' });

const VEO = 'google/veo-3';

/** Changes the schema of Veo, as if Crun had changed it since the form was filled in. */
function changeSchema(properties: Record<string, FieldSchema>, required: string[]): void {
	const model = sim.models.find((one) => one.model === VEO);
	if (model) model.input_schema = { type: 'object', properties, required };
}
const removeSeed = () => changeSchema({ prompt: { type: 'string' } }, ['prompt']);
const requireSeed = () =>
	changeSchema({ prompt: { type: 'string' }, seed: { type: 'integer' } }, ['prompt', 'seed']);

type BadInput = [what: string, parameters: INodeParameters, message: RegExp];

const BAD_MODELS: BadInput[] = [
	[
		'a model that no longer exists',
		createFromModel('google/gone', { prompt: 'x' }),
		/^Crun does not have this model\. .*"google\/gone"/,
	],
	['no model', createFromModel('', { prompt: 'x' }), /^Model is empty\. Pick a model/],
	[
		'a model from an expression that returns nothing',
		createFromModel('={{ $json.nothing }}', { prompt: 'x' }),
		/^Model is empty\. Pick a model/,
	],
];

const MISSING_VALUES: BadInput[] = [
	[
		'an empty required field',
		createFromModel(VEO, { prompt: '' }),
		/^Required input is missing\. .*requires "prompt"/,
	],
	[
		'an empty required list',
		createFromModel('google/nano-banana-edit', { prompt: 'x', image_urls: '={{ [] }}' }),
		/^Required input is missing\. .*requires "image_urls"/,
	],
	[
		'a form without values',
		createFromModel(VEO, null),
		/^Required input is missing\. .*requires "prompt"/,
	],
];

const BAD_VALUES: BadInput[] = [
	[
		'an expression’s value that is not in the enum',
		createFromModel(VEO, { prompt: 'x', aspect_ratio: '={{ "2:1" }}' }),
		/^The value of "Aspect ratio" is not valid\. .*one of 16:9.*not "2:1"/,
	],
	[
		'a number below the minimum',
		createFromModel('openai/sora-2', { prompt: 'x', duration: 3 }),
		/^The value of "Duration" is not valid\. .*an integer from 4 to 12, not "3"/,
	],
	[
		'a number above the maximum',
		createFromModel('openai/sora-2', { prompt: 'x', duration: '={{ 13 }}' }),
		/Duration.*from 4 to 12, not "13"/,
	],
	[
		'a fraction for a whole number',
		createFromModel('openai/sora-2', { prompt: 'x', duration: 4.5 }),
		/Duration.*an integer.*not "4\.5"/,
	],
	[
		'text for a number',
		createFromModel('openai/sora-2', { prompt: 'x', duration: '={{ "long" }}' }),
		/Duration.*not "long"/,
	],
	[
		'text for a boolean',
		createFromModel(VEO, { prompt: 'x', generate_audio: '={{ "loud" }}' }),
		/must be true or false, not "loud"/,
	],
	[
		'text that is not a URL for an image',
		createFromModel('recraft/remove-background', { image: 'photo.png' }),
		/^The file URL is not valid\. "photo\.png" in Image is not an http\(s\) URL/,
	],
	[
		'two URLs for one image',
		createFromModel('recraft/remove-background', {
			image: 'https://a.example/1.png, https://a.example/2.png',
		}),
		/^The value of "Image" is not valid\. .*a single URL, not 2/,
	],
	[
		'text that is not JSON for an object',
		createFromModel('bytedance/seedream-4', { prompt: 'x', size: 'big' }),
		/^The value of "Size" is not valid\. .*JSON.*not "big"/,
	],
];

const BAD_JSON: BadInput[] = [
	[
		'JSON input with a syntax error',
		createFromJson(VEO, '{"prompt": '),
		/^The input of the model is not a JSON object\. Enter a JSON object/,
	],
	[
		'JSON input that is a list',
		createFromJson(VEO, '["prompt"]'),
		/^The input of the model is not a JSON object\./,
	],
	[
		'JSON input that is empty',
		createFromJson(VEO, '={{ $json.nothing }}'),
		/^The input of the model is not a JSON object\./,
	],
	[
		'JSON input with a field that the model does not have',
		createFromJson(VEO, '{"prompt":"x","loop":true}'),
		/^The model does not have these input fields\. .*has no "loop"\. It takes "prompt"/,
	],
];

/** Runs the node, and expects one line that matches, and no request that creates a task. */
async function expectRefused(parameters: INodeParameters, message: RegExp): Promise<void> {
	const { error } = await executeNode({ sim, parameters });
	expect(messageOf(error)).toMatch(message);
	expect(messageOf(error)).not.toMatch(/\n|\[object|undefined|ZodError/);
	expect(sim.requestsTo('CreateTask')).toEqual([]);
}

describe('Create From Any Model', () => {
	it.each([...BAD_MODELS, ...MISSING_VALUES, ...BAD_VALUES, ...BAD_JSON])(
		'refuses %s in one line, before anything is created',
		async (_what, parameters, message) => await expectRefused(parameters, message),
	);

	it('refuses a field that the model no longer has', async () => {
		removeSeed();
		await expectRefused(
			createFromModel(VEO, { prompt: 'x', seed: 7 }),
			/^The model does not have these input fields\. .*no "seed"\. It takes "prompt".*refresh/,
		);
	});

	it('refuses to omit a field that the model has required since', async () => {
		requireSeed();
		await expectRefused(
			createFromModel(VEO, { prompt: 'x' }),
			/^Required input is missing\. .*requires "seed"/,
		);
	});
});
