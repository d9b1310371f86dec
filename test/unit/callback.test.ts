/** Signed callback URLs. */
import {
	hasSignature,
	isCallbackOf,
	signCallbackUrl,
	signedAt,
	STILL_RUNNING,
	verifyCallback,
} from '../../nodes/Crun/crun/callback';

const KEY = 'ak_0123456789abcdef0123456789abcdef';
const NOW = 1768900378;
const PATH = '/webhook/5f1d/webhook';
const DAY = 86_400;
const MAX_AGE = 14 * DAY;

/**
 * Not computed by our code:
 *
 *   K=$(printf 'n8n-nodes-crun callback v1' |
 *     openssl dgst -sha256 -hmac ak_0123456789abcdef0123456789abcdef -hex | awk '{print $NF}')
 *   printf 'v1\n/webhook/5f1d/webhook\n1768900378' |
 *     openssl dgst -sha256 -mac HMAC -macopt hexkey:$K -binary | base64 | tr '+/' '-_' | tr -d '='
 *
 * With another value, every callback that is on its way would be refused: it would be a new version of the scheme.
 */
const GOLDEN = 'PD8QKnDn501rc23344-J6J_mAorLpuIByhEUy5ASfW4';

const sign = (url: string, now = NOW) => signCallbackUrl(url, KEY, now);
/** The query as Express parses it. */
const queryOf = (url: string): Record<string, string> =>
	Object.fromEntries(new URL(url).searchParams);
const verify = (
	query: unknown,
	{ paths = [PATH], key = KEY, now = NOW, maxAgeSeconds = MAX_AGE } = {},
) => verifyCallback(query, paths, key, { now, maxAgeSeconds });
const signed = () => queryOf(sign(`https://n8n.example${PATH}`));

describe('signCallbackUrl', () => {
	it('creates the signature that openssl creates', () => {
		expect(sign(`https://n8n.example${PATH}`)).toBe(
			`https://n8n.example${PATH}?crun_ts=1768900378&crun_sig=${GOLDEN}`,
		);
	});

	it.each(['http://localhost:5678', 'https://n8n.example:8443', 'https://user:pass@n8n.example'])(
		'does not depend on scheme and host: %s',
		(origin) => {
			expect(queryOf(sign(`${origin}${PATH}`)).crun_sig).toBe(GOLDEN);
		},
	);

	it('uses whole seconds', () => {
		expect(sign(`https://n8n.example${PATH}`, NOW + 0.999)).toBe(
			sign(`https://n8n.example${PATH}`),
		);
	});

	describe('with a URL that becomes long', () => {
		/** A URL that has this many characters once it is signed with this reference. */
		const urlFor = (length: number, reference?: string) => {
			const url = `https://n8n.example${PATH}?a=`;
			const bare = signCallbackUrl(url, KEY, NOW, reference).length;
			return `${url}${'x'.repeat(length - bare)}`;
		};

		it('allows 2,000 characters with a reference', () => {
			expect(signCallbackUrl(urlFor(2000, 'row 7'), KEY, NOW, 'row 7')).toHaveLength(2000);
		});

		it('refuses more, and says how many they are', () => {
			let error: unknown;
			try {
				signCallbackUrl(urlFor(2001, 'row 7'), KEY, NOW, 'row 7');
			} catch (thrown) {
				error = thrown;
			}
			expect(error).toMatchObject({
				message: 'The callback URL would be too long',
				description:
					'With the reference, it has 2001 characters, and more than 2000 may not arrive. Use a shorter Reference.',
			});
		});

		it('allows any length without a reference', () => {
			expect(sign(urlFor(2500))).toHaveLength(2500);
		});
	});

	it('leaves in the query when it signed', () => {
		expect(signedAt(signed())).toBe(NOW);
	});

	it('keeps the fragment and other query parameters, including n8n’s own signature', () => {
		const url = new URL(
			sign(`https://n8n.example${PATH}?a=1&a=2&token=x%20y&signature=n8n-own#part`),
		);
		expect([...url.searchParams].slice(0, 4)).toEqual([
			['a', '1'],
			['a', '2'],
			['token', 'x y'],
			['signature', 'n8n-own'],
		]);
		expect(url.hash).toBe('#part');
		expect(verify(Object.fromEntries(url.searchParams))).toBe('valid');
	});

	it('replaces an earlier signature', () => {
		const again = sign(sign(`https://n8n.example${PATH}?crun_ts=1&crun_ts=2`, NOW - DAY));
		expect(new URL(again).search).toBe(`?crun_ts=1768900378&crun_sig=${GOLDEN}`);
	});

	it('does not reveal the key', () => {
		expect(sign(`https://n8n.example${PATH}`)).not.toContain(KEY.slice(3, 12));
	});
});

