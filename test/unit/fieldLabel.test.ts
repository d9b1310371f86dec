/** The labels of a model's form: n8n cuts off what is longer than about 30 characters. */
import { makeModels } from '../../dev/simulator/models';
import { fieldLabel } from '../../nodes/Crun/crun/fieldLabel';
import { readInputSchema } from '../../nodes/Crun/crun/inputSchema';

const label = (name: string, property: unknown, required: string[] = []) => {
	const [field] = readInputSchema({ properties: { [name]: property }, required }) ?? [];
	return field && fieldLabel(field);
};
const LONG = 'A title that describes in a whole sentence what the field is for';

describe('fieldLabel', () => {
	it.each([
		['the name in words', 'negative_prompt', { type: 'string' }, 'Negative prompt'],
		['the title', 'x', { type: 'string', title: 'Voice' }, 'Voice'],
		['the name where the title is long', 'voice_id', { title: LONG }, 'Voice id'],
		[
			'a long name, cut off at a word',
			'the_strength_of_the_reference_image_in_percent',
			{ type: 'string' },
			'The strength of the reference…',
		],
		['a long word, cut off', 'x'.repeat(40), { type: 'string' }, `X${'x'.repeat(28)}…`],
		['a range', 'cfg', { type: 'number', minimum: 0, maximum: 1 }, 'Cfg (0 to 1)'],
		['a range with one end', 'steps', { type: 'integer', minimum: 1 }, 'Steps (1 or more)'],
		['a range with the other end', 'steps', { type: 'integer', maximum: 9 }, 'Steps (up to 9)'],
		['a URL', 'image', { type: 'string' }, 'Image (URL)'],
		['a URL that the name mentions', 'image_url', { type: 'string' }, 'Image URL'],
		['several URLs', 'images', { type: 'array' }, 'Images (URLs)'],
		[
			'no range where there is no room',
			'reference_image_strength',
			{ type: 'number', minimum: 0, maximum: 1 },
			'Reference image strength',
		],
	])('shows %s', (_what, name, property, expected) => {
		expect(label(name, property)).toBe(expected);
	});

	it('marks a required file field, because the form does not: binary data may fill it', () => {
		expect(label('image_url', {}, ['image_url'])).toBe('Image URL *');
		expect(label('images', { type: 'array' }, ['images'])).toBe('Images (URLs) *');
		expect(label('prompt', { type: 'string' }, ['prompt'])).toBe('Prompt');
	});

	it('has at most 30 characters for every field of every model', () => {
		const labels = makeModels().flatMap(({ input_schema: schema }) =>
			(readInputSchema(schema) ?? []).map(fieldLabel),
		);
		expect(labels.length).toBeGreaterThan(100);
		expect(labels.filter((one) => one.length > 30)).toEqual([]);
	});
});
