import type { INodeParameters } from 'n8n-workflow';
import { signCallbackUrl } from '../../../nodes/Crun/crun/callback';
import type { FaultKind } from '../../../dev/simulator';
import {
	existingTask,
	finishedTask,
	openWebhook,
	post,
	recordLogs,
	useSimulator,
	type WebhookServer,
} from '../support';

/** What the Crun Trigger answers. It is what an administrator finds in the log of a proxy, or tries with curl. */

const DAY = 86_400;

const sim = useSimulator({ taskTimings: 'manual', callbacks: false });
let server: WebhookServer;
afterEach(async () => {
	await server.stop();
	jest.restoreAllMocks();
});

const open = async (parameters: INodeParameters = {}, apiKey = sim.apiKey) =>
	(server = await openWebhook({ sim, parameters, credential: { apiKey } }));
const signed = (age = 0) => signCallbackUrl(server.url, sim.apiKey, Date.now() / 1000 - age);
const failed = () => sim.tasks.finish(existingTask(sim), 'failed');
const finished = () => sim.tasks.get(finishedTask(sim));
const answerWith = (fault: FaultKind) => sim.faults.add({ endpoint: 'TaskInfo', ...fault });
const message = (text: string) => ({ message: text });

it('a callback that starts the workflow is received, and a copy of it has been already', async () => {
	await open();
	const task = finished();
	expect(await post(signed(), task)).toEqual({ status: 200, body: message('Received') });
	expect(await post(signed(), task)).toEqual({ status: 200, body: message('Already received') });
	expect(await server.emitted()).toHaveLength(1);
});

it.each([
	['missing', () => server.url],
	['invalid', () => `${signed()}A`],
	['expired', () => signed(15 * DAY)],
])('a caller learns that its signature is %s', async (verdict, url) => {
	await open();
	const body = message(`The signature of this callback is ${verdict}`);
	expect(await post(url(), finished())).toEqual({ status: 401, body });
});

it('a caller without a signature is refused even where the credential cannot be used', async () => {
	await open({}, '');
	const body = message('The signature of this callback is missing');
	expect(await post(server.url, finished())).toEqual({ status: 401, body });
});

it.each([{}, [], { status: 'success' }])('a body without a task is refused: %j', async (body) => {
	await open();
	const refusal = message('The body contains no Crun task');
	expect(await post(signed(), body)).toEqual({ status: 400, body: refusal });
});

describe('A callback is ignored, with the reason,', () => {
	const foreign = 'not a task of this account';
	it.each<[string, string, INodeParameters, () => unknown]>([
		['with an ID that is none', foreign, {}, () => ({ task_id: '../a', status: 'success' })],
		['about another account’s task', foreign, {}, () => ({ task_id: 'a', status: 'success' })],
		['about a running task', 'not finished yet', {}, () => sim.tasks.get(existingTask(sim))],
		[
			'about a failed task, if the trigger listens to others',
			'this trigger does not listen to failed',
			{ events: ['success'] },
			failed,
		],
		[
			'about a finished task, if the trigger listens to others',
			'this trigger does not listen to success',
			{ events: ['failed'] },
			finished,
		],
		[
			'about another model',
			'this trigger does not listen to the model',
			{ filters: { models: 'kling/template' } },
			finished,
		],
		[
			'about a task with another callback URL',
			'the task was not created with this callback URL',
			{},
			() => {
				const callbackUrl = signed(60);
				return sim.tasks.finish(existingTask(sim, { callbackUrl }), 'success');
			},
		],
		[
			'about a task that finished before Max Age',
			'finished too long ago',
			{ options: { maxAgeDays: 1 } },
			() => {
				const complete_at = Math.floor(Date.now() / 1000) - DAY - 60;
				return sim.tasks.finish(existingTask(sim), 'success', { complete_at });
			},
		],
	])('%s', async (_, reason, parameters, task) => {
		await open(parameters);
		const body = message(`Ignored: ${reason}`);
		expect(await post(signed(), task())).toEqual({ status: 200, body });
		expect(await server.emitted()).toEqual([]);
	});
});

describe('A callback is to be sent again', () => {
	it('while TaskInfo shows the task as running', async () => {
		await open();
		const running = sim.tasks.get(existingTask(sim));
		const body = message('TaskInfo does not show this task as finished yet, send this again later');
		expect(await post(signed(), { ...running, status: 'success' })).toEqual({ status: 503, body });
	});

	it('while Crun refuses the look-up', async () => {
		await open();
		answerWith({ kind: 'status', status: 401 });
		const body = message('The task could not be verified, send this again later');
		expect(await post(signed(), finished())).toEqual({ status: 503, body });
	});

	it('where it has no status while TaskInfo cannot be reached', async () => {
		await open();
		answerWith({ kind: 'resetBefore' });
		const body = message('The task could not be verified, send this again later');
		const { task_id } = finished() ?? {};
		expect(await post(signed(), { task_id })).toEqual({ status: 503, body });
	});

	it('when something unexpected happens, which the log then says, without the signature', async () => {
		await open({}, '');
		const logs = recordLogs();
		const body = message('The callback could not be processed, send it again later');
		expect(await post(signed(), finished())).toEqual({ status: 503, body });
		expect(logs).toEqual([
			expect.stringMatching(/^\["A callback of Crun could not be processed\. \w.*API key/),
		]);
	});
});
