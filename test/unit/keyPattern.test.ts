/** Where the API key is found in a text, and where not. */
import { keyPattern } from '../../nodes/Crun/crun/keyPattern';

const redact = (text: string, key: string) => text.replace(keyPattern(key), '***');
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('A key of eight characters or more', () => {
	it.each([
		['ab-/+<&é', 'ab-/+<&é'],
		['ab-/+<&é', 'ab%2D%2F%2B%3C%26%C3%A9'],
		['ab-/+<&é', '%61%62%2d%2f%2b%3c%26%c3%a9'],
		['ab-/+<&é', 'ab%252D%25252F%2525252B<&é'],
		['ab-/+<&é', '\\u0061\\u0062-/+\\u003c\\u0026\\u00e9'],
		['ab-/+<&é', '\\u0061\\u0062-/+\\u003C\\u0026\\u00E9'],
		['ab-/+<&é', 'ab-\\/+<&é'],
		['ab-/+<&é', 'ab-\\\\\\\\\\\\\\\\/+<&é'],
		['ab-/+<&é', `${'\\'.repeat(8)}u0061b-/+<&é`],
		['ab-/+<&é', 'ab-/+&lt;&amp;é'],
		['ab-/+<&é', 'ab-/+&amp;lt;&amp;amp;é'],
		['ab-/+<&é', 'ab-/+&amp;amp;amp;lt;&é'],
		['ab-/+<&é', '&#97;&#098;-/+&#x3c;&é'],
		['ab-/+<&é', '&#0000097;&#x0000062;-/+<&é'],
		['ab-/+<&é', 'ab-/+&#X3C;&#38;&#xE9;'],
		['a"b\'c>de', 'a&quot;b&apos;c&gt;de'],
		['a"b\'c>de', 'a&#34;b&#39;c&#62;de'],
		['🔑abcdef', '\\ud83d\\udd11abcdef'],
		['🔑abcdef', '&#x1f511;abcdef'],
		['🔑abcdef', '&#128273;abcdef'],
		['ключключ', Buffer.from('ключключ').toString('hex')],
		['ключключ', Buffer.from('ключключ').toString('hex').toUpperCase()],
		['a.c*e(g)', 'a.c*e(g)'],
	])('%s is found in %j', (key, text) => {
		expect(redact(`x${text}y`, key)).toBe('x***y');
		expect(redact(`${text} ${text}`, key)).toBe('*** ***');
	});

	it.each([
		['ab-/+<&é', 'AB-/+<&é'],
		['ab-/+<&é', 'ab-/+<&'],
		['ab-/+<&é', 'b-/+<&é'],
		['ab-/+<&é', 'ab -/+<&é'],
		['ab-/+<&é', 'ab-/+&gt;&é'],
		['ab-/+<&é', 'ab-/+&lt&é'],
		['ab-/+<&é', 'ab%25252525252F/+<&é'],
		['ab-/+<&é', 'ab-/+&amp;amp;amp;amp;lt;&é'],
		['ab-/+<&é', '&#00000000097;b-/+<&é'],
		['ab-/+<&é', '&undefined;b-/+<&é'],
		['a.c*e(g)', 'abc*e(g)'],
		['a.c*e(g)', 'a.ccce(g)'],
		['a.c*e(g)', 'a.c*eg'],
	])('%s is not found in %j', (key, text) => {
		expect(redact(text, key)).toBe(text);
	});

	it.each(['ak_01234567', 'ak_0123456', 'ak_012345', '>>>???>>>???'])(
		'%s is found in Base64, wherever it begins in the encoded text',
		(key) => {
			for (const before of ['', 'u', 'ur', 'use', 'user'])
				for (const after of ['', ':', ':p', ':pw']) {
					const text = base64(`${before}${key}${after}`);
					for (const form of [text, text.replaceAll('+', '-').replaceAll('/', '_')]) {
						const shown = redact(form, key);
						expect(shown).toContain('***');
						const rest = shown.replace('***', '').replace(/=+$/, '');
						// What is left are the characters for the text around the key: up to two belong to both.
						expect(rest.length).toBeLessThanOrEqual(
							Math.ceil((before.length * 8) / 6) + Math.ceil((after.length * 8) / 6) + 1,
						);
					}
				}
		},
	);
});

describe('A key of fewer than eight characters', () => {
	const key = 'a.b-7xy';

	it.each([
		`(${key})`,
		`[${key}]`,
		`{${key}}`,
		`<${key}>`,
		`"${key}"`,
		`'${key}'`,
		` ${key}`,
		`\n${key}`,
		`,${key}`,
		`;${key}`,
		`${key} `,
		`${key},`,
		`${key};`,
		`${key}"`,
		`${key}'`,
		`${key})`,
		`${key}]`,
		`${key}}`,
		`${key}>`,
		`${key}. `,
		`${key}.`,
		`${key}! `,
		`${key}?`,
		`${key}: x`,
		` ${key}.`,
		` ${key}:`,
	])('is found as a word: %j', (text) => {
		expect(redact(text, key)).toBe(text.replace(key, '***'));
	});

	it.each([
		key,
		` ${key}x`,
		`x${key} `,
		`/${key}/`,
		` ${key}/`,
		`:${key}`,
		`=${key}`,
		`${key}=`,
		`${key}:x`,
		`${key}.mp4`,
		` ${key}.mp4`,
		` ${key}-`,
		`-${key} `,
		`_${key} `,
		' aXb-7xy ',
		' A.B-7XY ',
	])('is not found in %j', (text) => {
		expect(redact(text, key)).toBe(text);
	});

	it('is found wherever it is a word', () => {
		expect(redact(`"${key}", "${key}"`, key)).toBe('"***", "***"');
	});

	it('is a word of seven characters, and no more', () => {
		expect(redact('x1234567x', '1234567')).toBe('x1234567x');
		expect(redact('x12345678x', '12345678')).toBe('x***x');
	});
});
