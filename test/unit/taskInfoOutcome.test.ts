/** How the response to TaskInfo is classified: a task that was paid for depends on it. */
import { classifyTaskInfo, type Answer, type ParseData } from '../../nodes/Crun/crun/outcome';

const parse: ParseData<string> = (data) =>
	typeof data === 'string' ? { data } : { problem: 'data is missing' };
const classify = (answer: Answer) => classifyTaskInfo(answer, parse, 0);
const response = (status: number, body: object | string, retryAfter?: string): Answer => ({
	kind: 'response',
	status,
	body: typeof body === 'string' ? body : JSON.stringify(body),
	retryAfter,
});
const crun = (status: number, code: number, retryAfter?: string) =>
	classify(response(status, { code, message: 'No', data: null }, retryAfter));

describe('The response to TaskInfo', () => {
	it.each([400, 401, 402, 403, 404, 422, 499, 501, 505, 600, 1001])(
		'is final where Crun says %i',
		(code) => {
			const refused = { kind: 'refused', code, message: 'No', errors: [] };
			expect(crun(200, code)).toEqual(refused);
			expect(crun(code, code)).toEqual(refused);
		},
	);

	it.each([500, 502, 503, 506, 520, 599])('will pass where Crun says %i', (code) => {
		expect(crun(200, code, '7')).toEqual({
			kind: 'transient',
			code,
			message: 'No',
			errors: [],
			retryAfterMs: 7000,
		});
	});

	it.each([401, 403, 404, 501, 505, 520])('will pass where something else says %i', (status) => {
		expect(classify(response(status, '<html>', '7'))).toEqual({
			kind: 'transient',
			code: status,
			message: `HTTP ${status} with an HTML page instead of JSON`,
			errors: [],
			foreign: true,
			retryAfterMs: 7000,
		});
	});

	it('has the HTTP status as its code where it has no other', () => {
		expect(classify(response(299, '<html>'))).toMatchObject({ kind: 'transient', code: 299 });
	});

	it('is a success, a failure of the network, or inconclusive, as for any other read', () => {
		expect(classify(response(200, { code: 200, data: 'x' }))).toMatchObject({
			kind: 'ok',
			data: 'x',
		});
		expect(classify(response(200, { code: 200 }))).toMatchObject({ kind: 'unknown', code: 200 });
		expect(classify({ kind: 'failure', opened: false, message: 'cut off' })).toEqual({
			kind: 'transient',
			code: null,
			message: 'cut off',
			errors: [],
			retryAfterMs: null,
		});
	});
});
