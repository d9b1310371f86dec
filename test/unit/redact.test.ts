/** Secrets never appear in what a user or a log sees. */
import { explain, explainCreation } from '../../nodes/Crun/crun/explain';
import type { Outcome } from '../../nodes/Crun/crun/outcome';
import { wholeText } from '../../nodes/Crun/crun/problem';
import {
	redactData,
	redactError,
	redactKey,
	redactOutcome,
	redactText,
} from '../../nodes/Crun/crun/redact';
import { redactSignatures } from '../../nodes/Crun/crun/redactSignatures';
import { showUrl } from '../../nodes/Crun/crun/showUrl';
import { KEY_FORMS } from '../integration/secrets/keyForms';

const KEY = 'ak_0123456789abcdef0123456789abcdef';
const SIGNATURE = 'PD8QKnDn501rc23344-J6J_mAorLpuIByhEUy5ASfW4';
const LEAKY = [
	`key ${KEY} is wrong`,
	`${KEY}${KEY}`,
	`callback https://n8n.example/w?crun_ts=1&crun_sig=${SIGNATURE} failed`,
	`signature=${SIGNATURE}`,
];

/** Every kind of failure with this text as its message and as an entry of `errors`. */
const failuresWith = (message: string): Array<Outcome<never>> => {
	const texts = { message, errors: [message, message] };
	return [
		{ kind: 'refused', code: 422, ...texts },
		{ kind: 'refused', code: null, ...texts },
		{ kind: 'transient', code: 429, retryAfterMs: null, ...texts },
		{ kind: 'unknown', code: 500, raw: null, ...texts },
	];
};

/** What the user sees of a redacted outcome. */
function textsOf(outcome: Outcome<never>): string[] {
	const redacted = redactOutcome(outcome, KEY);
	if (redacted.kind === 'ok') throw new Error('Not a failure');
	const { message, errors } = redacted;
	const problems = [explain(redacted, 'create the task'), explainCreation(redacted)];
	return [message, ...errors, ...problems.map(wholeText)];
}

describe('redactOutcome', () => {
	it.each(LEAKY.flatMap(failuresWith))(
		'leaves neither the key nor a signature in what is shown of %j',
		(outcome) => {
			for (const text of textsOf(outcome)) {
				expect(text).not.toContain(KEY);
				expect(text).not.toContain(SIGNATURE);
				expect(text).toContain('***');
			}
		},
	);

	it.each(['a\nb', 'a\r\nb', 'a\n\n\tb'].flatMap(failuresWith))(
		'brings every text of %j into one line',
		(outcome) => {
			for (const text of textsOf(outcome)) {
				expect(text).toContain('a b');
				expect(text).not.toMatch(/[\r\n\t]/);
			}
		},
	);

	it('changes nothing but the texts', () => {
		const raw = { note: `${KEY}\n` };
		expect(
			redactOutcome({ kind: 'unknown', code: 500, message: KEY, errors: [], raw }, KEY),
		).toEqual({ kind: 'unknown', code: 500, message: '***', errors: [], raw });
	});

	it('redacts the raw data of a successful outcome', () => {
		const raw = { [`x ${KEY}`]: [{ note: `a\n${KEY}` }, 7, null] };
		const outcome: Outcome<number> = { kind: 'ok', data: 7, raw, message: KEY };
		expect(redactOutcome(outcome, KEY)).toEqual({
			kind: 'ok',
			data: 7,
			message: '***',
			raw: { 'x ***': [{ note: 'a\n***' }, 7, null] },
		});
		expect(JSON.stringify(raw)).toContain(KEY); // the given object is not changed
	});
});

describe('redactText', () => {
	it('keeps everything else of a text', () => {
		expect(redactText('resolution: "4k" is not offered', KEY)).toBe(
			'resolution: "4k" is not offered',
		);
		expect(redactText(`a ${KEY} b ${KEY}`, KEY)).toBe('a *** b ***');
	});
});

