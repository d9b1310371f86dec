/** The labels of a model's form: n8n cuts off what is longer than about 30 characters. */
import { makeModels } from '../../dev/simulator/models';
import { fieldLabel } from '../../nodes/Crun/crun/fieldLabel';
import { readInputSchema } from '../../nodes/Crun/crun/inputSchema';

const label = (name: string, property: unknown, required: string[] = []) => {
	const [field] = readInputSchema({ properties: { [name]: property }, required }) ?? [];
	return field && fieldLabel(field);
};
const text = (length: number) => 'y'.repeat(length);
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
		[
			'a whole name of just the longest length',
			'the_strength_of_the_references',
			{ type: 'string', title: LONG },
			'The strength of the references',
		],
		[
			'a long name, cut off in front of a word that fits only without the ellipsis',
			'the_strength_of_the_references_in_percent',
			{ type: 'string' },
			'The strength of the…',
		],
		['a long word, cut off', 'x'.repeat(40), { type: 'string' }, `X${'x'.repeat(28)}…`],
		['a range', 'cfg', { type: 'number', minimum: 0, maximum: 1 }, 'Cfg (0 to 1)'],
		['a range with one end', 'steps', { type: 'integer', minimum: 1 }, 'Steps (1 or more)'],
		['a range with the other end', 'steps', { type: 'integer', maximum: 9 }, 'Steps (up to 9)'],
		['a URL', 'image', { type: 'string' }, 'Image (URL)'],
		['a URL that the name mentions', 'image_url', { type: 'string' }, 'Image URL'],
		['a URL that the title mentions', 'image', { title: 'URL of a photo' }, 'URL of a photo'],
		['several URLs', 'images', { type: 'array' }, 'Images (URLs)'],
		['several URLs that the name mentions', 'image_urls', { type: 'array' }, 'Image URLs'],
		['no range where there is none', 'cfg', { type: 'number' }, 'Cfg'],
		['no range of a text', 'voice', { type: 'string', minimum: 0, maximum: 1 }, 'Voice'],
		[
			'a name that begins with an underscore',
			`_${'x'.repeat(40)}`,
			{ type: 'string' },
			`X${'x'.repeat(28)}…`,
		],
		['a title of just the longest length', 'x', { title: text(30) }, text(30)],
		['the name where the title is a little longer', 'x', { title: text(31) }, 'X'],
		[
			'a range that just fits',
			'x',
			{ type: 'number', title: text(18), minimum: 1 },
			`${text(18)} (1 or more)`,
		],
		[
			'no range that just does not fit',
			'x',
			{ type: 'number', title: text(19), minimum: 1 },
			text(19),
		],
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

	it('leaves room for the mark', () => {
		expect(label('image_url', { title: text(28) }, ['image_url'])).toBe(`${text(28)} *`);
		expect(label('image_url', { title: text(29) }, ['image_url'])).toBe('Image URL *');
		expect(label('image_url', { title: text(29) })).toBe(text(29));
	});

	it('has at most 30 characters for every field of every model', () => {
		const labels = makeModels().flatMap(({ input_schema: schema }) =>
			(readInputSchema(schema) ?? []).map(fieldLabel),
		);
		expect(labels.length).toBeGreaterThan(100);
		expect(labels.filter((one) => one.length > 30)).toEqual([]);
	});
});
