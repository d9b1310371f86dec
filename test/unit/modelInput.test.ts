/** How a single value is converted to the type of its field. */
import type { Json } from '../../nodes/Crun/crun/contract';
import { readInputSchema } from '../../nodes/Crun/crun/inputSchema';
import { checkModelInput } from '../../nodes/Crun/crun/modelInput';
import { textOf } from './support/textOf';

const FIELDS = {
	choice: { enum: ['16:9', '1:1'] },
	seconds: { enum: [5, 10] },
	switch: { type: 'boolean' },
	number: { type: 'number', minimum: 0, maximum: 1 },
	whole: { type: 'integer', minimum: 1 },
	free: { type: 'number' },
	most: { type: 'number', maximum: 9 },
	text: { type: 'string' },
	image: { type: 'string' },
	image_urls: { type: 'array' },
	list: { type: 'array' },
	object: { type: 'object' },
	any: {},
};
type Name = keyof typeof FIELDS;
const fields = readInputSchema({ properties: FIELDS });
const convert = (name: Name, value: Json) => checkModelInput('m', fields, { [name]: value })[name];
const A = 'https://a.example/1.png';
const B = 'https://a.example/2.png';

test.each<[Name, Json, Json]>([
	['choice', '1:1', '1:1'],
	['seconds', 5, 5],
	['seconds', '10', 10],
	['switch', true, true],
	['switch', 'true', true],
	['switch', 'false', false],
	['number', 0, 0],
	['number', '0.5', 0.5],
	['number', ' 1 ', 1],
	['number', '1e-1', 0.1],
	['whole', '3', 3],
	['whole', 3.0, 3],
	['free', -5, -5],
	['free', '-.5', -0.5],
	['text', 'A cat', 'A cat'],
	['text', ' A cat\n', ' A cat\n'],
	['text', 5, '5'],
	['text', false, 'false'],
	['text', { a: 1 }, { a: 1 }],
	['image', ` ${A} `, A],
	['image', [A], A],
	['image_urls', A, [A]],
	['image_urls', `${A}\n${B}`, [A, B]],
	['image_urls', `${A}, ${B}`, [A, B]],
	['image_urls', [A, B], [A, B]],
	['image_urls', JSON.stringify([A, B]), [A, B]],
	['list', '["a", 1]', ['a', 1]],
	['list', ['a', null], ['a', null]],
	['object', '{"width": 1024}', { width: 1024 }],
	['object', { width: 1024 }, { width: 1024 }],
	['any', 5, 5],
	['any', '5', '5'],
	['any', 'soft', 'soft'],
	['any', '{"a": 1}', { a: 1 }],
	['any', ' [1]', [1]],
	['any', '[broken', '[broken'],
	['any', '"[1]"', '"[1]"'],
	['any', ['[1]'], ['[1]']],
	['any', { a: [null] }, { a: [null] }],
])('converts for the field "%s" %j to %j', (name, given, sent) => {
	expect(convert(name, given)).toEqual(sent);
});

test.each<[Name, Json, string]>([
	[
		'choice',
		'2:1',
		'The value of "Choice" is not valid. Choice must be one of 16:9, 1:1, not "2:1".',
	],
	['seconds', 7, 'Seconds must be one of 5, 10, not "7".'],
	['seconds', [5, 10], 'not "[5,10]"'],
	['choice', { toString: 1 }, 'Choice must be one of 16:9, 1:1, not "{"toString":1}".'],
	['choice', ['1:1'], 'Choice must be one of 16:9, 1:1, not "["1:1"]".'],
	['switch', 'yes', 'Switch must be true or false, not "yes".'],
	['switch', 1, 'not "1"'],
	['number', 1.01, 'Number must be a number from 0 to 1, not "1.01".'],
	['number', -0.1, 'not "-0.1"'],
	['number', 'half', 'not "half"'],
	['number', true, 'not "true"'],
	['number', [0.5], 'not "[0.5]"'],
	['whole', 0, 'Whole must be an integer of at least 1, not "0".'],
	['whole', '2.5', 'not "2.5"'],
	['free', 'Infinity', 'Free must be a number, not "Infinity".'],
	['free', '1e999', 'not "1e999"'],
	['free', '0x10', 'not "0x10"'],
	['most', 9.5, 'Most must be a number of at most 9, not "9.5".'],
	['free', '1 000', 'not "1 000"'],
	['image', `${A}\n${B}`, 'Image takes a single URL, not 2.'],
	['image', 'photo.png', '"photo.png" in Image is not an http(s) URL.'],
	['image', 'data:image/png;base64,AAAA', 'a data URI'],
	['image_urls', [A, 5], 'one entry is a number'],
	['image_urls', { url: A }, 'must be a string or a list of strings'],
	['list', 'a, b', 'List must be JSON, such as ["a", "b"], not "a, b".'],
	['object', 'wide', 'Object must be JSON, such as {"width": 1024}, not "wide".'],
])('refuses for the field "%s" %j: %s', (name, given, text) => {
	expect(textOf(() => convert(name, given))).toContain(text);
});

test('shortens a long value in the error', () => {
	expect(textOf(() => convert('choice', 'x'.repeat(500)))).toMatch(/not "x{60}"\.$/);
});
