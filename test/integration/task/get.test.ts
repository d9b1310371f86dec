import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { signCallbackUrl } from '../../../nodes/Crun/crun/callback';
import { MESSAGES, type FaultKind } from '../../../dev/simulator';
import {
	BATTLE_ID,
	BATTLE_PRICE,
	executeNode,
	existingTask,
	getTask,
	messageOf,
	useSimulator,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual', callbacks: false });

const get = async (taskId: string, parameters: INodeParameters = {}) =>
	await executeNode({ sim, parameters: getTask(taskId, parameters) });
const one = async (
	taskId: string,
	parameters: INodeParameters = {},
): Promise<IDataObject | undefined> => {
	const { error, json } = await get(taskId, parameters);
	expect(error).toBeUndefined();
	return json[0];
};
const answer = (body: unknown, status = 200) =>
	sim.faults.add({
		endpoint: 'TaskInfo',
		kind: 'body',
		status,
		body,
		headers: { 'retry-after': '0' },
	});

describe('Task > Get', () => {
	it('returns a finished task', async () => {
		const id = existingTask(sim);
		sim.tasks.finish(id, 'success', {
			create_at: 1768900378,
			complete_at: 1768900502,
			duration_s: 124,
		});
		expect(await one(id)).toEqual({
			task_id: id,
			status: 'success',
			model: 'bytedance/template',
			template_id: BATTLE_ID,
			credits: BATTLE_PRICE,
			created_at: '2026-01-20T09:12:58.000Z',
			completed_at: '2026-01-20T09:15:02.000Z',
			duration_s: 124,
			media_urls: [`${sim.url}/media/${id}.mp4`],
			video_url: `${sim.url}/media/${id}.mp4`,
			files: [{ url: `${sim.url}/media/${id}.mp4`, kind: 'video' }],
			error: null,
		});
		expect(sim.requests.map(({ query }) => query)).toEqual([{ task_id: id }]);
	});

	it('returns a failed task as an item, not as an error', async () => {
		const id = existingTask(sim);
		sim.tasks.finish(id, 'failed');
		expect(await one(id)).toMatchObject({
			status: 'failed',
			credits: 0,
			media_urls: [],
			video_url: null,
			files: [],
			error: { code: 501, message: MESSAGES.generationFailed },
		});
	});

	it.each(['pending', 'running', 'queued_by_a_future_api'])(
		'returns a task that is %s',
		async (status) => {
			const id = existingTask(sim);
			sim.tasks.setStatus(id, status);
			expect(await one(id)).toMatchObject({
				task_id: id,
				status,
				completed_at: null,
				media_urls: [],
				video_url: null,
				files: [],
				error: null,
			});
		},
	);

	it('goes by the status if result.code contradicts it', async () => {
		const id = existingTask(sim);
		sim.tasks.finish(id, 'success', {
			result: { code: 501, message: 'odd', media_urls: ['https://example.com/v.mp4'] },
		});
		expect(await one(id)).toMatchObject({
			status: 'success',
			video_url: 'https://example.com/v.mp4',
			error: null,
		});
	});

	it('returns a task that succeeded without files', async () => {
		const id = existingTask(sim);
		sim.tasks.finish(id, 'success', { result: { code: 200, message: 'success' } });
		expect(await one(id)).toMatchObject({ status: 'success', media_urls: [], video_url: null });
	});

	it('returns the first video of several files as video_url', async () => {
		const id = existingTask(sim);
		const media_urls = [
			'https://example.com/last.png?x=1',
			'https://example.com/v.mp4?token=a.png',
		];
		sim.tasks.finish(id, 'success', { result: { media_urls } });
		expect(await one(id)).toMatchObject({ media_urls, video_url: media_urls[1] });
	});

	it('returns null for every field that Crun omits', async () => {
		answer({ code: 200, data: { task_id: 'x', status: 'running' } });
		expect(await one('x')).toEqual({
			task_id: 'x',
			status: 'running',
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

	it('tolerates optional fields of the wrong type', async () => {
		answer({
			code: 200,
			data: {
				task_id: 'x',
				status: 'failed',
				credits: '12.5',
				create_at: 'yesterday',
				param: 'none',
				result: [],
				duration_s: {},
			},
		});
		expect(await one('x')).toMatchObject({
			credits: 12.5,
			created_at: null,
			model: null,
			error: { code: null, message: expect.any(String) as string },
		});
	});

	it('returns the complete API object with Simplify off, with the signature redacted', async () => {
		const callbackUrl = signCallbackUrl(
			'https://n8n.example.com/webhook/abc?tenant=7',
			sim.apiKey,
			Date.now() / 1000,
		);
		const id = existingTask(sim, { callbackUrl });
		const task = sim.tasks.finish(id, 'success', { field_of_tomorrow: { deep: ['yes', null] } });
		const redacted = callbackUrl.replace(/crun_sig=.*/, 'crun_sig=***');
		expect(redacted).not.toBe(callbackUrl);
		expect(await one(id, { simplify: false })).toEqual({
			...task,
			param: { ...task.param, callback_url: redacted },
		});
	});

	it('ignores whitespace around the task ID', async () => {
		const id = existingTask(sim);
		expect(await one(`  ${id}\n`)).toMatchObject({ task_id: id });
	});

	it('sends special characters in the task ID unchanged', async () => {
		await get('a&b=c/d?e#ü');
		expect(sim.requests.map(({ query }) => query)).toEqual([{ task_id: 'a&b=c/d?e#ü' }]);
	});
});

describe('An unknown task', () => {
	it.each(['http404', 'code404', 'dataNull'] as const)(
		'is an error that names the ID (%s)',
		async (taskNotFound) => {
			sim.settings.taskNotFound = taskNotFound;
			const { error } = await get('no-such-task');
			expect(messageOf(error)).toMatch(/no task no-such-task.*Check the ID.*credential/);
			expect(error).toMatchObject({ message: 'Crun does not know this task', httpCode: '404' });
			expect(sim.requests).toHaveLength(1);
		},
	);
});

describe('An invalid response', () => {
	const cases: Array<[string, unknown, number, RegExp]> = [
		[
			'another task',
			{ code: 200, data: { task_id: 'other', status: 'success' } },
			200,
			/^Crun returned another task\. /,
		],
		['no status', { code: 200, data: { task_id: 'x' } }, 200, /status/],
		['no task_id', { code: 200, data: { status: 'success' } }, 200, /task_id/],
		['a list as data', { code: 200, data: [] }, 200, /data/],
		['HTML', '<!DOCTYPE html><html></html>', 502, /HTML/],
		['HTML in HTTP 200', '<html></html>', 200, /HTML/],
		[
			'truncated JSON',
			'{"code":200,"data":{"task_id":"x","sta',
			200,
			/incomplete or unexpected JSON/,
		],
		['an empty body', '', 200, /empty/],
		['plain text', 'OK', 200, /not JSON/],
	];

	it.each(cases)('is an error that names the task (%s)', async (_what, body, status, words) => {
		answer(body, status);
		const { error, items } = await get('x');
		expect(items).toEqual([]);
		expect(messageOf(error)).toMatch(words);
		expect(messageOf(error)).toMatch(/task.* x\b/);
		expect(messageOf(error)).not.toContain('\n');
	});

	it('is an error item with the task ID when the node continues on fail', async () => {
		answer('<html></html>', 502);
		const { items } = await executeNode({ sim, parameters: getTask('x'), continueOnFail: true });
		expect(items).toMatchObject([
			{
				json: { error: expect.stringContaining('HTML') as string, task_id: 'x' },
				pairedItem: { item: 0 },
			},
		]);
	});
});

it.each([401, 403] as const)(
	'a rejection (%d) is reported with Crun’s message and every error',
	async (code) => {
		const fault: FaultKind = {
			kind: 'status',
			status: code,
			message: 'Go away',
			errors: ['one', 'two'],
		};
		sim.faults.add({ endpoint: 'TaskInfo', ...fault });
		expect(messageOf((await get('x')).error)).toContain(`Go away; one; two (${code})`);
		expect(sim.requests).toHaveLength(1);
	},
);

it('many tasks are requested concurrently and returned in order', async () => {
	const ids = Array.from({ length: 12 }, () => existingTask(sim));
	sim.faults.add({ endpoint: 'TaskInfo', kind: 'latency', ms: 100 });
	sim.faults.add({
		endpoint: 'TaskInfo',
		kind: 'latency',
		ms: 50,
		when: ({ query }) => ids.indexOf(query.task_id ?? '') % 2 === 0,
	});
	const { items } = await executeNode({
		sim,
		parameters: getTask('={{ $json.id }}'),
		items: ids.map((id) => ({ json: { id } })),
	});
	expect(items.map(({ json, pairedItem }) => [json.task_id, pairedItem])).toEqual(
		ids.map((id, item) => [id, { item }]),
	);
	expect(sim.peakConcurrency('TaskInfo')).toBe(5);
});
