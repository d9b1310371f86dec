/** References: a text of the user's own, carried by the signed callback URL. */
import { isCallbackOf, signCallbackUrl, verifyCallback } from '../../nodes/Crun/crun/callback';
import { checkReference, referenceIn, referenceOf } from '../../nodes/Crun/crun/reference';
import { textOf } from './support/textOf';

const KEY = 'ak_0123456789abcdef0123456789abcdef';
const NOW = 1768900378;
const PATH = '/webhook/5f1d/webhook';
const URL_OF_TRIGGER = `https://n8n.example${PATH}`;

/**
 * Not computed by our code. K is the key of the signature without a reference (see callback.test.ts):
 *
 *   R=$(printf 'Order 42 & more' | base64 | tr '+/' '-_' | tr -d '=')
 *   printf "v2\n/webhook/5f1d/webhook\n1768900378\n$R" |
 *     openssl dgst -sha256 -mac HMAC -macopt hexkey:$K -binary | base64 | tr '+/' '-_' | tr -d '='
 */
const REFERENCE = 'Order 42 & more';
const ENCODED = 'T3JkZXIgNDIgJiBtb3Jl';
const GOLDEN = '4GOYq23fLqPxTrNT2lpKrgcfG-E8MjrweIab6e2ZO_E';

const sign = (reference?: string, now = NOW, url = URL_OF_TRIGGER) =>
	signCallbackUrl(url, KEY, now, reference);
/** The query as Express parses it. */
const queryOf = (url: string): Record<string, string> =>
	Object.fromEntries(new URL(url).searchParams);
const verify = (query: unknown, path = PATH) =>
	verifyCallback(query, [path], KEY, { now: NOW, maxAgeSeconds: 60 });

const TEXTS = [
	'42',
	'a',
	'Order 42 & more',
	'a=b&c=d#e?f%00%2500+%20 "quoted" <b>',
	'crun_sig=forged&crun_ts=1',
	'ünïcödé 战斗游戏 بطاقة',
	'👩‍👩‍👧‍👦🎬',
	'🎬'.repeat(200),
	'战'.repeat(200),
	'__proto__',
	'{"json": [1, 2]}',
	'../../etc/passwd',
];

