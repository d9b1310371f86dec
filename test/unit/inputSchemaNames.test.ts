/** What the name of a model's field tells about it. */
import { isMediaName, readInputSchema } from '../../nodes/Crun/crun/inputSchema';

const only = (name: string, property: object) =>
	readInputSchema({ properties: { [name]: property } })?.[0];

describe('The name of a field', () => {
	it.each([
		'image',
		'images',
		'IMAGE',
		'img',
		'img_urls',
		'video',
		'video_list',
		'ref_videos_urls',
		'audio_url',
		'audios',
		'file',
		'file_urls',
		'mask',
		'frame',
		'last_frame',
		'photos',
		'picture_url',
		'image_list_urls',
	])('tells that %s takes files', (name) => {
		expect(isMediaName(name)).toBe(true);
	});

	it.each([
		'',
		'prompt',
		'imagery',
		'image_size',
		'image_count',
		'myimage',
		'videogame',
		'url',
		'urls',
		'image_urlss',
		'image_urls_x',
		'image-url',
		'images_listed',
		'profile',
	])('does not tell that %j takes files', (name) => {
		expect(isMediaName(name)).toBe(false);
	});

	it.each([
		['source_url', {}, 'any'],
		['images', {}, 'urls'],
		['image_list', {}, 'urls'],
		['IMAGES', {}, 'urls'],
		['image_urls', { type: 'string' }, 'url'],
		['image', { type: ['array', 'null'] }, 'urls'],
		['image', { type: ['object', 'integer', 'string'] }, 'url'],
		['image', { type: ['object', 'array'] }, 'urls'],
		['image', { type: ['integer', 'string'] }, 'url'],
		['image', { type: ['boolean', 'array'] }, 'urls'],
		['image', { type: ['object', 'integer'] }, 'any'],
		['images', { type: 'null' }, 'urls'],
		['image', { type: 'array', items: { type: 'integer' } }, 'list'],
		['image', { type: 'array', items: {} }, 'urls'],
		['image', { type: 'object' }, 'object'],
		['sources', { type: 'array', items: { format: 'uri' } }, 'urls'],
		['sources', { type: 'array', items: { type: 'string', format: 'date' } }, 'list'],
		['source', { type: 'string', format: 'date' }, 'text'],
		['source', { format: 'uri' }, 'url'],
		['sources', { format: 'uri' }, 'urls'],
		['x', { type: ['null'] }, 'any'],
		['x', { type: ['string', 'array'] }, 'any'],
		['x', { type: ['boolean', 'null'] }, 'boolean'],
		['x', { type: [] }, 'any'],
		['x', { type: 'unheard' }, 'any'],
	])('%s, with %j, makes the kind %s', (name, property, kind) => {
		expect(only(name, property)?.kind).toBe(kind);
	});

	it.each([
		['urls_of_image', 'URLs of image'],
		['a__b', 'A b'],
		['_seed_', 'Seed'],
		['curl', 'Curl'],
		['URL', 'URL'],
		['Urls', 'URLs'],
		['', ''],
	])('%j becomes the title %j', (name, title) => {
		expect(only(name, {})?.title).toBe(title);
	});
});

describe('The facts of a field', () => {
	it('are all read', () => {
		expect(
			only('seconds', {
				type: ['integer', 'null'],
				title: 'Length',
				description: 'In seconds',
				enum: [5, '10', true],
				default: 5,
				minimum: 1,
				maximum: 20,
			}),
		).toEqual({
			name: 'seconds',
			title: 'Length',
			description: 'In seconds',
			required: false,
			kind: 'choice',
			choices: [5, '10', true],
			default: 5,
			whole: true,
			minimum: 1,
			maximum: 20,
		});
	});

	it.each([
		['anyOf', [{ type: 'string' }, { type: 'null' }], 'text'],
		['oneOf', [{ type: 'null' }, { type: 'string' }], 'text'],
		['anyOf', [{ type: 'string' }, { type: 'null' }, { type: 'integer' }], 'any'],
		['anyOf', [{ type: 'null' }], 'any'],
		['anyOf', [], 'any'],
		['anyOf', [7, { type: 'boolean' }], 'boolean'],
		['anyOf', 'text', 'any'],
		['allOf', [{ type: 'string' }], 'any'],
	])('in %s, with %j, make the kind %s', (name, branches, kind) => {
		expect(only('x', { [name]: branches })?.kind).toBe(kind);
	});

	it('in anyOf and oneOf together are alternatives', () => {
		expect(only('x', { anyOf: [{ type: 'string' }], oneOf: [{ type: 'integer' }] })?.kind).toBe(
			'any',
		);
		expect(only('x', { anyOf: [{ type: 'string' }], oneOf: [{ type: 'null' }] })?.kind).toBe(
			'text',
		);
	});
});
