/** Every text in a JSON value is changed, with the field that it is in. */
import type { Json } from '../../nodes/Crun/crun/contract';
import { mapTexts } from '../../nodes/Crun/crun/mapTexts';

const mark = (text: string, field: string) => `${text}<${field}>`;
const nested = (levels: number): Json => {
	let value: Json = 'deep';
	for (let level = 0; level < levels; level += 1) value = level % 2 ? [value] : { a: value };
	return value;
};

describe('mapTexts', () => {
	it('changes values and names of fields, and passes the name of the field', () => {
		expect(mapTexts({ a: 'x', b: { c: 'y' } }, mark)).toEqual({
			'a<>': 'x<a>',
			'b<>': { 'c<>': 'y<c>' },
		});
	});

	it('passes the name of the field also in lists, but not to objects in them', () => {
		expect(mapTexts({ a: ['x', ['y'], { b: 'z' }] }, mark)).toEqual({
			'a<>': ['x<a>', ['y<a>'], { 'b<>': 'z<b>' }],
		});
	});

	it('passes no name for a text that is in no field', () => {
		expect(mapTexts('x', mark)).toBe('x<>');
		expect(mapTexts(['x'], mark)).toEqual(['x<>']);
	});

	it.each<[Json]>([[null], [0], [7], [true], [false], [[]], [{}], [[null, 7, {}]]])(
		'returns %j as it is',
		(value) => {
			expect(mapTexts(value, mark)).toEqual(value);
		},
	);

	it('returns null in place of what is nested more than 200 levels deep', () => {
		const upper = (text: string) => text.toUpperCase();
		expect(JSON.stringify(mapTexts(nested(200), upper))).toContain('"DEEP"');
		expect(JSON.stringify(mapTexts(nested(201), upper))).not.toContain('DEEP');
		expect(JSON.stringify(mapTexts(nested(201), upper))).toContain('[null]');
	});

	it('returns the given value where nothing changes, and copies only what contains a change', () => {
		const given = { a: ['x', { b: 'y' }], c: { d: ['z'] } };
		expect(mapTexts(given, (text) => text)).toBe(given);
		const changed = mapTexts(given, (text) => (text === 'y' ? '*' : text));
		expect(changed).toEqual({ a: ['x', { b: '*' }], c: { d: ['z'] } });
		expect((changed as typeof given).c).toBe(given.c);
		expect(mapTexts(given, (text) => (text === 'd' ? '*' : text))).toEqual({
			a: ['x', { b: 'y' }],
			c: { '*': ['z'] },
		});
	});

	it('keeps a field that is named like a prototype', () => {
		const given: Json = JSON.parse('{"__proto__": {"a": "x"}, "b": "y"}') as Json;
		const changed = mapTexts(given, (text) => text.toUpperCase());
		expect(JSON.stringify(changed)).toBe('{"__PROTO__":{"A":"X"},"B":"Y"}');
		expect(JSON.stringify(mapTexts(given, (text) => (text === 'x' ? '*' : text)))).toBe(
			'{"__proto__":{"a":"*"},"b":"y"}',
		);
	});

	it('does not change the given value', () => {
		const given = { a: ['x'] };
		mapTexts(given, mark);
		expect(given).toEqual({ a: ['x'] });
	});
});
