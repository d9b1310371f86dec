/** What a callback says about a task, beside its ID. */
import {
	isAheadOf,
	readCallbackBody,
	reportsFinished,
	type Report,
} from '../../nodes/Crun/crun/callbackBody';
import { taskSchema, type Json } from '../../nodes/Crun/crun/contract';

const report = (status: string | null): Report => ({ taskId: 'a', status, model: null });
const task = (status: string) => taskSchema.parse({ task_id: 'a', status });
/** In as many envelopes. */
const wrapped = (times: number, value: Json): Json =>
	times === 0 ? value : { data: wrapped(times - 1, value) };

describe('The body of a callback', () => {
	it.each<[string, Json, Report]>([
		['the ID alone', { task_id: 'a' }, report(null)],
		['a number as the ID', { task_id: 7 }, { ...report(null), taskId: '7' }],
		['an ID in camel case', { taskId: ' a ' }, report(null)],
		['both IDs', { task_id: 'a', taskId: 'b' }, report(null)],
		['an ID of another type beside one', { task_id: {}, taskId: 'a' }, report(null)],
		['a status in upper case', { task_id: 'a', status: ' SUCCESS ' }, report('success')],
		['an empty status', { task_id: 'a', status: ' ' }, report(null)],
		['a status of another type', { task_id: 'a', status: 7 }, report(null)],
		['a model', { task_id: 'a', param: { model: 'm' } }, { ...report(null), model: 'm' }],
		['param of another type', { task_id: 'a', param: 'm' }, report(null)],
		['an envelope with data', { data: { task_id: 'a' }, status: 'failed' }, report(null)],
		['an envelope with payload', { payload: { task_id: 'a' } }, report(null)],
		['data that is no task beside payload', { data: 7, payload: { task_id: 'a' } }, report(null)],
		['data and payload', { payload: { task_id: 'b' }, data: { task_id: 'a' } }, report(null)],
		['five envelopes', wrapped(5, { task_id: 'a' }), report(null)],
		['five lists', [[[[[{ task_id: 'a' }]]]]], report(null)],
		['JSON', JSON.stringify({ task_id: 'a' }), report(null)],
		['a list after one without a task', [[], [{ task_id: 'a' }]], report(null)],
	])('can have %s', (_, body, expected) => {
		expect(readCallbackBody(body)).toEqual(expected);
	});

	it.each<[string, Json]>([
		['six envelopes', wrapped(6, { task_id: 'a' })],
		['six lists', [[[[[[{ task_id: 'a' }]]]]]]],
		[
			'JSON of JSON, six times',
			[1, 2, 3, 4, 5, 6].reduce((text) => JSON.stringify(text), '{"task_id":"a"}'),
		],
	])('is not read in %s', (_, body) => {
		expect(readCallbackBody(body)).toBeNull();
	});
});

describe('A callback', () => {
	it.each([
		[null, true],
		['success', true],
		['failed', true],
		['archived', true],
		['pending', false],
		['running', false],
	])('with the status %j may be about the end of a task: %s', (status, finished) => {
		expect(reportsFinished(report(status))).toBe(finished);
	});

	it.each([
		['success', 'running', true],
		['success', 'pending', true],
		['success', 'archived', true],
		[null, 'running', true],
		['archived', 'running', true],
		['archived', 'archived', false],
		['running', 'pending', false],
		['pending', 'running', false],
		['success', 'success', false],
		['failed', 'success', false],
		[null, 'failed', false],
	])('that says %j is ahead of TaskInfo that says %j: %s', (said, known, ahead) => {
		expect(isAheadOf(report(said), task(known))).toBe(ahead);
	});
});
