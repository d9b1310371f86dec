/** A task as the node returns it. */
import { taskSchema, type Json, type JsonObject } from '../../nodes/Crun/crun/contract';
import { redactOutput } from '../../nodes/Crun/crun/redact';
import {
	describeStatus,
	failureOf,
	presentTask,
	simplifyTask,
	terminalStatus,
} from '../../nodes/Crun/crun/task';
import { documented, finishedTask } from './support/documented';

const simple = (change: JsonObject = {}) =>
	simplifyTask(taskSchema.parse({ ...finishedTask(), ...change }));
const result = (more: JsonObject) => simple({ result: { code: 200, message: 'success', ...more } });

describe('a simplified task', () => {
	it('has exactly these fields in this order', () => {
		expect(JSON.stringify(simple())).toBe(
			'{"task_id":"d6956973-2f17-43d4-8514-af6cc3a2f55d","status":"success","model":"bytedance/template","template_id":"104909826","credits":355.2,"created_at":"2026-01-20T09:12:58.000Z","completed_at":"2026-01-20T09:15:02.000Z","duration_s":124,"media_urls":["https://static.crunai.com/o/video.mp4"],"video_url":"https://static.crunai.com/o/video.mp4","files":[{"url":"https://static.crunai.com/o/video.mp4","kind":"video"}],"error":null}',
		);
	});

	it('has the same fields while the task is running, as in the documented response', () => {
		expect(simplifyTask(taskSchema.parse(documented.task()))).toEqual({
			task_id: 'd6956973-2f17-43d4-8514-af6cc3a2f55d',
			status: 'running',
			model: 'google/nano-banana',
			template_id: null,
			credits: null,
			created_at: '2026-01-20T09:12:58.000Z',
			completed_at: null,
			duration_s: null,
			media_urls: [],
			video_url: null,
			files: [],
			error: null,
		});
	});

	it('has them even when the API returns only ID and status', () => {
		expect(simplifyTask(taskSchema.parse({ task_id: 'a', status: 'pending' }))).toEqual({
			task_id: 'a',
			status: 'pending',
			model: null,
			template_id: null,
			credits: null,
			created_at: null,
			completed_at: null,
			duration_s: null,
			media_urls: [],
			video_url: null,
			files: [],
			error: null,
		});
	});

	it.each([
		['ByteDance and Kling', { template_id: '104909826' }, '104909826'],
		['Vidu', { template: 'Easter_cute_pets' }, 'Easter_cute_pets'],
		['no template', { prompt: 'a cat' }, null],
		['an ID of another type', { template_id: { a: 1 } }, null],
	])('has the template ID of %s', (_, input, template_id) => {
		expect(simple({ param: { model: 'm', input } })).toMatchObject({ template_id });
	});

	it.each([
		[0, null],
		['0', null],
		[-1, null],
		[1768900378.5, '2026-01-20T09:12:58.500Z'],
		['1768900378', '2026-01-20T09:12:58.000Z'],
		[1768900378500, '2026-01-20T09:12:58.500Z'],
		['1768900378500', '2026-01-20T09:12:58.500Z'],
		['2026-01-20T09:12:58.5Z', '2026-01-20T09:12:58.500Z'],
		['2026-01-20T10:12:58+01:00', '2026-01-20T09:12:58.000Z'],
		['2026-01-20 09:12:58', '2026-01-20T09:12:58.000Z'],
		[1e20, null],
		['2026', '1970-01-01T00:33:46.000Z'],
		['20.01.2026', null],
		['2026-13-20T09:12:58Z', null],
		['yesterday', null],
		[{ seconds: 5 }, null],
	])('formats the time %j as %j', (seconds, iso) => {
		expect(simple({ create_at: seconds, complete_at: seconds })).toMatchObject({
			created_at: iso,
			completed_at: iso,
		});
	});
});

describe('the status', () => {
	it.each([
		['success', 'success'],
		['failed', 'failed'],
		['pending', null],
		['running', null],
		['queued', null],
		['succeeded', null],
		['cancelled', null],
	])('%s ends a task with %j', (status, end) => {
		expect(terminalStatus(taskSchema.parse({ task_id: 'a', status }))).toBe(end);
		expect(simple({ status }).status).toBe(status);
	});

	it.each([
		['SUCCESS', 'success'],
		[' Failed\n', 'failed'],
		['Running', 'running'],
	])('%j is read as %s', (given, status) => {
		expect(simple({ status: given }).status).toBe(status);
	});

	it.each([
		['running', 'Its status is running.'],
		[
			'ARCHIVED',
			'Its status is "archived", which this node does not know, so it counts as not finished.',
		],
	])('%s is described', (status, description) => {
		expect(describeStatus(taskSchema.parse({ task_id: 'a', status }))).toBe(description);
	});

	it('that is not known yet counts as pending', () => {
		expect(describeStatus(null)).toBe('Its status is pending.');
	});

	it.each([
		['success', 501, null],
		['running', 501, null],
		['queued', 501, null],
		['failed', 200, { code: 200, message: 'moderation' }],
		['failed', '501', { code: '501', message: 'moderation' }],
	])('%s decides, whatever the result.code %j says', (status, code, error) => {
		expect(simple({ status, result: { code, message: 'moderation' } })).toMatchObject({
			status,
			error,
		});
	});

	it.each<[Json, { code: number | null; message: string }]>([
		[
			{ code: 501, message: 'The photo shows no face' },
			{ code: 501, message: 'The photo shows no face' },
		],
		[
			{ code: 501, message: '' },
			{ code: 501, message: 'Crun gave no reason' },
		],
		[{}, { code: null, message: 'Crun gave no reason' }],
		[
			{ code: 501, message: 'success', error: 'No face' },
			{ code: 501, message: 'No face' },
		],
		[{ error: { message: 'No face' } }, { code: null, message: 'No face' }],
		[{ error: { text: 'No face' } }, { code: null, message: 'Crun gave no reason' }],
		['No face', { code: null, message: 'No face' }],
		[['No face'], { code: null, message: 'Crun gave no reason' }],
		[null, { code: null, message: 'Crun gave no reason' }],
		[
			{ message: 'cannot reach https://x/w?crun_ts=1&crun_sig=abc' },
			{ code: null, message: 'cannot reach https://x/w?***' },
		],
	])('of a failed task with %j has this reason', (result, error) => {
		expect(failureOf(taskSchema.parse({ task_id: 'a', status: 'failed', result }))).toEqual(error);
		expect(simple({ status: 'failed', result }).error).toEqual(error);
	});
});

