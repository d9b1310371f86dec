import type { INodeParameters } from 'n8n-workflow';
import type { FieldSchema } from '../../../dev/simulator';
import {
	createFromJson,
	createFromModel,
	executeNode,
	locator,
	messageOf,
	useSimulator,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });

const VEO = 'google/veo-3';
/** The model's form is another one by now. */
function changeSchema(properties: Record<string, FieldSchema>, required: string[]): void {
	const model = sim.models.find((one) => one.model === VEO);
	if (model) model.input_schema = { type: 'object', properties, required };
}
const removeField = () => changeSchema({ prompt: { type: 'string' } }, ['prompt']);
const requireField = () =>
	changeSchema({ prompt: { type: 'string' }, seed: { type: 'integer' } }, ['prompt', 'seed']);
const nothing = () => undefined;

const BAD: Array<[what: string, change: () => void, parameters: INodeParameters, words: RegExp]> = [
	[
		'a model that is gone',
		nothing,
		createFromModel('google/gone', { prompt: 'x' }),
		/no model "google\/gone"/,
	],
	['no model', nothing, createFromModel('', { prompt: 'x' }), /No model is chosen/],
	[
		'a model from an expression that gives nothing',
		nothing,
		createFromModel('={{ $json.nothing }}', { prompt: 'x' }),
		/No model is chosen/,
	],
	[
		'a field the model no longer has',
		removeField,
		createFromModel(VEO, { prompt: 'x', seed: 7 }),
		/no input "seed".*refresh.*"prompt"/,
	],
	[
		'a field the model needs by now',
		requireField,
		createFromModel(VEO, { prompt: 'x' }),
		/needs the input "seed"/,
	],
	[
		'a required field left empty',
		nothing,
		createFromModel(VEO, { prompt: '' }),
		/needs the input "prompt"/,
	],
	[
		'a required list left empty',
		nothing,
		createFromModel('google/nano-banana-edit', { prompt: 'x', image_urls: '={{ [] }}' }),
		/needs the input "image_urls"/,
	],
	['a form nobody filled in', nothing, createFromModel(VEO, null), /needs the input "prompt"/],
	[
		'an enum’s value from an expression',
		nothing,
		createFromModel(VEO, { prompt: 'x', aspect_ratio: '={{ "2:1" }}' }),
		/Aspect ratio must be one of 16:9.*not "2:1"/,
	],
	[
		'a number below its limit',
		nothing,
		createFromModel('openai/sora-2', { prompt: 'x', duration: 3 }),
		/Duration must be a whole number from 4 up to 12, not "3"/,
	],
	[
		'a number above its limit',
		nothing,
		createFromModel('openai/sora-2', { prompt: 'x', duration: '={{ 13 }}' }),
		/not "13"/,
	],
	[
		'a fraction where a whole number is wanted',
		nothing,
		createFromModel('openai/sora-2', { prompt: 'x', duration: 4.5 }),
		/whole number/,
	],
	[
		'no number at all',
		nothing,
		createFromModel('openai/sora-2', { prompt: 'x', duration: '={{ "long" }}' }),
		/not "long"/,
	],
	[
		'a switch that is neither on nor off',
		nothing,
		createFromModel(VEO, { prompt: 'x', generate_audio: '={{ "loud" }}' }),
		/must be true or false, not "loud"/,
	],
	[
		'an address that is none',
		nothing,
		createFromModel('recraft/remove-background', { image: 'photo.png' }),
		/Image.*not a file URL/,
	],
	[
		'two addresses where one is wanted',
		nothing,
		createFromModel('recraft/remove-background', {
			image: 'https://a.example/1.png, https://a.example/2.png',
		}),
		/Image takes one address/,
	],
	[
		'an object that is no JSON',
		nothing,
		createFromModel('bytedance/seedream-4', { prompt: 'x', size: 'big' }),
		/Size must be JSON/,
	],
	[
		'JSON input that is no JSON',
		nothing,
		createFromJson(VEO, '{"prompt": '),
		/Input \(JSON\) must be a JSON object/,
	],
	[
		'JSON input that is a list',
		nothing,
		createFromJson(VEO, '["prompt"]'),
		/must be a JSON object/,
	],
	[
		'JSON input that is nothing',
		nothing,
		createFromJson(VEO, '={{ $json.nothing }}'),
		/must be a JSON object/,
	],
	[
		'JSON input with a field the model does not have',
		nothing,
		createFromJson(VEO, '{"prompt":"x","loop":true}'),
		/no input "loop"/,
	],
];

it.each(BAD)(
	'%s is refused before anything is created, in one line',
	async (_what, change, parameters, words) => {
		change();
		const { error } = await executeNode({ sim, parameters });
		expect(messageOf(error)).toMatch(words);
		expect(messageOf(error)).not.toMatch(/\n|\[object|undefined|ZodError/);
		expect(sim.requestsTo('CreateTask')).toEqual([]);
	},
);

const items = [{ json: { n: 0 } }, { json: { n: 1 } }, { json: { n: 2 } }];
const onlyFirst = (bad: string, good: string) =>
	`={{ $json.n === 0 ? ${JSON.stringify(bad)} : ${JSON.stringify(good)} }}`;

it.each<[string, INodeParameters]>([
	[
		'its model is gone',
		{ ...createFromModel(VEO, { prompt: 'x' }), model: locator(onlyFirst('google/gone', VEO)) },
	],
	[
		'a value is outside its enum',
		createFromModel(VEO, { prompt: 'x', aspect_ratio: onlyFirst('2:1', '1:1') }),
	],
	['its JSON is none', createFromJson(VEO, onlyFirst('{', '{"prompt":"x"}'))],
])(
	'with "continue on fail" the other items go on when one is bad: %s',
	async (_what, parameters) => {
		const { json, error } = await executeNode({ sim, items, parameters, continueOnFail: true });
		expect(error).toBeUndefined();
		expect(json).toEqual([
			{ error: expect.any(String) as string },
			expect.objectContaining({ status: 'pending' }),
			expect.objectContaining({ status: 'pending' }),
		]);
		expect(sim.ledger.created).toHaveLength(2);
	},
);

it('without it, nothing is created for any item', async () => {
	const { error } = await executeNode({
		sim,
		items,
		parameters: createFromModel(VEO, { prompt: 'x', aspect_ratio: onlyFirst('2:1', '1:1') }),
	});
	expect(messageOf(error)).toContain('"2:1"');
	expect(sim.ledger.created).toEqual([]);
});