describe('redactKey', () => {
	it.each([
		KEY,
		'ak_"quoted"',
		'ak_back\\slash',
		'\\'.repeat(9),
		'ak_(.*)+[a-z]?^$|{2}',
		'ak_<tag>&amp;',
		"ak_'single'",
		'ak_a/b c%20',
		'ключ-доступа',
		'🔑🔑🔑🔑🔑🔑🔑🔑',
	])('finds the key in every form: %s', (key) => {
		for (const [form, encode] of KEY_FORMS) {
			const redacted = redactKey(`a: ${encode(key)}`, key);
			expect({ form, redacted }).toEqual({
				form,
				redacted: expect.stringMatching(/^a: \w*\*{3}\w?=*$/) as string,
			});
		}
	});

	it.each(['k', 'a1', 'v1', 'test', 'success'])(
		'finds the short key %j only as a word among others',
		(key) => {
			expect(redactKey(`x-api-key: ${key} is wrong`, key)).toBe('x-api-key: *** is wrong');
			expect(redactKey(`The key is "${key}".`, key)).toBe('The key is "***".');
			for (const text of [
				key,
				`https://${key}.example/${key}/${key}.mp4?${key}=${key}&${key}`,
				`1-${key}-2`,
				`${key}s`,
			])
				expect(redactKey(text, key)).toBe(text);
		},
	);

	it.each(['\\', '%25', '&amp;', '\\u', '&#0', '%', 'YWtf', KEY.slice(0, -1), '\\u006', '&#x0'])(
		'takes no long time for a text of %j',
		(part) => {
			const text = part.repeat(100_000 / part.length);
			for (const key of [
				KEY,
				'\\'.repeat(35),
				'%25'.repeat(12),
				'&amp;'.repeat(7),
				'"'.repeat(35),
			]) {
				const start = performance.now();
				redactKey(text, key);
				expect(performance.now() - start).toBeLessThan(2000);
			}
		},
	);
});

describe('redactData', () => {
	it('redacts every text and every name of a field, and leaves everything else as it is', () => {
		const data = JSON.parse(
			`{"a":["${KEY}",1,null,true],"${KEY}":{"__proto__":"${KEY}"}}`,
		) as unknown;
		expect(JSON.stringify(redactData(data, KEY))).toBe(
			'{"a":["***",1,null,true],"***":{"__proto__":"***"}}',
		);
	});

	it.each([undefined, null, 7, true, 'text', [], {}])('returns %j as it is', (data) => {
		expect(redactData(data, KEY)).toEqual(data);
	});

	it('keeps the signature of a callback URL, by which a callback is recognized', () => {
		const url = `https://n8n.example/w?crun_ts=1&crun_sig=${SIGNATURE}`;
		expect(redactData({ param: { callback_url: url }, note: url }, KEY)).toEqual({
			param: { callback_url: url },
			note: 'https://n8n.example/w?crun_ts=1&crun_sig=***',
		});
	});

	it('does not fail for an answer nested 100,000 levels deep', () => {
		const data: unknown = JSON.parse(`{"task_id":"x","a":${'['.repeat(1e5)}${']'.repeat(1e5)}}`);
		expect(redactData(data, KEY)).toMatchObject({ task_id: 'x' });
	});
});

describe('showUrl', () => {
	it.each([
		['https://cdn.example/a/b.mp4', 'https://cdn.example/a/b.mp4'],
		['https://cdn.example/@user/b.mp4', 'https://cdn.example/@user/b.mp4'],
		['https://cdn.example/b.mp4?token=a', 'https://cdn.example/b.mp4?***'],
		['https://cdn.example/b.mp4#token=a', 'https://cdn.example/b.mp4#***'],
		['https://cdn.example/b.mp4?', 'https://cdn.example/b.mp4?'],
		['https://user@cdn.example/b.mp4', 'https://***@cdn.example/b.mp4'],
		['https://user:p@ss@cdn.example/b.mp4', 'https://***@cdn.example/b.mp4'],
		['https://user:a/b?c#d@cdn.example/b.mp4', 'https://***@cdn.example/b.mp4'],
		['htps:///user:pw@cdn.example/b.mp4', 'htps:///***@cdn.example/b.mp4'],
		['user:pw@cdn.example', '***@cdn.example'],
		['photo.png', 'photo.png'],
		['C:\\me\\photo.png', 'C:\\me\\photo.png'],
		['', ''],
	])('shows %j as %j', (url, shown) => {
		expect(showUrl(url)).toBe(shown);
	});

	it('hides the same in URLs within a text', () => {
		expect(
			redactError('Get "https://u:p@a.example/x?k=1", then http:\\/\\/b.example\\/?k=1!'),
		).toBe('Get "https://***@a.example/x?***", then http:\\/\\/b.example\\/?***');
	});
});

