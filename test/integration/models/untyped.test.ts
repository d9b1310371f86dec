import type { FieldSchema } from '../../../dev/simulator';
import { createFromJson, createFromModel, executeNode, useSimulator } from '../support';

const sim = useSimulator({ taskTimings: 'manual' });

/** Replaces one field of a model's schema. */
function describeField(name: string, schema: FieldSchema): void {
	const model = sim.models.find((one) => one.model === 'google/veo-3');
	if (model)
		model.input_schema = {
			type: 'object',
			properties: { prompt: { type: 'string' }, [name]: schema },
			required: ['prompt'],
		};
}
const sentInput = () => sim.ledger.created.map(({ input }) => input);

/** Schemas are not always complete: what does not say its type must not get another one. */
it.each<[string, string, FieldSchema, unknown]>([
	[
		'a number whose schema says "or nothing"',
		'steps',
		{ anyOf: [{ type: 'integer' }, { type: 'null' }] },
		5,
	],
	['a number of a field without a type', 'steps', { description: 'How many' }, 5],
	['a text of digits of a field without a type', 'code', { description: 'Any code' }, '5'],
	['a switch of a field without a type', 'loop', { description: 'Without an end' }, true],
	[
		'a list whose schema says "or nothing"',
		'tags',
		{ anyOf: [{ type: 'array', items: { type: 'string' } }, { type: 'null' }] },
		['a', 'b'],
	],
	['a text of a field that also takes an object', 'style', { type: ['string', 'object'] }, 'soft'],
	['a text of a field that also takes a number', 'size', { type: ['string', 'integer'] }, 'large'],
])('JSON input: %s stays what it is', async (_what, name, schema, value) => {
	describeField(name, schema);
	const { error } = await executeNode({
		sim,
		parameters: createFromJson('google/veo-3', JSON.stringify({ prompt: 'A cat', [name]: value })),
	});
	expect(error).toBeUndefined();
	expect(sentInput()).toEqual([{ prompt: 'A cat', [name]: value }]);
});

it('a number of blanks is no number, not 0', async () => {
	const { error } = await executeNode({
		sim,
		parameters: createFromModel('google/imagen-4', { prompt: 'A cat', seed: '={{ "  " }}' }),
	});
	if (error === undefined) expect(sentInput()).toEqual([{ prompt: 'A cat' }]);
	else expect(sim.ledger.created).toEqual([]);
});
