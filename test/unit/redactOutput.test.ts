/** Which signatures disappear from the output of a task, and which have to stay. */
import type { JsonObject } from '../../nodes/Crun/crun/contract';
import { redactData, redactOutput } from '../../nodes/Crun/crun/redact';

const SIGNED = 'https://x.example/files/7?Expires=1&signature=abc&x=1';
const REDACTED = 'https://x.example/files/7?Expires=1&signature=***&x=1';
const NO_FILES: ReadonlySet<string> = new Set();

/** The same text in a field of the output. */
const redacted = (text: string, field = 'note', files = NO_FILES) =>
	redactOutput({ [field]: text }, files)[field];

describe('The output of a task', () => {
	it.each([
		[SIGNED, REDACTED],
		['signature=abc', 'signature=***'],
		['?signature=abc#top', '?signature=***#top'],
		['signature%3Dabc', 'signature%3D***'],
		['signature%3dabc', 'signature%3d***'],
		['signature%25253Dabc%252526x', 'signature%25253D***%252526x'],
		['u=https%3A%2F%2Fx%3Fa%26signature%3Dabc%26b', 'u=https%3A%2F%2Fx%3Fa%26signature%3D***%26b'],
		['?a=1\\u0026signature\\u003dabc\\u0026b', '?a=1\\u0026signature\\u003d***\\u0026b'],
		['?a=1\\u0026signature\\\\u003Dabc', '?a=1\\u0026signature\\\\u003D***'],
		['?a=1&amp;signature&#61;abc&amp;b=2', '?a=1&amp;signature&#61;***&amp;b=2'],
		['?a=1&amp;signature&#x3d;abc"', '?a=1&amp;signature&#x3d;***"'],
		["'?signature=abc'", "'?signature=***'"],
		['?signature=a?signature=b', '?signature=***'],
		['?signature=a&signature=b c', '?signature=***&signature=*** c'],
	])('has no signature of n8n’s: %j becomes %j', (text, shown) => {
		expect(redacted(text)).toBe(shown);
	});

	it.each([
		'',
		'a signature is needed',
		'?signature=',
		'?signature=&a=1',
		'?my_signature=abc',
		'?my-signature=abc',
		'?X-Amz-Signature=abc',
		'?Signature=abc',
		'?SIGNATURE=abc',
		'?signatures=abc',
		'?signature:abc',
	])('keeps %j as it is', (text) => {
		expect(redacted(text)).toBe(text);
	});

	it.each(['callback_url', 'note', 'media_urls', 'message'])(
		'has no signature of ours, in the field %s or any other',
		(field) => {
			expect(JSON.stringify(redacted('https://x.example/w?crun_sig=abc', field))).not.toMatch(
				/abc/,
			);
		},
	);

	it('has no signature of ours in a field of its name', () => {
		expect(redactOutput({ query: { crun_sig: 'abc', crun_ts: '1' } }, NO_FILES)).toEqual({
			query: { crun_sig: '***', crun_ts: '1' },
		});
	});

	it('keeps the signatures of files: those in media_urls, and those that are known', () => {
		const task: JsonObject = { media_urls: [SIGNED], more: [SIGNED, ` ${SIGNED}\n`] };
		expect(redactOutput(task, NO_FILES)).toEqual({
			media_urls: [SIGNED],
			more: [REDACTED, ` ${REDACTED}\n`],
		});
		expect(redactOutput(task, new Set([SIGNED]))).toEqual(task);
	});

	it.each(
		'mp4 mov webm m4v mkv avi png jpg jpeg webp gif avif bmp svg mp3 wav m4a ogg flac'.split(' '),
	)('keeps the signature of a URL with the extension %s', (extension) => {
		for (const url of [
			`https://x.example/a.${extension}?signature=abc`,
			`HTTP://X.EXAMPLE/b/a.${extension.toUpperCase()}#signature=abc`,
		])
			expect(redacted(url)).toBe(url);
	});

	it.each([
		'https://x.example/a.exe?signature=abc',
		'https://x.example/a.mp4x?signature=abc',
		'https://x.example/amp4?signature=abc',
		'https://x.example/?a.mp4&signature=abc',
		'https://x.example#/a.mp4?signature=abc',
		'https://x.example/a b.mp4?signature=abc',
		'https://x.mp4?signature=abc',
		'ftp://x.example/a.mp4?signature=abc',
		'see https://x.example/a.mp4?signature=abc',
	])('does not take %j for the URL of a file', (text) => {
		expect(redacted(text)).toBe(text.replace('abc', '***'));
	});

	it('has no signature of n8n’s where a file has the timestamp of a callback URL', () => {
		const url = 'https://x.example/a.mp4?crun_ts=1&signature=abc';
		expect(redacted(url, 'media_urls', new Set([url]))).toBe(url.replace('abc', '***'));
	});

	it('has no query of any URL in a message', () => {
		expect(redacted(`Cannot read ${SIGNED}`, 'message', new Set([SIGNED]))).toBe(
			'Cannot read https://x.example/files/7?***',
		);
		expect(redactOutput({ result: { message: [SIGNED] } }, NO_FILES)).toEqual({
			result: { message: ['https://x.example/files/7?***'] },
		});
	});
});

describe('The data of an answer', () => {
	const KEY = 'ak_0123456789abcdef0123456789abcdef';

	it('has neither the key nor a signature of ours, except in callback_url', () => {
		const url = `https://x.example/w?k=${KEY}&crun_sig=abc`;
		const data = { callback_url: url, other: url, query: { crun_sig: 'abc' }, note: SIGNED };
		expect(redactData(data, KEY)).toEqual({
			callback_url: 'https://x.example/w?k=***&crun_sig=abc',
			other: 'https://x.example/w?k=***&crun_sig=***',
			query: { crun_sig: '***' },
			note: SIGNED,
		});
	});

	it.each([
		['"crun_sig":"abc"', '"crun_sig":"***"'],
		['"crun_sig": "abc","b"', '"crun_sig": "***","b"'],
		['\\"crun_sig\\":\\"abc\\"', '\\"crun_sig\\":\\"***\\"'],
		['crun_sig&#61;abc&amp;', 'crun_sig&#61;***&amp;'],
		['crun_sig&#x3D;abc', 'crun_sig&#x3D;***'],
		['crun_sig\\\\u003Dabc\\', 'crun_sig\\\\u003D***\\'],
		['crun_sig: abc', 'crun_sig: abc'],
		['crun_sig=', 'crun_sig='],
		['crun_sigs=abc', 'crun_sigs=abc'],
	])('has no signature of ours in any form: %j becomes %j', (text, shown) => {
		expect(redactData(text, KEY)).toBe(shown);
	});
});