describe('redactSignatures', () => {
	it.each([
		[
			'of ours',
			`https://n8n.example/webhook?crun_ts=1&crun_sig=${SIGNATURE}`,
			'https://n8n.example/webhook?crun_ts=1&crun_sig=***',
		],
		[
			'between other parameters',
			`https://n8n.example/w?a=1&crun_sig=${SIGNATURE}&b=2#c`,
			'https://n8n.example/w?a=1&crun_sig=***&b=2#c',
		],
		[
			'of n8n’s',
			'https://n8n.example/webhook-waiting/7?signature=abc&x=1',
			'https://n8n.example/webhook-waiting/7?signature=***&x=1',
		],
		['of ours and of n8n’s', `?signature=abc&crun_sig=${SIGNATURE}`, '?signature=***&crun_sig=***'],
		['in upper case', `?CRUN_SIG=${SIGNATURE}`, '?CRUN_SIG=***'],
		['with a percent-encoded equals sign', `crun_sig%3D${SIGNATURE}`, 'crun_sig%3D***'],
		[
			'in a percent-encoded URL',
			`u=https%3A%2F%2Fx%2Fw%3Fcrun_ts%3D1%26crun_sig%3D${SIGNATURE}`,
			'u=https%3A%2F%2Fx%2Fw%3Fcrun_ts%3D1%26crun_sig%3D***',
		],
		[
			'that comes first in a percent-encoded URL',
			`u=https%3A%2F%2Fx%2Fw%3Fcrun_sig%3D${SIGNATURE}%26a%3D1&b=2`,
			'u=https%3A%2F%2Fx%2Fw%3Fcrun_sig%3D***%26a%3D1&b=2',
		],
		[
			'of n8n’s in a percent-encoded URL',
			'u=https%3A%2F%2Fx%2Fw%3Fa%3D1%26signature%3Dabc',
			'u=https%3A%2F%2Fx%2Fw%3Fa%3D1%26signature%3D***',
		],
		[
			'in a URL percent-encoded twice',
			`https%253A%252F%252Fx%252Fw%253Fcrun_sig%253D${SIGNATURE}%2526a%253D1`,
			'https%253A%252F%252Fx%252Fw%253Fcrun_sig%253D***%2526a%253D1',
		],
		[
			'in JSON that escapes &',
			`{"url":"https://x/w?crun_ts=1\\u0026crun_sig=${SIGNATURE}"}`,
			'{"url":"https://x/w?crun_ts=1\\u0026crun_sig=***"}',
		],
		[
			'inside JSON',
			`{"url":"https://x/w?crun_sig=${SIGNATURE}","a":1}`,
			'{"url":"https://x/w?crun_sig=***","a":1}',
		],
		[
			'at the end of a URL in prose',
			`could not reach https://x/w?crun_sig=${SIGNATURE} in time`,
			'could not reach https://x/w?crun_sig=*** in time',
		],
		[
			'that occurs several times',
			`crun_sig=${SIGNATURE} crun_sig=${SIGNATURE}`,
			'crun_sig=*** crun_sig=***',
		],
	])('redacts a signature %s', (_, text, redacted) => {
		expect(redactSignatures(text)).toBe(redacted);
	});

	it.each([
		'',
		'nothing to hide',
		'a signature is needed',
		'https://x/w?my_signature=kept&sig=kept',
		'crun_sig',
	])('leaves %j as it is', (text) => {
		expect(redactSignatures(text)).toBe(text);
	});
});
