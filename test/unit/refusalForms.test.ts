/** Refusals in forms other than the documented one: what is read, and what is not taken for one. */
import type * as outcomeModule from '../../nodes/Crun/crun/outcome';
import type { Answer, ParseData } from '../../nodes/Crun/crun/outcome';
import { loadWith, ZOD_VERSIONS } from './support/zodVersions';

const parse: ParseData<{ task_id: string }> = (data) =>
	typeof data === 'object' && data !== null && 'task_id' in data && typeof data.task_id === 'string'
		? { data: { task_id: data.task_id } }
		: { problem: 'data.task_id is missing' };

const response = (status: number, body: unknown): Answer => ({
	kind: 'response',
	status,
	body: typeof body === 'string' ? body : JSON.stringify(body),
});

describe.each(ZOD_VERSIONS)('a refusal, on %s', (version) => {
	const { classifyCreation, classifyRead, classifyTaskInfo } = loadWith<typeof outcomeModule>(
		version,
		() => jest.requireActual('../../nodes/Crun/crun/outcome'),
	).module;
	const create = (answer: Answer) => classifyCreation(answer, parse, 0);
	const read = (answer: Answer) => classifyRead(answer, parse, 0);

	describe('names every reason', () => {
		const prompt = 'input.prompt: too long';
		it.each<[string, unknown, string[]]>([
			['a text', prompt, [prompt]],
			['a list of texts', [prompt, ' seed: not a number '], [prompt, 'seed: not a number']],
			[
				'lists by field',
				{ prompt: ['too long', 'not English'], seed: ['missing'] },
				['prompt: too long', 'prompt: not English', 'seed: missing'],
			],
			['texts by field', { prompt: 'too long' }, ['prompt: too long']],
			['fields of fields', { input: { prompt: ['too long'] } }, [prompt]],
			[
				'objects with loc and msg',
				[{ loc: ['input', 'prompt'], msg: 'too long', type: 'x' }],
				[prompt],
			],
			['an index in loc', [{ loc: ['images', 0], msg: 'not a URL' }], ['images.0: not a URL']],
			['objects with loc as text', [{ loc: 'prompt', msg: 'too long' }], ['prompt: too long']],
			[
				'objects with field and message',
				[{ field: 'prompt', message: 'too long' }],
				['prompt: too long'],
			],
			['objects with a message alone', [{ message: prompt }, { msg: 'no' }], [prompt, 'no']],
			['one object with a message', { message: 'too long' }, ['too long']],
		])('in %s', (_, reasons, errors) => {
			const envelope = { code: 422, message: 'No', data: null };
			for (const field of ['errors', 'detail']) {
				const answer = response(200, { ...envelope, [field]: reasons });
				expect(create(answer)).toMatchObject({ kind: 'refused', message: 'No', errors });
				expect(read(answer)).toMatchObject({ kind: 'refused', message: 'No', errors });
			}
		});

		it('in errors and in detail, each once', () => {
			const both = { errors: ['a'], detail: ['a', 'b'] };
			expect(create(response(422, { code: 422, message: 'No', ...both }))).toMatchObject({
				errors: ['a', 'b'],
			});
		});

		it.each([5, true, null, '', ' ', [], {}, [[[]]], [null, 7], { a: 1 }])(
			'but none where errors are %j',
			(errors) => {
				const answer = response(422, { code: 422, message: 'No', errors, detail: errors });
				expect(create(answer)).toMatchObject({ kind: 'refused', message: 'No', errors: [] });
			},
		);

		it('but not those that are nested without end', () => {
			const errors = `${'['.repeat(5_000)}"deep"${']'.repeat(5_000)}`;
			const answer = response(422, `{"code":422,"message":"No","errors":${errors}}`);
			expect(create(answer)).toMatchObject({ kind: 'refused', errors: [] });
		});
	});

	describe('has the message', () => {
		it.each<[string, object, string, string[]]>([
			['msg', { msg: 'No' }, 'No', []],
			['message rather than msg', { message: 'No', msg: 'x' }, 'No', []],
			['msg where message is empty', { message: '', msg: 'No' }, 'No', []],
			['the first reason where there is no message', { errors: ['a', 'b'] }, 'a', ['b']],
			['detail where there is no message', { detail: 'No' }, 'No', []],
			['none', {}, 'Crun gave no reason', []],
		])('of %s', (_, words, message, errors) => {
			const answer = response(422, { code: 422, ...words });
			expect(create(answer)).toMatchObject({ kind: 'refused', message, errors });
		});
	});

	describe('with a code as text', () => {
		it.each(['422', ' 422 ', '422\n'])('%j counts as that code', (code) => {
			for (const status of [200, 422]) {
				const answer = response(status, { code, message: 'No' });
				expect(create(answer)).toMatchObject({ kind: 'refused', code: 422, message: 'No' });
				expect(read(answer)).toMatchObject({ kind: 'refused', code: 422, message: 'No' });
			}
		});

		it.each(['422x', 'x422', '4 22', '422.0', '4.22e2', '0x1a6', '+422', '0422', '', ' ', 'ok'])(
			'%j does not',
			(code) => {
				const answer = response(200, { code, message: 'No', data: { task_id: 'a' } });
				expect(create(answer)).toMatchObject({ kind: 'unknown', foreign: true });
				expect(read(answer)).toMatchObject({ kind: 'transient', foreign: true });
			},
		);

		it('"200" is a success with the documented data, and only with it', () => {
			const data = { task_id: 'a' };
			expect(create(response(200, { code: '200', data }))).toMatchObject({ kind: 'ok', data });
			for (const other of [null, {}, 'a'])
				expect(create(response(200, { code: '200', data: other }))).toMatchObject({
					kind: 'unknown',
				});
			expect(create(response(200, { code: '200x', data }))).toMatchObject({ kind: 'unknown' });
			expect(create(response(500, { code: '200', data }))).toMatchObject({ kind: 'unknown' });
		});
	});

	describe('of a creation by the HTTP status alone', () => {
		const REFUSING = [405, 411, 413, 414, 415, 431];

		it.each(REFUSING)('%i has created nothing', (status) => {
			for (const body of ['<html>no</html>', '', { code: status, message: 'No' }])
				expect(create(response(status, body))).toMatchObject({ kind: 'refused', code: status });
			expect(create(response(status, { code: 422, message: 'No' }))).toMatchObject({
				kind: 'refused',
				code: 422,
			});
		});

		it.each(REFUSING)('%i is unknown where Crun’s own code says something else', (status) => {
			for (const code of [200, 400, 409, 500, 501])
				expect(create(response(status, { code, data: { task_id: 'a' } }))).toMatchObject({
					kind: 'unknown',
				});
			// Not in Crun's table of codes, so it says nothing without the HTTP status.
			expect(create(response(200, { code: status }))).toMatchObject({ kind: 'unknown' });
			expect(create(response(422, { code: status }))).toMatchObject({ kind: 'unknown' });
		});

		it.each([400, 408, 409, 410, 412, 416, 417, 418, 421, 423, 426])(
			'%i does not tell, so it stays unknown',
			(status) => {
				expect(create(response(status, { code: status, message: 'No' }))).toMatchObject({
					kind: 'unknown',
				});
			},
		);
	});

	describe('by something other than Crun', () => {
		it.each([
			['a page', '<html>Forbidden</html>', 'HTTP 403 with an HTML page instead of JSON', []],
			['an empty body', '', 'HTTP 403 with an empty body', []],
			[
				'JSON of another service',
				{ detail: 'Not allowed' },
				'HTTP 403 with incomplete or unexpected JSON',
				['Not allowed'],
			],
			[
				'JSON with a message',
				{ message: 'Denied', error: { message: 'by policy' }, errors: [{ msg: 'rule 7' }] },
				'HTTP 403 with incomplete or unexpected JSON',
				['Denied', 'by policy', 'rule 7'],
			],
			[
				'JSON with a code that is none',
				{ code: 'FORBIDDEN', message: 'Denied' },
				'HTTP 403 with incomplete or unexpected JSON',
				['Denied'],
			],
		])('is marked, and says what came: %s', (_, body, message, errors) => {
			for (const classify of [create, read])
				expect(classify(response(403, body))).toEqual({
					kind: 'refused',
					code: 403,
					message,
					errors,
					foreign: true,
				});
		});

		it('is not marked where it is Crun’s envelope', () => {
			for (const classify of [create, read])
				expect(classify(response(403, { code: '403', message: 'No' }))).not.toHaveProperty(
					'foreign',
				);
		});

		it('stays marked in the answer about a task, which it does not end', () => {
			expect(classifyTaskInfo(response(401, '<html>'), parse, 0)).toMatchObject({
				kind: 'transient',
				code: 401,
				foreign: true,
			});
		});
	});
});
