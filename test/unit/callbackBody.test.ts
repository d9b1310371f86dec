import { readCallbackBody, reportsFinished } from '../../nodes/Crun/crun/callbackBody';
import { callbackForms } from '../../dev/simulator';
import { documented, finishedTask } from './support/documented';

const ID = 'd6956973-2f17-43d4-8514-af6cc3a2f55d';

describe('readCallbackBody', () => {
	it('reads the documented task, bare or in an envelope', () => {
		const report = { taskId: ID, status: 'running', model: 'google/nano-banana' };
		expect(readCallbackBody(documented.task())).toEqual(report);
		expect(readCallbackBody(documented.taskInfo())).toEqual(report);
	});

	it.each(Object.entries(callbackForms))('reads the ID in a body of the form %s', (_, form) => {
		const report = readCallbackBody(form(finishedTask()));
		expect(report?.taskId).toBe(ID);
		expect(report && reportsFinished(report)).toBe(true);
	});

	it('reads a failed task in an envelope with its code', () => {
		const failed = { code: 501, message: 'failed', data: { task_id: 'a', status: 'failed' } };
		expect(readCallbackBody(failed)).toEqual({ taskId: 'a', status: 'failed', model: null });
	});

	it('reads a text in a list in an envelope in a text', () => {
		const text = JSON.stringify({ data: [JSON.stringify({ task_id: 'a' })] });
		expect(readCallbackBody(text)?.taskId).toBe('a');
	});

	it('takes the first of several tasks', () => {
		expect(readCallbackBody([{}, { task_id: 'a' }, { task_id: 'b' }])?.taskId).toBe('a');
		expect(readCallbackBody({ task_id: 'a', data: { task_id: 'b' } })?.taskId).toBe('a');
	});

	it.each([
		undefined,
		null,
		'',
		'text',
		'"a"',
		'{"task_id":"a"',
		7,
		[],
		[[]],
		{},
		{ status: 'success' },
		{ id: 'a', status: 'success' },
		{ task_id: '', status: 'success' },
		{ task_id: ' ' },
		{ task_id: {} },
		{ task_id: 1.5 },
		{ task_id: 2 ** 53 },
		{ task: { task_id: 'a' } },
		{ result: { task_id: 'a' } },
		{ code: 200, data: null },
		{ data: { data: { data: { data: { data: { data: { task_id: 'a' } } } } } } },
	])('returns null for %j', (body) => {
		expect(readCallbackBody(body)).toBeNull();
	});
});

it.each(['pending', 'running', ' Running '])('a task that is %j is not finished', (status) => {
	const report = readCallbackBody({ task_id: 'a', status });
	expect(report && reportsFinished(report)).toBe(false);
});
