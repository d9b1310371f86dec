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

/** A server that says everything it heard back, as debug pages of gateways do. */
const echo = (): string => `x-api-key: ${sim.apiKey}, callback ${known}${OLD_SIGNATURE}`;

const spoilt: Array<
	[string, () => Omit<Fault, 'endpoint'> & { kind: 'body' | 'resetBefore' | 'status' | 'codeInOk' }]
> = [
	['a refusal', () => ({ kind: 'status', status: 401, message: echo(), errors: [echo()] })],
	[
		'a refusal inside HTTP 200',
		() => ({ kind: 'codeInOk', code: 422, message: echo(), errors: [echo()] }),
	],
	[
		'an unknown outcome',
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
		'a broken answer',
		() => ({ kind: 'body', body: `{"message":"${echo()}"`, headers: { 'retry-after': '0' } }),
	],
	['a cut connection', () => ({ kind: 'resetBefore' })],
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
	expect([...new Set([sim.apiKey, ...signatures()].flatMap(placesOf))]).toEqual([]); // what stands before a secret
}

describe.each(spoilt)('after %s', (_what, fault) => {
	it('the error of a creation, its item and the log hold neither key nor signature', async () => {
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

	if (_what === 'a cut connection') return; // read again and again with real waits: the trouble is the same

	it('the error of a look-up, its item and the log hold neither key nor signature', async () => {
		const logs = recordLogs();
		sim.faults.add({ endpoint: 'TaskInfo', ...fault() } as Fault);
		const thrown = await executeNode({ sim, parameters: getTask('x') });
		const continued = await executeNode({ sim, parameters: getTask('x'), continueOnFail: true });
		expect(thrown.error).toBeInstanceOf(Error);
		expectNoSecretIn(thrown.error, continued.items, logs);
	});
});

it('a signature in an encoded address is blanked too', async () => {
	sim.faults.add({
		endpoint: 'CreateTask',
		kind: 'status',
		status: 422,
		message: `?callback=${encodeURIComponent(known + OLD_SIGNATURE)}`,
	});
	expectNoSecretIn((await executeNode({ sim, parameters: createByteDance(notify) })).error);
});

it('a failed task whose reason repeats the callback URL comes out without the signature', async () => {
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

it('what n8n stores of the execution does not hold the key', async () => {
	const { runData, executeData } = await executeNode({
		sim,
		parameters: createByteDance(notify),
		continueOnFail: true,
	});
	expect(everythingIn([runData, executeData])).not.toContain(sim.apiKey);
});
