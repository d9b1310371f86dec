import { DISABLED_API_KEY, MESSAGES, type FaultKind } from '../../../dev/simulator';
import { testCredential, useSimulator } from '../support';

const sim = useSimulator();

describe.each(['crun', 'crunTrigger'] as const)('The credential test of the %s node', (node) => {
	it('succeeds with a valid key and shows the balance', async () => {
		sim.settings.balance = 1234.5;
		expect(await testCredential({ sim, node })).toEqual({
			status: 'OK',
			message: expect.stringContaining('1234.5') as string,
		});
		expect(sim.requests.map(({ endpoint, method }) => [endpoint, method])).toEqual([
			['balance', 'GET'],
		]);
	});

	it.each([
		['wrong', 'ak_wrong', MESSAGES.invalidKey],
		['disabled', DISABLED_API_KEY, MESSAGES.disabledKey],
	])('fails with a %s key and shows Crun’s message', async (_what, apiKey, words) => {
		const { status, message } = await testCredential({ sim, node, credential: { apiKey } });
		expect(status).toBe('Error');
		expect(message).toContain(words);
		expect(message).not.toContain(apiKey);
	});
});

const bad: Array<[string, FaultKind, RegExp]> = [
	[
		'a rejection in an HTTP 200 response',
		{ kind: 'codeInOk', code: 401, message: 'Key expired', errors: ['renew it'] },
		/Key expired; renew it \(401\)/,
	],
	['a response without a balance', { kind: 'body', body: { code: 200, data: {} } }, /balance/],
	['data: null', { kind: 'dataNull' }, /data/],
	['HTML', { kind: 'html', status: 200 }, /HTML/],
	['HTTP 503', { kind: 'status', status: 503, message: 'Down' }, /Down \(503\)/],
	[
		'a redirect',
		{ kind: 'body', status: 302, body: '', headers: { location: 'https://example.com' } },
		/302/,
	],
	['a closed connection', { kind: 'resetBefore' }, /connection was closed/],
];

it.each(bad)('the credential test reports %s as an error', async (_what, fault, words) => {
	sim.faults.add({ endpoint: 'balance', ...fault });
	const { status, message } = await testCredential({ sim });
	expect(status).toBe('Error');
	expect(message).toMatch(words);
	expect(message).not.toContain(sim.apiKey);
	expect(sim.requests).toHaveLength(1);
});

it('the credential test reports a base URL that refuses the connection', async () => {
	expect(
		await testCredential({ sim, credential: { baseUrl: 'http://127.0.0.1:9' } }),
	).toMatchObject({ status: 'Error', message: expect.stringMatching(/refused/) as string });
});

it.each([
	['an empty key', { apiKey: ' ' }, /API key/],
	['an empty base URL', { baseUrl: '' }, /base URL/],
	['a base URL without http(s)', { baseUrl: 'crun.example.com' }, /http/],
])('the credential test rejects %s without sending a request', async (_what, credential, words) => {
	const { status, message } = await testCredential({ sim, credential });
	expect(status).toBe('Error');
	expect(message).toMatch(words);
	expect(sim.requests).toHaveLength(0);
});

it('the credential test accepts a key with whitespace and a base URL with a path', async () => {
	expect(
		await testCredential({
			sim,
			credential: { apiKey: ` ${sim.apiKey}\n`, baseUrl: `${sim.url}/api/v1/client/` },
		}),
	).toMatchObject({ status: 'OK' });
});
