/** Times and lists of texts, in the forms in which Crun sends them. */
import { assetSchema, byteDanceTemplateSchema, type Json } from '../../nodes/Crun/crun/contract';
import { isoTime } from '../../nodes/Crun/crun/isoTime';

const secondsOf = (CreateTime: Json) =>
	assetSchema.parse({ AssetId: 'a', Status: 'active', CreateTime }).CreateTime;
const tagsOf = (Tags: Json) => byteDanceTemplateSchema.parse({ TemplateId: '1', Tags }).Tags;
const AT = Date.UTC(2026, 0, 20, 9, 12, 58) / 1000;

describe('A time', () => {
	it.each<[Json, number]>([
		[AT, AT],
		[0.5, 0.5],
		[String(AT), AT],
		[1e11, 1e11],
		[1e11 + 1, 1e8 + 0.001],
		[AT * 1000, AT],
		['2026-01-20T09:12:58Z', AT],
		[' 2026-01-20T09:12:58z\n', AT],
		['2026-01-20t09:12:58Z', AT],
		['2026-01-20T09:12:58.25Z', AT + 0.25],
		['2026-01-20T09:12Z', AT - 58],
		['2026-01-20T09:12', AT - 58],
		['2026-01-20 09:12:58', AT],
		['2026-01-20 09:12:58.123456', AT + 0.123],
		['2026-01-20T10:12:58+01:00', AT],
		['2026-01-20T10:12:58+0100', AT],
		['2026-01-20T08:12:58-01:00', AT],
	])('that is %j is %d in seconds', (given, seconds) => {
		expect(secondsOf(given)).toBeCloseTo(seconds, 6);
	});

	it.each<Json>([
		0,
		-1,
		'0',
		null,
		true,
		[],
		'',
		'now',
		'2026-01-20',
		'20260120T091258Z',
		'2026-1-20T09:12:58Z',
		'2026-01-20T9:12:58Z',
		'2026-01-20T09',
		'2026-01-20_09:12:58',
		'2026-01-20T09:12:58 UTC',
		'2026-01-20T09:12:58+1',
		'at 2026-01-20T09:12:58Z',
		'2026-01-20T09:12:58Z.',
		'2026-13-20T09:12:58Z',
		'1960-01-01T00:00:00Z',
		`2026-01-20T09:12:58.${'0'.repeat(30)}Z`,
	])('cannot be %j', (given) => {
		expect(secondsOf(given)).toBeNull();
	});

	it.each([
		[AT, '2026-01-20T09:12:58.000Z'],
		[AT + 0.5, '2026-01-20T09:12:58.500Z'],
		[0, '1970-01-01T00:00:00.000Z'],
		[8.64e12, '+275760-09-13T00:00:00.000Z'],
		[8.64e12 + 1, null],
		[null, null],
		[undefined, null],
	])('of %j seconds is shown as %j', (seconds, text) => {
		expect(isoTime(seconds)).toBe(text);
	});
});

describe('A list of texts', () => {
	it.each<[Json, string[] | null]>([
		[
			['a', ' b '],
			['a', ' b '],
		],
		[['a', 7, null], ['a']],
		['a', ['a']],
		[' a , b,, ', ['a', 'b']],
		['["a"," b ","",7]', ['a', 'b']],
		['[]', []],
		['', []],
		['{"a":1}', ['{"a":1}']],
		['[a', ['[a']],
		[7, null],
		[null, null],
		[{}, null],
	])('that comes as %j is %j', (given, texts) => {
		expect(tagsOf(given)).toEqual(texts);
	});
});
