/** A task as an item's JSON: what stands in for files, and what a status means. */
import { taskSchema, type Json, type JsonObject } from '../../nodes/Crun/crun/contract';
import {
	describeStatus,
	presentTask,
	saysSomething,
	simplifyTask,
	withCredits,
} from '../../nodes/Crun/crun/task';

const present = (raw: JsonObject, simplify = true) =>
	presentTask({ task: taskSchema.parse(raw), raw }, simplify);
const success = (result: Json) => ({ task_id: 'a', status: 'success', result });
const URL_OF_FILE = 'https://x.example/files/7?signature=abc';

describe('The output of a task', () => {
	it.each<[string, Json]>([
		['a text', 'Once upon a time'],
		['an object', { text: 'x', usage: [1] }],
		['an empty list', []],
		['null', null],
	])('has the whole result where a successful task has no files: %s', (_, result) => {
		expect(present(success(result))).toEqual({
			...simplifyTask(taskSchema.parse(success(result))),
			result,
		});
	});

	it('has null as the result where Crun sends none', () => {
		expect(present({ task_id: 'a', status: 'success' })).toMatchObject({ result: null });
	});

	it.each<[string, JsonObject]>([
		['has files', success({ media_urls: [URL_OF_FILE] })],
		['has files beside its result', { ...success('x'), media_urls: [URL_OF_FILE] }],
		['failed', { ...success('x'), status: 'failed' }],
		['is running', { ...success('x'), status: 'running' }],
	])('has no result of its own where the task %s', (_, raw) => {
		expect(present(raw)).not.toHaveProperty('result');
	});

	it('keeps the signatures of its files, simplified or not', () => {
		const raw = success({ media_info: [{ url: URL_OF_FILE }], note: `see ${URL_OF_FILE}` });
		expect(present(raw)).toMatchObject({
			media_urls: [URL_OF_FILE],
			video_url: URL_OF_FILE,
			files: [{ url: URL_OF_FILE, kind: 'unknown' }],
		});
		expect(present(raw, false)).toEqual(
			success({
				media_info: [{ url: URL_OF_FILE }],
				note: 'see https://x.example/files/7?signature=***',
			}),
		);
	});
});

describe('A reference in the output of a task', () => {
	const callback_url =
		'https://n8n.example/webhook/1?crun_ts=1768900378&crun_ref=T3JkZXIgNDIgJiBtb3Jl&crun_sig=abc';
	const raw = { task_id: 'a', status: 'running', param: { callback_url } };
	const reading = { task: taskSchema.parse(raw), raw };
	const own = (simplify: boolean, reference?: string | null) =>
		presentTask(reading, simplify, reference).reference;

	it.each([true, false])(
		'is the one that the callback URL carries (simplified: %s)',
		(simplify) => {
			expect(own(simplify)).toBe('Order 42 & more');
		},
	);

	it.each([true, false])('is the one that is given, if any (simplified: %s)', (simplify) => {
		expect(own(simplify, 'sig=1&signature=2')).toBe('sig=1&signature=2');
		expect(presentTask(reading, simplify, null)).not.toHaveProperty('reference');
	});

	it.each([true, false])('is missing where the task has none (simplified: %s)', (simplify) => {
		expect(present({ task_id: 'a', status: 'running' }, simplify)).not.toHaveProperty('reference');
	});
});

describe('The known price of a task', () => {
	it.each([
		[null, 9, 9],
		[null, null, null],
		[5, 9, 5],
		[0, 9, 0],
		[5, null, 5],
	])('which Crun states as %j, and the node knows as %j, is %j', (credits, known, price) => {
		const raw = { task_id: 'a', status: 'running', credits };
		const { task, raw: unchanged } = withCredits({ task: taskSchema.parse(raw), raw }, known);
		expect(simplifyTask(task)).toEqual({
			...simplifyTask(taskSchema.parse(raw)),
			credits: price,
		});
		expect(unchanged).toEqual(raw);
	});
});

describe('A status', () => {
	it.each(['pending', 'running', 'success', 'failed'])('%s is known', (status) => {
		expect(describeStatus(taskSchema.parse({ task_id: 'a', status }))).toBe(
			`Its status is ${status}.`,
		);
	});

	it('that is not known does not show the query of a URL', () => {
		const status = 'see https://x.example?token=1';
		expect(describeStatus(taskSchema.parse({ task_id: 'a', status }))).toBe(
			'Its status is "see https://x.example?***", which this node does not know, so it counts as not finished.',
		);
	});

	it('is pending where nothing is known of the task', () => {
		expect([describeStatus(null), describeStatus(undefined)]).toEqual([
			'Its status is pending.',
			'Its status is pending.',
		]);
	});
});

it.each([
	['No face', true],
	['not ok', true],
	['successful', true],
	['0', true],
	['', false],
	[' \n', false],
	[' OK ', false],
	['Success', false],
	[null, false],
	[undefined, false],
])('%j says why a task failed: %s', (text, says) => {
	expect(saysSomething(text)).toBe(says);
});
