/** URLs as errors and logs show them: without passwords, queries, and fragments. */
import { redactText } from '../../nodes/Crun/crun/redact';
import { redactSignatures } from '../../nodes/Crun/crun/redactSignatures';
import { REDACTED, showUrl, showUrlsIn } from '../../nodes/Crun/crun/showUrl';

describe('showUrl', () => {
	it.each([
		['HTTPS://u:p@x.example/a?k=1', 'HTTPS://***@x.example/a?***'],
		['https:\\\\u:p@x.example\\a?k', 'https:\\\\***@x.example\\a?***'],
		['https:\\/u:p@x.example/a', 'https:\\/***@x.example/a'],
		['https:///u:p@x.example/a', 'https:///***@x.example/a'],
		['git+ssh://u@x.example/a', 'git+ssh://***@x.example/a'],
		['s3.a-b://u@x/a', 's3.a-b://***@x/a'],
		['https://x.example?a@b', 'https://x.example?***'],
		['https://x.example#a@b', 'https://x.example#***'],
		['https://x.example/a?#b', 'https://x.example/a?***'],
		['https://x.example/a#', 'https://x.example/a#'],
		['https://x.example/a?\nb', 'https://x.example/a?***'],
		['https://x.example', 'https://x.example'],
		['https:/u:p@x.example', '***@x.example'],
		['1https://u:p@x.example', '***@x.example'],
		['u:p@x.example/a@b?c', '***@b?***'],
		['a?b', 'a?***'],
		['?b', '?***'],
		['@x.example', '***@x.example'],
		['see https://u:p@x.example/a', '***@x.example/a'],
		['a\nb@c', '***@c'],
		['https://', 'https://'],
	])('shows %j as %j', (url, shown) => {
		expect(showUrl(url)).toBe(shown);
	});
});

describe('showUrlsIn', () => {
	it.each([
		['Get https://u:p@x.example/a?k=1 failed', 'Get https://***@x.example/a?*** failed'],
		['<https://x.example?a=1>, "http://y?b"', '<https://x.example?***>, "http://y?***"'],
		["'ftp://u@x.example'", "'ftp://***@x.example'"],
		['https:\\/\\/u@x.example\\/a?b', 'https:\\/\\/***@x.example\\/a?***'],
		['https:\\\\/\\\\/u@x.example', 'https:\\\\/\\\\/***@x.example'],
		['mail me@x.example?', 'mail me@x.example?'],
		['a:/u@b?c', 'a:/u@b?c'],
		['://u@b', '://***@b'],
		['https://me@', 'https://***@'],
		['https:///me@x', 'https:///me@x'],
		['https:// u@b?c', 'https:// u@b?c'],
		['no URL', 'no URL'],
		['', ''],
	])('shows %j as %j', (text, shown) => {
		expect(showUrlsIn(text)).toBe(shown);
	});

	it('replaces secrets by three asterisks', () => {
		expect(REDACTED).toBe('***');
	});
});

describe('redactSignatures', () => {
	it.each([
		['?SIGNATURE=abc&b', '?SIGNATURE=***&b'],
		['?Signature%3Dabc%26b', '?Signature%3D***%26b'],
		['?signature%25253dabc', '?signature%25253d***'],
		['%3fsignature%3Dabc%252526b', '%3fsignature%3D***%252526b'],
		['\\u0026signature\\\\u003dabc\\u0026', '\\u0026signature\\\\u003d***\\u0026'],
		['?signature&#61;abc"', '?signature&#61;***"'],
		["?signature&#x3D;abc'", "?signature&#x3D;***'"],
		['?my-signature=abc', '?my-signature=***'],
		['?signature=a#b', '?signature=***#b'],
		['?signature=a signature=b', '?signature=*** signature=***'],
		['?mysignature=abc', '?mysignature=abc'],
		['?signature =abc', '?signature =abc'],
		['?signature=', '?signature='],
		['?signature=&', '?signature=&'],
	])('shows %j as %j', (text, shown) => {
		expect(redactSignatures(text)).toBe(shown);
	});
});

it('a text from outside is shown in one line, without key, passwords, queries, and signatures', () => {
	expect(
		redactText(' a\r\n\tkey-12345\u00a0https://u:p@x.example/?k=1\n&crun_sig=abc ', 'key-12345'),
	).toBe('a *** https://***@x.example/?*** &crun_sig=***');
});