describe('the reason of a failure', () => {
	it.each([
		['No face', null, 'No face'],
		['No face', { message: 'Moderation' }, 'Moderation'],
		['OK', null, 'Crun gave no reason'],
		['Success', { message: '' }, 'Crun gave no reason'],
	])('beside the result is %j, with the result %j: %j', (message, result, said) => {
		const task = taskSchema.parse({ task_id: 'a', status: 'failed', message, result });
		expect(failureOf(task).message).toBe(said);
	});
});

describe('a simplified result', () => {
	const VIDEO = 'https://x.example/v.mp4';
	const FRAME = 'https://x.example/last.jpeg';

	it.each([
		['the video first', [VIDEO, FRAME], VIDEO],
		['the last frame first', [FRAME, VIDEO], VIDEO],
		['two videos', ['https://x.example/1.webm', VIDEO], 'https://x.example/1.webm'],
		[
			'a query after the name',
			[FRAME, `${VIDEO}?Expires=1&Signature=x.png`],
			`${VIDEO}?Expires=1&Signature=x.png`,
		],
		['a name in upper case', [FRAME, 'https://x.example/V.MP4'], 'https://x.example/V.MP4'],
		[
			'a URL without an extension',
			[FRAME, 'https://x.example/download/7'],
			'https://x.example/download/7',
		],
		['a video and a URL without an extension', ['https://x.example/download/7', VIDEO], VIDEO],
		[
			'the name of a video inside the name of an image',
			['https://x.example/v.mp4.jpg', 'https://x.example/v.mp4.webp'],
			null,
		],
		[
			'the name of an image inside a path',
			['https://x.example/a.png/download'],
			'https://x.example/a.png/download',
		],
		['images only', [FRAME, 'https://x.example/a.png?f=v.mp4'], null],
		['nothing', [], null],
	])('with %s has all URLs in order, and that of the first video', (_, media_urls, video_url) => {
		expect(result({ media_urls })).toMatchObject({ media_urls, video_url });
	});

	it('may be missing from a successful task', () => {
		expect(simple({ result: null })).toMatchObject({
			status: 'success',
			media_urls: [],
			video_url: null,
			files: [],
			error: null,
		});
		expect(result({ media_urls: null })).toMatchObject({ media_urls: [], video_url: null });
	});
});

describe('presentTask', () => {
	const raw: JsonObject = {
		...finishedTask(),
		param: { callback_url: 'https://n8n.example/w?crun_sig=secret' },
		more: 1,
	};
	const reading = { task: taskSchema.parse(raw), raw };

	it('returns the simplified task, or the whole object without the signature', () => {
		expect(presentTask(reading, true)).toEqual(simplifyTask(reading.task));
		expect(presentTask(reading, false)).toEqual({
			...raw,
			param: { callback_url: 'https://n8n.example/w?crun_sig=***' },
		});
	});
});

describe('redactOutput', () => {
	const withCallback = (callback_url: string) =>
		JSON.stringify({
			a: 1,
			param: { z: 1, callback_url, input: { seed: 0.1 } },
			id: '9007199254740993',
			n: null,
		});

	it('changes nothing but the signature in the callback URL', () => {
		const raw = JSON.parse(
			withCallback('https://n8n.example/w?a=1&crun_ts=1&crun_sig=secret&b=%20'),
		) as JsonObject;
		expect(JSON.stringify(redactOutput(raw, new Set()))).toBe(
			withCallback('https://n8n.example/w?a=1&crun_ts=1&crun_sig=***&b=%20'),
		);
		expect(JSON.stringify(raw)).toContain('secret'); // the given object is not changed
	});

	it.each<[string, JsonObject]>([
		['the documented task, whose callback URL is null', documented.task()],
		[
			'a callback URL without a signature',
			JSON.parse(withCallback('https://your-domain.com/api/callback')) as JsonObject,
		],
		['a callback URL of another type', { param: { callback_url: [1] } }],
		['a task without param', { task_id: 'a' }],
		['param without a callback URL', { param: { model: 'm' } }],
		['param that is null', { param: null }],
		['param that is a list', { param: ['callback_url'] }],
		['param that is text', { param: 'text' }],
	])('does not change %s', (_, raw) => {
		expect(JSON.stringify(redactOutput(raw, new Set()))).toBe(JSON.stringify(raw));
	});
});
