/** Properties of signed callback URLs. */
import fc from 'fast-check';
import {
	isCallbackOf,
	signCallbackUrl,
	REFERENCE_PARAMETER,
	SIGNATURE_PARAMETER,
	TIMESTAMP_PARAMETER,
	verifyCallback,
} from '../../../nodes/Crun/crun/callback';
import { checkReference, referenceIn, referenceOf } from '../../../nodes/Crun/crun/reference';
import { holds } from './support/holds';
import { anyJson, anyText } from './support/json';
import { check, quick } from './support/outcomes';

const DAY = 86_400;
const MAX_AGE = 14 * DAY;
const CLOCK_SKEW = 300;

const url = fc.webUrl({ withQueryParameters: true, withFragments: true });
/** Printable: to HMAC, a key with trailing zero bytes is the same key. */
const apiKey = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 50 });
const now = fc.integer({ min: 0, max: 99_999_999_999 });
const signing = fc.record({ url, apiKey, now });

const sign = (one: { url: string; apiKey: string; now: number }) => {
	const signed = new URL(quick(() => signCallbackUrl(one.url, one.apiKey, one.now)));
	return { signed, path: signed.pathname, query: Object.fromEntries(signed.searchParams) };
};
const verify = (query: unknown, paths: string[], key: string, time: number) =>
	quick(() => verifyCallback(query, paths, key, { now: time, maxAgeSeconds: MAX_AGE }));

/** Another text than the given one, by one character that is replaced, removed, or added. */
const tampering = fc.record({
	at: fc.nat(1000),
	how: fc.constantFrom('replace', 'remove', 'add'),
	character: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
});
type Tampering = typeof tampering extends fc.Arbitrary<infer T> ? T : never;

function tamper(text: string, { at, how, character }: Tampering): string {
	const position = at % Math.max(1, text.length);
	const after = how === 'add' ? position : position + 1;
	return text.slice(0, position) + (how === 'remove' ? '' : character) + text.slice(after);
}

describe('A signed callback URL', () => {
	holds(
		'is valid from its signing until its age limit, under every path that n8n may know',
		fc.record({
			one: signing,
			age: fc.integer({ min: -CLOCK_SKEW, max: MAX_AGE }),
			others: fc.array(anyText, { maxLength: 3 }),
		}),
		({ one, age, others }) => {
			const { path, query } = sign(one);
			expect(verify(query, [...others, path], one.apiKey, one.now + age)).toBe('valid');
		},
	);

	holds(
		'is expired outside of that time',
		fc.record({
			one: signing,
			age: fc.oneof(
				fc.integer({ min: MAX_AGE + 1, max: 1e12 }),
				fc.integer({ min: -1e12, max: -CLOCK_SKEW - 1 }),
			),
		}),
		({ one, age }) => {
			const { path, query } = sign(one);
			expect(verify(query, [path], one.apiKey, one.now + age)).toBe('expired');
		},
	);

	holds(
		'is refused after any change to its signature, timestamp, path, or key',
		fc.record({ one: signing, change: tampering, part: fc.nat(3) }),
		({ one, change, part }) => {
			const { path, query } = sign(one);
			const given = [query[SIGNATURE_PARAMETER], query[TIMESTAMP_PARAMETER], path, one.apiKey];
			const changed = given.map((text = '', index) =>
				index === part ? tamper(text, change) : text,
			);
			fc.pre(changed[part] !== given[part]);
			const [signature, timestamp, changedPath = '', key = ''] = changed;
			const altered = {
				...query,
				[SIGNATURE_PARAMETER]: signature,
				[TIMESTAMP_PARAMETER]: timestamp,
			};
			// The signature of a lone surrogate is that of U+FFFD: UTF-8 has no other way to write it.
			fc.pre(Buffer.from(given.join()).compare(Buffer.from(changed.join())) !== 0);
			expect(['missing', 'invalid']).toContain(verify(altered, [changedPath], key, one.now));
		},
	);

	holds('keeps its other parameters, and is the same when signed again', signing, (one) => {
		const { signed } = sign(one);
		expect(signCallbackUrl(signed.toString(), one.apiKey, one.now)).toBe(signed.toString());
		const ours = [SIGNATURE_PARAMETER, TIMESTAMP_PARAMETER];
		const others = (text: string) =>
			[...new URL(text).searchParams].filter(([name]) => !ours.includes(name));
		expect(others(signed.toString())).toEqual(others(one.url));
	});

	holds(
		'belongs to the task that was created with it, and to no other',
		fc.record({ one: signing, later: fc.integer({ min: 1, max: 1000 }) }),
		({ one, later }) => {
			const { signed, query } = sign(one);
			const other = sign({ ...one, now: one.now + later }).query;
			check(isCallbackOf(signed.toString(), query), 'it is not recognized');
			check(!isCallbackOf(signed.toString(), other), 'another one is recognized');
		},
	);
});

