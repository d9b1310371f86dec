import {
	createFromModel,
	executeNode,
	PHOTO_URL,
	useSimulator,
	type FieldValues,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });

const SECOND_PHOTO = 'https://example.com/second.png';
const createBodies = () => sim.requestsTo('CreateTask').map(({ body }) => body);

/** The values of the form, the input that Crun must get, and the price. */
const EXAMPLES: Array<
	[model: string, values: FieldValues, input: Record<string, unknown>, credits: number]
> = [
	[
		'google/nano-banana',
		{ prompt: 'A cat', aspect_ratio: '1:1', output_format: 'png' },
		{ prompt: 'A cat', aspect_ratio: '1:1', output_format: 'png' },
		4,
	],
	[
		'google/nano-banana-edit',
		{ prompt: 'A hat', image_urls: `${PHOTO_URL}\n${SECOND_PHOTO}` },
		{ prompt: 'A hat', image_urls: [PHOTO_URL, SECOND_PHOTO] },
		4.5,
	],
	[
		'google/imagen-4',
		{ prompt: 'A cat', num_images: '={{ "3" }}', seed: 0, negative_prompt: '' },
		{ prompt: 'A cat', num_images: 3, seed: 0 },
		18,
	],
	[
		'black-forest-labs/flux-pro',
		{ prompt: 'A cat', guidance_scale: 2.5, safety_tolerance: '={{ "2" }}' },
		{ prompt: 'A cat', guidance_scale: 2.5, safety_tolerance: 2 },
		5,
	],
	[
		'bytedance/seedream-4',
		{ prompt: 'A cat', size: '{"width":1024,"height":512}' },
		{ prompt: 'A cat', size: { width: 1024, height: 512 } },
		3.5,
	],
	[
		'openai/gpt-image-1',
		{ prompt: 'A cat', quality: 'high', background: 'opaque' },
		{ prompt: 'A cat', quality: 'high', background: 'opaque' },
		20,
	],
	[
		'ideogram/character',
		{ prompt: 'Her', reference_image_urls: PHOTO_URL, expand_prompt: false },
		{ prompt: 'Her', reference_image_urls: [PHOTO_URL], expand_prompt: false },
		12,
	],
	[
		'kling/v2-master',
		{
			prompt: 'A cat',
			duration: 10,
			camera_control: '={{ { type: "simple", config: { zoom: 3 } } }}',
		},
		{ prompt: 'A cat', duration: 10, camera_control: { type: 'simple', config: { zoom: 3 } } },
		280,
	],
	[
		'minimax/hailuo-02',
		{ image_url: ` ${PHOTO_URL} `, prompt_optimizer: '={{ "false" }}' },
		{ image_url: PHOTO_URL, prompt_optimizer: false },
		35,
	],
	[
		'kling/elements',
		{ prompt: 'Both', input_image_urls: `={{ ["${PHOTO_URL}", "${SECOND_PHOTO}"] }}` },
		{ prompt: 'Both', input_image_urls: [PHOTO_URL, SECOND_PHOTO] },
		100,
	],
	[
		'elevenlabs/text-to-speech',
		{ text: 'Hello', voice: 'Aria', speed: 1.1, dialogue: '[{"voice":"Aria","line":"Hello"}]' },
		{ text: 'Hello', voice: 'Aria', speed: 1.1, dialogue: [{ voice: 'Aria', line: 'Hello' }] },
		1,
	],
	[
		'suno/v5',
		{ prompt: 'Jazz', instrumental: true, title: null },
		{ prompt: 'Jazz', instrumental: true },
		12,
	],
	[
		'bytedance/seedance-pro-image',
		{ prompt: 'A cat', image_url: PHOTO_URL, resolution: '720p', seed: 7 },
		{ prompt: 'A cat', image_url: PHOTO_URL, resolution: '720p', seed: 7 },
		37.5,
	],
];

describe('Create From Any Model', () => {
	it.each(EXAMPLES)(
		'sends %s exactly the values of the form, in the types of its schema',
		async (model, values, input, credits) => {
			const { error, items } = await executeNode({
				sim,
				parameters: createFromModel(model, values),
			});

			expect(error).toBeUndefined();
			expect(createBodies()).toEqual([{ model, input }]);
			expect(sim.ledger.created).toMatchObject([{ model, input, callback_url: null, credits }]);
			expect(items).toMatchObject([
				{
					json: {
						task_id: sim.ledger.created[0]?.task_id,
						status: 'pending',
						model,
						template_id: null,
						error: null,
					},
					pairedItem: { item: 0 },
				},
			]);
			expect(sim.requestsTo('EstimateTask')).toEqual([]); // without a limit, no price is requested
		},
	);
});
