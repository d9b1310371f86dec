import { STILL_RUNNING } from '../../../nodes/Crun/crun/callback';
import { callAfterSuspending } from '../../../nodes/Crun/wait/callAfterSuspending';
import { asExpressRequest, executeNode, listen, recordLogs, useSimulator } from '../support';

/** How often a suspended execution is called, which depends on n8n's answers. Each second counts as two ms. */

const sim = useSimulator();

const REAL_MS_PER_SECOND = 2;
const wait = AbortSignal.timeout.bind(AbortSignal);
let pauses: number[];
beforeEach(() => {
	pauses = [];
	jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
		if (PAUSES.includes(ms)) pauses.push(ms);
		return wait((ms / 1000) * REAL_MS_PER_SECOND);
	});
});
afterEach(() => jest.restoreAllMocks());

/** What n8n answers: a status, and a body. */
type Answer = [number, unknown];

const PAUSES = [2500, 5000, 10_000];
const NOT_WAITING: Answer = [409, { message: 'The execution is not waiting' }];
const RESUMED: Answer = [200, { message: 'Received, all tasks are finished' }];
const UNFINISHED: Answer = [200, { message: STILL_RUNNING }];
const PAGE: Answer = [502, '<html>Bad gateway</html>'];

const contextOf = async () => {
	const parameters = { resource: 'account', operation: 'getBalance' };
	return (await executeNode({ sim, parameters })).context;
};

/** @returns the requests */
const callN8n = async (...answers: Answer[]) => {
	const requests: Array<{ method: string; url: string; body: unknown }> = [];
	const n8n = await listen((message, response) => {
		void asExpressRequest(message).then(({ method = '', url = '', body }) => {
			const [status, answer] = answers[requests.length] ?? [500, {}];
			requests.push({ method, url, body });
			response.writeHead(status, { 'content-type': 'application/json' });
			response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
		});
	});
	try {
		await callAfterSuspending(await contextOf(), `${n8n.url}/webhook-waiting/77?signature=s`);
	} finally {
		await n8n.stop();
	}
	return requests;
};

it('a suspended execution is called as Crun would call it, without a task', async () => {
	const [request] = await callN8n(UNFINISHED);
	expect(request).toEqual({
		method: 'POST',
		url: '/webhook-waiting/77?signature=s',
		body: {},
	});
});

describe('A suspended execution is called', () => {
	it.each<[string, number, Answer[]]>([
		['once where a task is unfinished', 1, [UNFINISHED]],
		['twice where n8n takes the call, and then no longer waits', 2, [RESUMED, NOT_WAITING]],
		['again where n8n has not stored it', 2, [NOT_WAITING, UNFINISHED]],
		['three times where n8n takes a while to store it', 3, [NOT_WAITING, NOT_WAITING, RESUMED]],
		['three times where n8n never stores it', 3, [NOT_WAITING, NOT_WAITING, NOT_WAITING]],
		['three times where n8n takes each call and still waits', 3, [RESUMED, RESUMED, RESUMED]],
		['again after a page of a gateway', 3, [PAGE, RESUMED, PAGE]],
		['again where n8n answers nothing that is known', 3, [[500, {}], [200, []], NOT_WAITING]],
	])('%s', async (_, times, answers) => {
		expect(await callN8n(...answers)).toHaveLength(times);
		expect(pauses).toEqual(PAUSES.slice(0, times));
	});
});

it('a call that fails is logged without the signature, and is the last one', async () => {
	const logs = recordLogs();
	const n8n = await listen(() => undefined);
	await n8n.stop();
	await callAfterSuspending(await contextOf(), `${n8n.url}/webhook-waiting/77?signature=secret`);
	expect(pauses).toEqual(PAUSES.slice(0, 1));
	expect(logs).toEqual([
		expect.stringMatching(
			/^\["Crun: a suspended execution could not be called once more\. .*ECONNREFUSED/,
		),
	]);
	expect(logs.join()).not.toContain('secret');
});