describe('A reference in a signed callback URL', () => {
	it('is signed as openssl signs it, together with path and timestamp', () => {
		expect(sign(REFERENCE)).toBe(
			`${URL_OF_TRIGGER}?crun_ts=${NOW}&crun_ref=${ENCODED}&crun_sig=${GOLDEN}`,
		);
	});

	it('leaves a URL without one as it was', () => {
		expect(sign()).toBe(
			`${URL_OF_TRIGGER}?crun_ts=${NOW}&crun_sig=PD8QKnDn501rc23344-J6J_mAorLpuIByhEUy5ASfW4`,
		);
		expect(referenceOf(sign())).toBeNull();
		expect(referenceIn(queryOf(sign()))).toBeNull();
	});

	it.each(TEXTS)('is read back unchanged: %s', (text) => {
		const url = sign(text);
		expect(verify(queryOf(url))).toBe('valid');
		expect(referenceIn(queryOf(url))).toBe(text);
		expect(referenceOf(url)).toBe(text);
	});

	it.each(TEXTS)('is made of characters that no proxy decodes or encodes: %s', (text) => {
		expect(queryOf(sign(text)).crun_ref).toMatch(/^[\w-]+$/);
		expect(new URL(sign(text)).search).toMatch(/^\?crun_ts=\d+&crun_ref=[\w-]+&crun_sig=[\w-]+$/);
	});

	it('is replaced, or removed, when the URL is signed again', () => {
		expect(sign('b', NOW, sign('a'))).toBe(sign('b'));
		expect(sign(undefined, NOW, sign('a'))).toBe(sign());
		const again = sign('b', NOW, `${URL_OF_TRIGGER}?crun_ref=x&crun_ref=y`);
		expect([...new URL(again).searchParams].sort()).toEqual(
			[...new URL(sign('b')).searchParams].sort(),
		);
	});

	it.each<[string, Record<string, unknown>]>([
		['another reference', { crun_ref: queryOf(sign('b')).crun_ref }],
		['the signature of another reference', { crun_sig: queryOf(sign('b')).crun_sig }],
		['the signature of no reference', { crun_sig: queryOf(sign()).crun_sig }],
		['no reference', { crun_ref: undefined }],
		['an empty reference', { crun_ref: '' }],
		['the reference twice', { crun_ref: [ENCODED, ENCODED] }],
		['an object', { crun_ref: { a: ENCODED } }],
		['the reference with padding', { crun_ref: `${ENCODED}=` }],
		['the reference as plain text', { crun_ref: REFERENCE }],
		['a null character', { crun_ref: `${ENCODED}\0` }],
		['10,000 characters', { crun_ref: 'A'.repeat(10_000) }],
		['another timestamp', { crun_ts: String(NOW + 1) }],
	])('is refused with %s', (_, change) => {
		expect(verify({ ...queryOf(sign(REFERENCE)), ...change })).toBe('invalid');
	});

	it.each<[string, unknown]>([
		['a reference', ENCODED],
		['an empty reference', ''],
		['a list', [ENCODED]],
		['an object', {}],
	])('cannot be added to a URL that was signed without one: %s', (_, crun_ref) => {
		expect(verify({ ...queryOf(sign()), crun_ref })).toBe('invalid');
	});

	it('cannot be moved into the path, nor the timestamp into the reference', () => {
		const signature = (url: string) => queryOf(url).crun_sig ?? '';
		const plain = { crun_ts: String(NOW), crun_sig: signature(sign(REFERENCE)) };
		expect(verify(plain, `${PATH}\n${NOW}\n${ENCODED}`)).toBe('invalid');
		expect(verify({ ...plain, crun_ts: ENCODED }, `${PATH}\n${NOW}`)).toBe('missing');
	});

	it('is part of what a task is recognized by, even within the same second', () => {
		expect(isCallbackOf(sign('a'), queryOf(sign('a')))).toBe(true);
		expect(isCallbackOf(sign('a'), queryOf(sign('b')))).toBe(false);
		expect(isCallbackOf(sign('a'), queryOf(sign()))).toBe(false);
		expect(isCallbackOf(sign(), queryOf(sign('a')))).toBe(false);
	});

	it('is an error where the URL would become too long, and the URL itself is fine without one', () => {
		const long = `${URL_OF_TRIGGER}?tenant=${'x'.repeat(1700)}`;
		expect(sign(undefined, NOW, long).length).toBeLessThan(2000);
		expect(() => sign('🎬'.repeat(200), NOW, long)).toThrow('The callback URL would be too long');
	});
});

describe('A callback URL as Crun returns it', () => {
	const encode = (bytes: string | Buffer) => Buffer.from(bytes).toString('base64url');
	const echoed = (crun_ref: string) =>
		`${URL_OF_TRIGGER}?crun_ts=${NOW}&crun_ref=${crun_ref}&crun_sig=${GOLDEN}`;

	it.each<[string, string | null | undefined]>([
		['nothing', undefined],
		['null', null],
		['an empty text', ''],
		['no URL', '***'],
		['a URL of somebody else with the same parameter', `https://example.com/?crun_ref=${ENCODED}`],
		['a reference that is not encoded', echoed(encodeURIComponent(REFERENCE))],
		['a reference with bits left over', echoed('QR')],
		['bytes that are not UTF-8', echoed(encode(Buffer.from([0xff, 0xfe])))],
		['control characters', echoed(encode('a\0b'))],
		['white space only', echoed(encode('  '))],
		['more than 200 characters', echoed(encode('x'.repeat(201)))],
		['an empty reference', echoed('')],
	])('has no reference where it is %s', (_, url) => {
		expect(referenceOf(url)).toBeNull();
	});
});

describe('checkReference', () => {
	const problem = (text: string) => textOf(() => checkReference(text));

	it.each(TEXTS)('accepts %s', (text) => {
		expect(checkReference(text)).toBe(text);
	});

	it('takes an empty text for no reference', () => {
		expect(checkReference('')).toBeUndefined();
	});

	it.each([
		['201 characters', 'x'.repeat(201), /^Reference is too long\. .*201.*at most 200/],
		['10,000 characters', 'x'.repeat(10_000), /^Reference is too long\. .*10000.*at most 200/],
		['a line break', 'a\nb', /^Reference contains control characters\. /],
		['a tab', 'a\tb', /control characters/],
		['a null character', 'a\0b', /control characters/],
		['a C1 control character', 'a\u0085b', /control characters/],
		['a line separator', 'a\u2028b', /control characters/],
		['half an emoji', 'a\ud83cb', /^Reference is not valid text\. /],
	])('refuses %s', (_, text, expected) => {
		expect(problem(text)).toMatch(expected);
	});
});
