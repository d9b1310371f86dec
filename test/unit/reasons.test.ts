/** The reasons of a refusal, in the forms that APIs have for them. */
import { envelopeSchema, foreignWordsSchema, type Json } from '../../nodes/Crun/crun/contract';

const reasonsOf = (errors: Json) => envelopeSchema.parse({ code: 422, errors }).errors;
const within = (lists: number, value: Json): Json =>
	lists === 0 ? value : [within(lists - 1, value)];

describe('The reasons of a refusal', () => {
	it.each<[string, Json, string[]]>([
		['a text', ' too long\n', ['too long']],
		['texts, each once', ['a', 'b', 'a'], ['a', 'b']],
		['texts by field', { a: 'x', b: ['y', 'z'] }, ['a: x', 'b: y', 'b: z']],
		['fields of fields', { input: { prompt: { en: 'x' } } }, ['input.prompt.en: x']],
		['a message by field', { a: { message: 'x' }, b: [{ msg: 'y' }] }, ['a: x', 'b: y']],
		['fields in a message', { message: { prompt: ['x'] } }, ['prompt: x']],
		['a message with its own place', { a: { field: 'b', message: 'x' } }, ['b: x']],
		['a message rather than other fields', { message: 'x', code: 'y', hint: 'z' }, ['x']],
		['msg rather than message', { message: 'x', msg: 'y' }, ['y']],
		['loc', [{ loc: ['body', 'images', 0], msg: 'x' }], ['body.images.0: x']],
		['field', [{ field: 'a', msg: 'x' }], ['a: x']],
		['param', [{ param: 'a', msg: 'x' }], ['a: x']],
		['path', [{ path: ['a', 'b'], msg: 'x' }], ['a.b: x']],
		['loc rather than field', [{ field: 'a', loc: 'b', msg: 'x' }], ['b: x']],
		['field rather than param', [{ path: 'd', param: 'c', field: 'a', msg: 'x' }], ['a: x']],
		['param rather than path', [{ path: 'd', param: 'c', msg: 'x' }], ['c: x']],
		['a number as the place', [{ loc: 0, msg: 'x' }], ['0: x']],
		['a place with white space', [{ loc: ' a ', msg: 'x' }], ['a: x']],
		['a place that names nothing', [{ loc: [], msg: 'x' }], ['x']],
		['a place that is empty', [{ loc: ' ', field: 'a', msg: 'x' }], ['a: x']],
		['a place of another type', [{ loc: { a: 1 }, msg: 'x' }], ['x']],
		['a place with entries of other types', [{ loc: ['a', null, true, {}], msg: 'x' }], ['a: x']],
		['five lists around a text', within(5, 'x'), ['x']],
	])('can be %s', (_, errors, reasons) => {
		expect(reasonsOf(errors)).toEqual(reasons);
	});

	it.each<[string, Json]>([
		['an empty text', ''],
		['white space', ' \n'],
		['a number', 7],
		['a message that is none', { message: '' }],
		['a message that is null', { msg: null, message: 'x' }],
		['fields without texts', { a: 1, b: null, c: [], d: {} }],
		['six lists around a text', within(6, 'x')],
		['six fields around a text', { a: { b: { c: { d: { e: { f: 'x' } } } } } }],
		['six messages around a text', [1, 2, 3, 4, 5, 6].reduce<Json>((msg) => ({ msg }), 'x')],
	])('cannot be %s', (_, errors) => {
		expect(reasonsOf(errors)).toEqual([]);
	});

	it.each<[Json, string[]]>([
		['No', ['No']],
		[{ message: 'No', code: 7 }, ['No']],
		[7, []],
	])('are read from the field "error" %j of an answer that is not Crun’s', (error, reasons) => {
		expect(foreignWordsSchema.parse({ error }).error).toEqual(reasons);
	});
});
