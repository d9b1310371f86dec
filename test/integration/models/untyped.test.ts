import type { FieldSchema } from '../../../dev/simulator';
import { createFromJson, createFromModel, executeNode, useSimulator } from '../support';

const sim = useSimulator({ taskTimings: 'manual' });

/** Replaces the schema of google/veo-3 by one with a prompt and this field. */
function useSchemaWith(name: string, schema: FieldSchema): void {
	const model = sim.models.find((one) => one.model === 'google/veo-3');
	if (model)
		model.input_schema = {
			type: 'object',
			properties: { prompt: { type: 'string' }, [name]: schema },
			required: ['prompt'],
		};
}
const createdInputs = () => sim.ledger.created.map(({ input }) => input);

/** Schemas are not always complete: a value of a field without one clear type must keep its own type. */
describe('a JSON input', () => {
	it.each<[string, string, FieldSchema, unknown]>([
		['number of a nullable field', 'steps', { anyOf: [{ type: 'integer' }, { type: 'null' }] }, 5],
		['number of a field without a type', 'steps', { description: 'How many' }, 5],
		['text of digits of a field without a type', 'code', { description: 'Any code' }, '5'],
		['boolean of a field without a type', 'loop', { description: 'Without an end' }, true],
		[
			'list of a nullable field',
			'tags',
			{ anyOf: [{ type: 'array', items: { type: 'string' } }, { type: 'null' }] },
			['a', 'b'],
		],
		['text of a field that also takes an object', 'style', { type: ['string', 'object'] }, 'soft'],
		['text of a field that also takes a number', 'size', { type: ['string', 'integer'] }, 'large'],
	])('keeps the type of a %s', async (_what, name, schema, value) => {
		useSchemaWith(name, schema);
		const input = { prompt: 'A cat', [name]: value };

		const { error } = await executeNode({
			sim,
			parameters: createFromJson('google/veo-3', JSON.stringify(input)),
		});

		expect(error).toBeUndefined();
		expect(createdInputs()).toEqual([input]);
	});
});

it('does not treat a number field that contains only spaces as 0', async () => {
	const { error } = await executeNode({
		sim,
		parameters: createFromModel('google/imagen-4', { prompt: 'A cat', seed: '={{ "  " }}' }),
	});

	if (error === undefined) expect(createdInputs()).toEqual([{ prompt: 'A cat' }]);
	else expect(sim.ledger.created).toEqual([]);
});