describe('A reference in a signed callback URL', () => {
	const text = fc
		.oneof(
			fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
			fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }),
		)
		.map((one) => one.trim())
		.filter((one) => {
			try {
				return checkReference(one) !== undefined;
			} catch {
				return false;
			}
		});
	const shortUrl = url.filter((one) => one.length < 500);
	const carrying = fc.record({ url: shortUrl, apiKey, now, reference: text });
	const signWith = (one: { url: string; apiKey: string; now: number; reference?: string }) => {
		const signed = new URL(
			quick(() => signCallbackUrl(one.url, one.apiKey, one.now, one.reference)),
		);
		return { signed, path: signed.pathname, query: Object.fromEntries(signed.searchParams) };
	};

	holds('is valid, and comes back as it was given', carrying, (one) => {
		const { signed, path, query } = signWith(one);
		expect(verify(query, [path], one.apiKey, one.now)).toBe('valid');
		expect(referenceIn(query)).toBe(one.reference);
		expect(referenceOf(signed.toString())).toBe(one.reference);
	});

	holds(
		'cannot be changed, dropped, added, or moved to another signature',
		fc.record({ one: carrying, other: text, change: tampering }),
		({ one, other, change }) => {
			const { path, query } = signWith(one);
			const encoded = query[REFERENCE_PARAMETER] ?? '';
			const dropped = Object.fromEntries(
				Object.entries(query).filter(([name]) => name !== REFERENCE_PARAMETER),
			);
			const plain = sign(one).query;
			const changed = tamper(encoded, change);
			const forgeries: unknown[] = [
				dropped,
				{ ...plain, [REFERENCE_PARAMETER]: encoded },
				{ ...query, [SIGNATURE_PARAMETER]: plain[SIGNATURE_PARAMETER] },
				...(changed === encoded ? [] : [{ ...query, [REFERENCE_PARAMETER]: changed }]),
			];
			if (other !== one.reference) {
				const stolen = signWith({ ...one, reference: other }).query;
				forgeries.push({ ...query, [SIGNATURE_PARAMETER]: stolen[SIGNATURE_PARAMETER] });
				forgeries.push({ ...query, [REFERENCE_PARAMETER]: stolen[REFERENCE_PARAMETER] });
			}
			for (const forged of forgeries)
				expect(verify(forged, [path], one.apiKey, one.now)).toBe('invalid');
		},
	);

	holds(
		'is null or a text that may be one, whatever Crun returns as callback URL',
		fc.record({ created: fc.oneof(anyText, url), encoded: anyText }),
		({ created, encoded }) => {
			const echoed = `https://a.example/?crun_ts=1&crun_sig=x&crun_ref=${encodeURIComponent(encoded.replace(/\p{Cs}/gu, ''))}`;
			for (const one of [created, echoed]) {
				const reference = quick(() => referenceOf(one));
				if (reference !== null) expect(checkReference(reference)).toBe(reference);
			}
		},
	);
});

describe('A query that nobody signed', () => {
	const query = fc.oneof(
		anyJson,
		fc.record(
			{
				[TIMESTAMP_PARAMETER]: fc.oneof(fc.nat().map(String), anyJson),
				[SIGNATURE_PARAMETER]: fc.oneof(fc.base64String({ minLength: 43, maxLength: 44 }), anyJson),
			},
			{ requiredKeys: [] },
		),
		fc.anything(),
	);

	holds(
		'is never valid, whatever its shape',
		fc.record({ query, paths: fc.array(anyText, { maxLength: 3 }), apiKey, now }),
		(given) => {
			const verdict = verify(given.query, given.paths, given.apiKey, given.now);
			expect(['missing', 'invalid']).toContain(verdict);
		},
	);

	holds(
		'belongs to no task that was created with a signed URL',
		fc.record({ query, one: signing }),
		(given) => {
			const { signed } = sign(given.one);
			expect(quick(() => isCallbackOf(signed.toString(), given.query))).toBe(false);
		},
	);

	holds(
		'gets an answer for whatever Crun echoes as callback URL',
		fc.record({ query, created: fc.oneof(anyText, url, fc.constant(null)) }),
		(given) => {
			const answer = quick(() => isCallbackOf(given.created, given.query));
			check(typeof answer === 'boolean', 'the answer is not a boolean');
		},
	);
});
