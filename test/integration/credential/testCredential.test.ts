import { DISABLED_API_KEY, MESSAGES, type FaultKind } from '../../../dev/simulator';
import { testCredential, useSimulator } from '../support';

const sim = useSimulator();

describe.each(['crun', 'crunTrigger'] as const)('the Test button, by way of %s', (node) => {
	it('a good key: OK, with the balance', async () => {
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
	])('a %s key: Crun’s words', async (_what, apiKey, words) => {
		const { status, message } = await testCredential({ sim, node, credential: { apiKey } });
		expect(status).toBe('Error');
		expect(message).toContain(words);
		expect(message).not.toContain(apiKey);
	});
});

const bad: Array<[string, FaultKind, RegExp]> = [
	[
		'a refusal inside HTTP 200',
		{ kind: 'codeInOk', code: 401, message: 'Key expired', errors: ['renew it'] },
		/Key expired; renew it \(401\)/,
	],
	['an answer without a balance', { kind: 'body', body: { code: 200, data: {} } }, /balance/],
	['data: null', { kind: 'dataNull' }, /data/],
	['HTML', { kind: 'html', status: 200 }, /HTML/],
	['503', { kind: 'status', status: 503, message: 'down' }, /down/],
	[
		'a redirect',
		{ kind: 'body', status: 302, body: '', headers: { location: 'https://example.com' } },
		/302/,
	],
	['a cut connection', { kind: 'resetBefore' }, /cut off/],
];

it.each(bad)('%s is an error in plain words', async (_what, fault, words) => {
	sim.faults.add({ endpoint: 'balance', ...fault });
	const { status, message } = await testCredential({ sim });
	expect(status).toBe('Error');
	expect(message).toMatch(words);
	expect(message).not.toContain(sim.apiKey);
	expect(sim.requests).toHaveLength(1);
});

it('an address where nobody answers', async () => {
	expect(
		await testCredential({ sim, credential: { baseUrl: 'http://127.0.0.1:9' } }),
	).toMatchObject({ status: 'Error', message: expect.stringMatching(/refused/) as string });
});

it.each([
	['no key', { apiKey: ' ' }, /API key/],
	['no address', { baseUrl: '' }, /base URL/],
	['an address that is none', { baseUrl: 'crun.example.com' }, /http/],
])('%s is refused without asking', async (_what, credential, words) => {
	const { status, message } = await testCredential({ sim, credential });
	expect(status).toBe('Error');
	expect(message).toMatch(words);
	expect(sim.requests).toHaveLength(0);
});

it('a key with blanks and an address with a tail work', async () => {
	expect(
		await testCredential({
			sim,
			credential: { apiKey: ` ${sim.apiKey}\n`, baseUrl: `${sim.url}/api/v1/client/` },
		}),
	).toMatchObject({ status: 'OK' });
});
