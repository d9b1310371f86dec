import { cleanFileName } from '../../nodes/Crun/crun/fileName';

describe('cleanFileName', () => {
	it.each([
		['clip', 'clip'],
		['my%20video', 'my_20video'],
		['d6956973-2f17-43d4', 'd6956973-2f17-43d4'],
		['../../tmp/x', 'tmp_x'],
		['..\\x', 'x'],
		['.htaccess', 'htaccess'],
		['-rf', 'rf'],
		['--_-rf', 'rf'],
		['a !?b', 'a_b'],
		['a.php', 'a_php'],
		['a\u0000b\nc', 'a_b_c'],
		['日本語', ''],
		['...', ''],
		['', ''],
	])('makes %j into %j', (text, name) => {
		expect(cleanFileName(text)).toBe(name);
	});

	it('is at most 80 characters long', () => {
		expect(cleanFileName('x'.repeat(10_000))).toBe('x'.repeat(80));
	});
});
