import { taskSchema } from '../../nodes/Crun/crun/contract';
import { cleanFileName, resultName } from '../../nodes/Crun/crun/fileName';

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

describe('resultName', () => {
	const param = { model: 'bytedance/template', input: { template_id: '104909826' } };
	const name = (more: object = {}, title: string | null = null, number = 1) =>
		resultName(
			taskSchema.parse({
				task_id: 'd6956973-2f17-43d4-8514-af6cc3a2f55d',
				status: 'success',
				param,
				create_at: 1768900378,
				complete_at: 1768910000,
				...more,
			}),
			number,
			title,
		);

	it('consists of the template, the day, the end of the task ID, and a number', () => {
		expect(name({}, 'Battle Game')).toBe('battle-game-2026-01-20-c3a2f55d-1');
		expect(name({}, 'Battle Game', 12)).toBe('battle-game-2026-01-20-c3a2f55d-12');
	});

	it.each<[string, object, string | null]>([
		['bytedance-template-104909826', {}, null],
		['bytedance-template-104909826', {}, '战斗游戏'],
		[
			'vidu-template-easter-cute-pets',
			{ param: { model: 'vidu/template', input: { template: 'Easter_cute_pets' } } },
			null,
		],
		['google-nano-banana', { param: { model: 'google/nano-banana', input: {} } }, null],
		['crun', { param: null }, ''],
		['cafe-creme', {}, ' Café  Crème! '],
		['etc-passwd', {}, '../../etc/passwd'],
		['con', {}, 'CON'],
		['a', { param: { model: 'a', input: { template_id: { b: 1 } } } }, null],
	])('begins with %s where the task is %j and the template "%s"', (expected, more, title) => {
		expect(name(more, title)).toBe(`${expected}-2026-01-20-c3a2f55d-1`);
	});

	it('has the day of the creation where the end is not known, and none where neither is', () => {
		expect(name({ complete_at: null, create_at: 1768800000 })).toContain('-2026-01-19-');
		expect(name({ complete_at: null, create_at: null }, 'a')).toBe('a-c3a2f55d-1');
		expect(name({ complete_at: 1e20, create_at: null }, 'a')).toBe('a-c3a2f55d-1');
	});

	it('differs for tasks whose IDs differ at the end', () => {
		expect(name({ task_id: 'task_12345678' }, 'a')).toBe('a-2026-01-20-12345678-1');
		expect(name({ task_id: 7 }, 'a')).toBe('a-2026-01-20-7-1');
		expect(name({ task_id: '日本' }, 'a')).toBe('a-2026-01-20-1');
	});

	it.each([
		'x'.repeat(10_000),
		'-x'.repeat(5000),
		`${'../'.repeat(2000)}x`,
		'\u202egpj.exe',
		'a\0b',
	])('is a clean name of at most 80 characters, whatever the texts are: %#', (text) => {
		const given = { param: { model: text, input: { template_id: text } }, task_id: text };
		for (const one of [name({}, text, 100), name(given, null, 100), name(given, text, 100)]) {
			expect(one).toMatch(/^[a-z0-9][a-z0-9-]{0,79}$/);
			expect(one).toMatch(/-100$/);
			expect(cleanFileName(one)).toBe(one);
		}
	});
});