describe('verifyCallback', () => {
	it('accepts a signed query, whatever else it contains', () => {
		expect(verify(signed())).toBe('valid');
		expect(
			verify({ ...signed(), signature: 'n8n-own', list: ['a', 'b'], nested: { a: '1' } }),
		).toBe('valid');
	});

	it.each([
		['no query', undefined],
		['an empty query', {}],
		['no timestamp', { crun_sig: GOLDEN }],
		['no signature', { crun_ts: '1768900378' }],
		['an empty signature', { crun_ts: '1768900378', crun_sig: '' }],
		['only n8n’s own signature', { crun_ts: '1768900378', signature: GOLDEN }],
		['the signature twice', { crun_ts: '1768900378', crun_sig: [GOLDEN, GOLDEN] }],
		['the timestamp twice', { crun_ts: ['1768900378', '1768900378'], crun_sig: GOLDEN }],
		['objects', { crun_ts: { $gt: '' }, crun_sig: { $ne: '' } }],
		['a number as timestamp', { crun_ts: 1768900378, crun_sig: GOLDEN }],
		['a timestamp with a fraction', { crun_ts: '1768900378.0', crun_sig: GOLDEN }],
		['a timestamp with a line break', { crun_ts: '1768900378\n', crun_sig: GOLDEN }],
		['a negative timestamp', { crun_ts: '-1768900378', crun_sig: GOLDEN }],
		['a very long signature', { crun_ts: '1768900378', crun_sig: GOLDEN.repeat(100) }],
	])('finds the signature missing with %s', (_, query) => {
		expect(verify(query)).toBe('missing');
	});

	it.each([
		['another signature of the same length', { crun_sig: `A${GOLDEN.slice(1)}` }],
		['the last character changed', { crun_sig: `${GOLDEN.slice(0, -1)}8` }],
		['a shorter signature', { crun_sig: GOLDEN.slice(0, -1) }],
		['a longer signature', { crun_sig: `${GOLDEN}A` }],
		['a signature with padding', { crun_sig: `${GOLDEN}=` }],
		['a signature in upper case', { crun_sig: GOLDEN.toUpperCase() }],
		['a signature in another alphabet', { crun_sig: 'я'.repeat(GOLDEN.length) }],
		['a newer timestamp', { crun_ts: String(NOW + 1) }],
		['a timestamp with a leading zero', { crun_ts: `0${NOW}` }],
	])('refuses %s', (_, change) => {
		expect(verify({ ...signed(), ...change })).toBe('invalid');
	});

	it('refuses another path, another key, and no path at all', () => {
		expect(verify(signed(), { paths: ['/webhook/other/webhook'] })).toBe('invalid');
		expect(verify(signed(), { paths: [`${PATH}/`] })).toBe('invalid');
		expect(verify(signed(), { key: `${KEY}x` })).toBe('invalid');
		expect(verify(signed(), { paths: [] })).toBe('invalid');
	});

	it('accepts any of the paths under which the webhook is known', () => {
		expect(verify(signed(), { paths: ['/n8n/webhook/5f1d/webhook', PATH] })).toBe('valid');
		expect(verify(signed(), { paths: [PATH, '/n8n/webhook/5f1d/webhook'] })).toBe('valid');
		expect(verify(signed(), { paths: [PATH, PATH] })).toBe('valid');
	});

	it.each([
		['the moment of signing', 0, 'valid'],
		['the last moment', MAX_AGE, 'valid'],
		['a second too late', MAX_AGE + 1, 'expired'],
		['from a clock five minutes ahead', -300, 'valid'],
		['from a clock further ahead', -301, 'expired'],
		['from the far future', -10 * 365 * DAY, 'expired'],
	])('limits the age in both directions: %s', (_, age, verdict) => {
		expect(verify(signed(), { now: NOW + age })).toBe(verdict);
	});

	it('finds a forged, old signature invalid and not expired, since its timestamp is not signed', () => {
		expect(verify({ ...signed(), crun_sig: 'x' }, { now: NOW + 2 * MAX_AGE })).toBe('invalid');
	});
});

describe('hasSignature', () => {
	it.each<[unknown, boolean]>([
		[{ crun_ts: '1', crun_sig: 'x' }, true],
		[{ crun_ts: '9'.repeat(12), crun_sig: 'x'.repeat(200), more: 1 }, true],
		[{ crun_ts: '9'.repeat(13), crun_sig: 'x' }, false],
		[{ crun_ts: '1', crun_sig: 'x'.repeat(201) }, false],
		[{ crun_ts: ' 1', crun_sig: 'x' }, false],
		[{ crun_ts: '', crun_sig: 'x' }, false],
		[{ crun_ts: '1' }, false],
		[{ crun_sig: 'x' }, false],
		[null, false],
	])('tells for the query %j whether it looks signed: %s', (query, expected) => {
		expect(hasSignature(query)).toBe(expected);
	});
});

it('answers a callback while other tasks are still running', () => {
	expect(STILL_RUNNING).toBe('Received, other tasks are not finished yet');
});

describe('isCallbackOf', () => {
	const created = sign(`https://n8n.example${PATH}`);

	it('recognizes the URL that the task was created with', () => {
		expect(isCallbackOf(created, signed())).toBe(true);
		expect(isCallbackOf(created, { ...signed(), more: ['a'] })).toBe(true);
	});

	it.each<[string, string, unknown]>([
		['another signature', created, queryOf(sign(`https://n8n.example${PATH}`, NOW + 1))],
		['no signature in the query', created, { crun_ts: String(NOW) }],
		['no query', created, undefined],
		['a task that was created with an unsigned URL', 'https://n8n.example/webhook', signed()],
		['a task whose signature is empty', 'https://n8n.example/webhook?crun_sig=', signed()],
	])('refuses %s', (_, url, query) => {
		expect(isCallbackOf(url, query)).toBe(false);
	});

	it.each([null, undefined, '', 'not a URL', '***'])(
		'accepts a signed call where Crun echoes %j, which says nothing about the URL',
		(url) => {
			expect(isCallbackOf(url, signed())).toBe(true);
		},
	);
});
