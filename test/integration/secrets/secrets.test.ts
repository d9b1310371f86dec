import type { INodeParameters } from 'n8n-workflow';
import type { Fault } from '../../../dev/simulator';
import {
	createByteDance,
	everythingIn,
	executeNode,
	getTask,
	recordLogs,
	useSimulator,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });
afterEach(() => jest.restoreAllMocks());

const notify: INodeParameters = {
	notify: 'trigger',
	triggerUrl: 'https://n8n.example.com/webhook/abc/webhook',
};
const known = 'https://n8n.example.com/webhook/abc/webhook?crun_ts=1700000000&crun_sig=';
const OLD_SIGNATURE = 'S'.repeat(43);

/** The text of a server that repeats everything it received, as the debug pages of gateways do. */
const echo = (): string => `x-api-key: ${sim.apiKey}, callback ${known}${OLD_SIGNATURE}`;

const faults: Array<
	[string, () => Omit<Fault, 'endpoint'> & { kind: 'body' | 'resetBefore' | 'status' | 'codeInOk' }]
> = [
	['a rejection', () => ({ kind: 'status', status: 401, message: echo(), errors: [echo()] })],
	[
		'a rejection in an HTTP 200 response',
		() => ({ kind: 'codeInOk', code: 422, message: echo(), errors: [echo()] }),
	],
	[
		'an unconfirmed creation',
		() => ({
			kind: 'body',
			status: 500,
			body: { code: 500, message: echo(), errors: [echo()] },
			headers: { 'retry-after': '0' },
		}),
	],
	[
		'a rate limit',
		() => ({
			kind: 'body',
			status: 429,
			body: { code: 429, message: echo(), errors: [echo()] },
			headers: { 'retry-after': '0' },
		}),
	],
	[
		'a debug page',
		() => ({
			kind: 'body',
			status: 502,
			body: `<html>${echo()}</html>`,
			headers: { 'retry-after': '0', 'x-echo': 'yes' },
		}),
	],
	[
		'a truncated response',
		() => ({ kind: 'body', body: `{"message":"${echo()}"`, headers: { 'retry-after': '0' } }),
	],
	['a closed connection', () => ({ kind: 'resetBefore' })],
];

function signatures(): string[] {
	const urls = sim
		.requestsTo('CreateTask')
		.map(({ body }) => /crun_sig=([\w-]+)/.exec(JSON.stringify(body))?.[1]);
	return [...urls.filter((one): one is string => one !== undefined), OLD_SIGNATURE];
}

function expectNoSecretIn(...values: unknown[]) {
	const text = values.map(everythingIn).join('\n');
	expect(text.length).toBeGreaterThan(20);
	const placesOf = (secret: string) =>
		text
			.split(secret)
			.slice(0, -1)
			.map((before) => before.slice(-60));
	expect([...new Set([sim.apiKey, ...signatures()].flatMap(placesOf))]).toEqual([]); // the text before each secret
}

describe.each(faults)('After %s,', (_what, fault) => {
	it('the error, the error item and the log of a creation contain no key and no signature', async () => {
		const logs = recordLogs();
		sim.faults.add({ endpoint: 'CreateTask', ...fault() } as Fault);
		const thrown = await executeNode({ sim, parameters: createByteDance(notify) });
		const continued = await executeNode({
			sim,
			parameters: createByteDance(notify),
			continueOnFail: true,
		});
		expect(thrown.error).toBeInstanceOf(Error);
		expect(continued.items).toHaveLength(1);
		expect(signatures().length).toBeGreaterThan(2);
		expectNoSecretIn(thrown.error, continued.items, logs);
	}, 15_000);

	if (_what === 'a closed connection') return; // retried with real pauses, which adds nothing to this test

	it('the error, the error item and the log of a status check contain no key and no signature', async () => {
		const logs = recordLogs();
		sim.faults.add({ endpoint: 'TaskInfo', ...fault() } as Fault);
		const thrown = await executeNode({ sim, parameters: getTask('x') });
		const continued = await executeNode({ sim, parameters: getTask('x'), continueOnFail: true });
		expect(thrown.error).toBeInstanceOf(Error);
		expectNoSecretIn(thrown.error, continued.items, logs);
	});
});

it('a signature in an encoded URL is redacted', async () => {
	sim.faults.add({
		endpoint: 'CreateTask',
		kind: 'status',
		status: 422,
		message: `?callback=${encodeURIComponent(known + OLD_SIGNATURE)}`,
	});
	expectNoSecretIn((await executeNode({ sim, parameters: createByteDance(notify) })).error);
});

it('a failed task is returned without the signature if its reason repeats the callback URL', async () => {
	await executeNode({ sim, parameters: createByteDance(notify) });
	const [{ task_id: id, callback_url } = { task_id: '', callback_url: '' }] = sim.ledger.created;
	sim.tasks.finish(id, 'failed', {
		result: { code: 501, message: `could not reach ${callback_url}` },
	});
	const { items } = await executeNode({ sim, parameters: getTask(id) });
	expect(items).toMatchObject([
		{
			json: {
				status: 'failed',
				error: { message: expect.stringContaining('could not reach') as string },
			},
		},
	]);
	expectNoSecretIn(items);
});

it('the execution data that n8n stores does not contain the key', async () => {
	const { runData, executeData } = await executeNode({
		sim,
		parameters: createByteDance(notify),
		continueOnFail: true,
	});
	expect(everythingIn([runData, executeData])).not.toContain(sim.apiKey);
});
