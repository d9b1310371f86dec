/** Files that are text: SVG, which a task may return, and pages that hosts send in place of a file. */
import {
	detectFileType,
	detectResultType,
	looksLikePage,
	TYPE_BYTES,
} from '../../nodes/Crun/crun/fileType';

/** Text with \x escapes for bytes, padded to the length that the detection reads. */
const bytes = (text: string) => Buffer.from(text.padEnd(TYPE_BYTES, '\0'), 'latin1');

it.each([
	'<svg xmlns="http://www.w3.org/2000/svg" width="10">',
	'\n <svg>',
	'\xef\xbb\xbf<svg>',
	'<SVG\n>',
	'<!-- a\n--><svg>',
	'<svg><!-- a --><!-- b -->',
	'<!doctype SVG><svg>',
	'\n<?xml version="1.0"?>\n<!DOCTYPE svg>\n<svg>',
	'<?xml version="1.0" encoding="UTF-8"?>\n<svg viewBox="0 0 1 1">',
	'<?xml version="1.0"?>\n<!-- made by a model -->\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x">\n<svg>',
])('%j is an SVG as a result, and not an image as input', (start) => {
	expect(detectResultType(bytes(start))).toEqual({ mime: 'image/svg+xml', extension: '.svg' });
	expect(detectFileType(bytes(start))).toBeNull();
});

it('many comments do not slow the detection down', () => {
	const started = performance.now();
	expect(detectResultType(bytes('<!---->'.repeat(73)))).toBeNull();
	expect(performance.now() - started).toBeLessThan(1000);
});

it.each([
	'<?xml version="1.0"?><Error><svg></Error>',
	'<html><svg>',
	'<svgx>',
	'words about <svg>',
	'<?xml version="1.0"?><?xml version="1.0"?><svg>',
	'<!DOCTYPE html><svg>',
	'<!-- <svg>',
	'<svg',
	'\xef\xbb<svg>',
])('%j is not an SVG', (start) => {
	expect(detectResultType(bytes(start))).toBeNull();
});

it.each([
	['<!DOCTYPE html>', true],
	['<!doctype HTML>', true],
	['<html lang="en">', true],
	['\n\n  <html>', true],
	['\xef\xbb\xbf<!DOCTYPE html>', true],
	['<head>', true],
	['<?xml version="1.0"?><Error>', true],
	['<Error><Code>', true],
	['{"code":404}', true],
	['{ "code": 404 }', true],
	['', false],
	['<svg xmlns=', false],
	['words', false],
	['words about <html>', false],
	['words about {"code": 404}', false],
	['{not json', false],
	['{}', false],
	['<body class="x">', true],
	['\xef\xbb\xbf\n<html>', true],
	['\xef\xbb\xbf\n{"code":404}', true],
	['<error>', true],
	['<!-- a --><html>', false],
	['<\xef\xbb\xbfhtml>', false],
	['<p>', false],
	[`${' '.repeat(512)}<html>`, false],
	['\xef\xbb<html>', false],
	['\0\0\0\x20ftypisom', false],
])('looksLikePage returns for %j: %s', (start, page) => {
	expect(looksLikePage(Buffer.from(start, 'latin1'))).toBe(page);
});
