/** The two parts of an error, and how they become one text. */
import {
	joinTexts,
	messageOf,
	Problem,
	toProblem,
	wholeText,
	withSentence,
	withTaskId,
} from '../../nodes/Crun/crun/problem';

const partsOf = ({ message, description, details }: Problem) => ({ message, description, details });

describe('A problem', () => {
	it('is an error that the user can fix, unless it says otherwise', () => {
		const problem = new Problem('No', 'Try again.');
		expect(problem).toBeInstanceOf(Error);
		expect(String(problem)).toBe('Problem: No');
		expect(problem.details).toEqual({ kind: 'input' });
		expect(new Problem('No', 'Try again.', { kind: 'api', code: 500 }).details).toEqual({
			kind: 'api',
			code: 500,
		});
	});
});

describe('wholeText', () => {
	it.each<[string, unknown, string]>([
		['a headline', new Problem('It was stopped'), 'It was stopped.'],
		['a headline and a description', new Problem('No', 'Try again.'), 'No. Try again.'],
		['a description without a period', new Problem('No', 'Try again'), 'No. Try again.'],
		['an exclamation', new Problem('Stop!'), 'Stop!'],
		['a question', new Problem('No', 'Was it sent?'), 'No. Was it sent?'],
		['a period in the middle', new Problem('Version 1.5 has ended'), 'Version 1.5 has ended.'],
		['an error of another kind', new Error('Already a sentence.'), 'Already a sentence.'],
		['a thrown value', 'boom', 'boom.'],
	])('makes full sentences of %s', (_what, error, text) => {
		expect(wholeText(error)).toBe(text);
	});

	it('joins nothing to a headline alone', () => {
		for (const missing of ['', null, undefined]) expect(joinTexts('No', missing)).toBe('No');
	});
});

describe('withSentence', () => {
	it.each([
		['Try again.', 'Try again. It is safe.'],
		['', 'It is safe.'],
		[undefined, 'It is safe.'],
	])('adds a sentence to the description %j', (description, expected) => {
		const problem = new Problem('No', description, { kind: 'api', code: 500, taskId: 'a' });
		expect(partsOf(withSentence(problem, 'It is safe.'))).toEqual({
			message: 'No',
			description: expected,
			details: { kind: 'api', code: 500, taskId: 'a' },
		});
	});
});

describe('toProblem', () => {
	it('returns a problem as it is', () => {
		const problem = new Problem('No');
		expect(toProblem(problem)).toBe(problem);
	});

	it.each<[string, unknown, string, string | undefined]>([
		['an error', new Error('boom'), 'boom', undefined],
		[
			'an error with a description',
			Object.assign(new Error('boom'), { description: 'Details' }),
			'boom',
			'Details',
		],
		[
			'an error whose description is empty',
			Object.assign(new Error('boom'), { description: '' }),
			'boom',
			undefined,
		],
		['an object that is no error', { description: 'x', toString: () => 'text' }, 'text', undefined],
		['text', 'boom', 'boom', undefined],
		['nothing', undefined, 'undefined', undefined],
	])('makes a problem of %s', (_what, error, message, description) => {
		expect(partsOf(toProblem(error))).toEqual({ message, description, details: { kind: 'input' } });
		expect(messageOf(error)).toBe(message);
	});
});

describe('withTaskId', () => {
	const text = 'An earlier attempt created task t-1 for this item: look it up with Task > Get.';

	it('names the task that exists for the item', () => {
		const named = withTaskId(new Problem('No', 'Try again.', { kind: 'api', code: 422 }), 't-1');
		expect(partsOf(toProblem(named))).toEqual({
			message: 'No',
			description: `Try again. ${text}`,
			details: { kind: 'api', code: 422, taskId: 't-1' },
		});
		expect(partsOf(toProblem(withTaskId(new Error('boom'), 't-1')))).toEqual({
			message: 'boom',
			description: text,
			details: { kind: 'input', taskId: 't-1' },
		});
	});

	it('returns the same error where no task exists, or where it names one itself', () => {
		const error = new Error('boom');
		expect(withTaskId(error, undefined)).toBe(error);
		const problem = new Problem('No', undefined, { taskId: 't-0' });
		expect(withTaskId(problem, 't-1')).toBe(problem);
	});
});
