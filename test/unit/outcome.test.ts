/**
 * How responses are classified: every row of the table of codes in Crun's documentation, in every way a code
 * can come.
 */
import type * as outcomeModule from '../../nodes/Crun/crun/outcome';
import type { Answer, ParseData } from '../../nodes/Crun/crun/outcome';
import { OUTSIDE, REFUSED_FORM, TABLE } from './support/codeTable';
import { loadWith, ZOD_VERSIONS } from './support/zodVersions';

const NOW = Date.UTC(2026, 0, 20, 9, 12, 58);
const MESSAGE = 'Crun’s own words';

/** Takes the place of an endpoint's parser, which the tests of the contract cover. */
const parse: ParseData<{ task_id: string }> = (data) =>
	typeof data === 'object' && data !== null && 'task_id' in data && typeof data.task_id === 'string'
		? { data: { task_id: data.task_id } }
		: { problem: 'data.task_id is missing or not what Crun documents' };

const response = (status: number, body: unknown, retryAfter?: string): Answer => ({
	kind: 'response',
	status,
	body: typeof body === 'string' ? body : JSON.stringify(body),
	retryAfter,
});
const envelope = (code: number, more: object = {}) => ({
	code,
	message: MESSAGE,
	data: null,
	...more,
});

describe.each(ZOD_VERSIONS)('an outcome, on %s', (version) => {
	const { classifyCreation, classifyRead } = loadWith<typeof outcomeModule>(version, () =>
		jest.requireActual('../../nodes/Crun/crun/outcome'),
	).module;

	const create = (answer: Answer) => classifyCreation(answer, parse, NOW);
	const readAnswer = (answer: Answer) => classifyRead(answer, parse, NOW);

	describe('200', () => {
		it.each([200, 201, 299])(
			'is ok for HTTP %i with code 200 and its data, which it also keeps as it came',
			(status) => {
				const data = { task_id: 'task_1', queue: 7 };
				for (const classify of [create, readAnswer]) {
					expect(classify(response(status, envelope(200, { data })))).toEqual({
						kind: 'ok',
						data: { task_id: 'task_1' },
						raw: data,
						message: 'Crun’s own words',
					});
				}
			},
		);

		it.each([
			['data: null', envelope(200)],
			['no task_id', envelope(200, { data: { id: 'x' } })],
			['a task_id of another type', envelope(200, { data: { task_id: 7 } })],
			['data as text', envelope(200, { data: 'task_1' })],
		])('is unknown with %s, and states what is missing', (_, body) => {
			for (const classify of [create, readAnswer]) {
				expect(classify(response(200, body))).toEqual({
					kind: 'unknown',
					code: 200,
					message: 'data.task_id is missing or not what Crun documents',
					errors: [],
					raw: body.data,
				});
			}
		});
	});

	describe.each(TABLE)('%i', (code, creation, read) => {
		it.each([
			['as HTTP status with an HTML page', response(code, '<html>…</html>')],
			['as HTTP status with an empty body', response(code, '')],
			['as code in HTTP 200', response(200, envelope(code))],
			['as code in HTTP 200, without data', response(200, { code, message: MESSAGE })],
			['as both', response(code, envelope(code))],
		])(`%s means ${creation} after CreateTask, ${read} on a read`, (_, answer) => {
			expect(create(answer)).toMatchObject({ kind: creation, code });
			expect(readAnswer(answer)).toMatchObject({ kind: read, code });
		});

		it('has no errors where Crun names none', () => {
			for (const errors of [undefined, null, 5, []]) {
				const answer = response(200, envelope(code, { errors }));
				for (const classify of [create, readAnswer])
					expect(classify(answer)).toMatchObject({ errors: [] });
			}
		});

		it('keeps Crun’s message and every entry of errors', () => {
			const errors = ['first', 'second'];
			for (const classify of [create, readAnswer]) {
				expect(classify(response(200, envelope(code, { errors })))).toMatchObject({
					message: MESSAGE,
					errors,
				});
			}
		});
	});

	it.each(OUTSIDE)(
		'is unknown for a creation with the code %i, which is not in the table',
		(code) => {
			expect(create(response(200, envelope(code)))).toMatchObject({ kind: 'unknown', code });
			if (code >= 300) {
				const kind = REFUSED_FORM.includes(code) ? 'refused' : 'unknown';
				expect(create(response(code, '<html>'))).toMatchObject({ kind, code });
				expect(create(response(code, envelope(code)))).toMatchObject({ kind, code });
			}
		},
	);

	describe('when the HTTP status and Crun’s code disagree', () => {
		it.each([
			[200, 500, 'unknown'],
			[200, 422, 'refused'],
			[500, 422, 'unknown'],
			[502, 402, 'unknown'],
			[422, 500, 'unknown'],
			[401, 501, 'unknown'],
			[400, 422, 'unknown'],
			[302, 401, 'unknown'],
			[429, 500, 'unknown'],
			[503, 429, 'unknown'],
			[429, 402, 'refused'],
			[402, 429, 'refused'],
			[429, 455, 'transient'],
			[500, 200, 'unknown'],
			[300, 200, 'unknown'],
			[302, 200, 'unknown'],
			[429, 200, 'unknown'],
			[455, 200, 'unknown'],
			[422, 200, 'unknown'],
			[401, 200, 'unknown'],
			[404, 200, 'unknown'],
		])('of a creation with HTTP %i and code %i is %s', (status, code, kind) => {
			expect(
				create(response(status, envelope(code, { data: { task_id: 'task_1' } }))),
			).toMatchObject({ kind });
		});

		it.each([
			[500, 422, 'refused', 422],
			[422, 500, 'transient', 500],
			[502, 404, 'refused', 404],
			[400, 429, 'transient', 429],
			[503, 200, 'transient', 503],
			[425, 425, 'transient', 425],
			[200, 418, 'refused', 418],
			[300, 200, 'refused', 300],
		])(
			'of a read with HTTP %i and code %i follows Crun’s code unless that is a success: %s',
			(status, code, kind, seen) => {
				expect(readAnswer(response(status, envelope(code)))).toMatchObject({ kind, code: seen });
			},
		);
	});

	describe('of a body that is not Crun’s envelope', () => {
		const CUT = '{"code":200,"message":"success","data":{"task_id":"task_12';
		const BODIES: Array<[string, string, string]> = [
			['an HTML page', '<!DOCTYPE html><html>Bad gateway</html>', 'an HTML page instead of JSON'],
			[
				'an HTML page after white space',
				'\r\n\t<html>Bad gateway</html>',
				'an HTML page instead of JSON',
			],
			['truncated JSON', CUT, 'incomplete or unexpected JSON'],
			['an empty body', '', 'an empty body'],
			['white space', ' \r\n', 'an empty body'],
			['plain text', 'upstream connect error', 'a body that is not JSON'],
			['JSON of another service', '{"detail":"Not Found"}', 'incomplete or unexpected JSON'],
			[
				'a code that only resembles one',
				'{"code":"200x","data":{"task_id":"a"}}',
				'incomplete or unexpected JSON',
			],
			['JSON null', 'null', 'a body that is not JSON'],
			['a list', '[{"code":200}]', 'a body that is not JSON'],
		];

		it.each(BODIES)(
			'that is %s with HTTP 200, is unknown for a creation and transient for a read',
			(_, body, description) => {
				const expected = { code: 200, message: `HTTP 200 with ${description}` };
				expect(create(response(200, body))).toMatchObject({
					kind: 'unknown',
					errors: [],
					...expected,
				});
				expect(readAnswer(response(200, body))).toMatchObject({ kind: 'transient', ...expected });
			},
		);

		it.each(BODIES)(
			'that is %s with HTTP 502, is unknown for a creation and transient for a read',
			(_, body, description) => {
				const expected = { code: 502, message: `HTTP 502 with ${description}` };
				expect(create(response(502, body))).toMatchObject({ kind: 'unknown', ...expected });
				expect(readAnswer(response(502, body))).toMatchObject({ kind: 'transient', ...expected });
			},
		);
	});

	describe('of a network failure', () => {
		it('before a connection was opened is refused for a creation, since nothing can have arrived', () => {
			const message = 'the connection was refused';
			expect(create({ kind: 'failure', opened: false, message })).toEqual({
				kind: 'refused',
				code: null,
				message,
				errors: [],
			});
			expect(readAnswer({ kind: 'failure', opened: false, message })).toMatchObject({
				kind: 'transient',
				code: null,
				message,
			});
		});

		it('on an open connection is unknown for a creation', () => {
			const message = 'the connection was cut off';
			expect(create({ kind: 'failure', opened: true, message })).toEqual({
				kind: 'unknown',
				code: null,
				message,
				errors: [],
				raw: undefined,
			});
			expect(readAnswer({ kind: 'failure', opened: true, message })).toEqual({
				kind: 'transient',
				code: null,
				message,
				errors: [],
				retryAfterMs: null,
			});
		});
	});

	it.each([
		['7', 7_000],
		['0', 0],
		['Tue, 20 Jan 2026 09:13:08 GMT', 10_000],
		['Tue, 20 Jan 2026 09:00:00 GMT', 0],
		['in a while', null],
		[undefined, null],
	])('has Retry-After %j as %j milliseconds', (header, retryAfterMs) => {
		for (const classify of [create, readAnswer]) {
			expect(classify(response(429, envelope(429), header))).toMatchObject({
				kind: 'transient',
				retryAfterMs,
			});
			expect(classify(response(200, envelope(455), header))).toMatchObject({
				kind: 'transient',
				retryAfterMs,
			});
		}
		expect(readAnswer(response(503, '<html>', header))).toMatchObject({
			kind: 'transient',
			retryAfterMs,
		});
	});
});
