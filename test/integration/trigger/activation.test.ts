import { DISABLED_API_KEY, MESSAGES } from '../../../dev/simulator';
import { activate, everythingIn, messageOf, recordLogs, useSimulator } from '../support';

const sim = useSimulator();
let logs: string[];
beforeEach(() => {
	logs = recordLogs();
});
afterEach(() => jest.restoreAllMocks());

const errorOfActivation = async (options: Omit<Parameters<typeof activate>[0], 'sim'> = {}) =>
	await activate({ sim, ...options }).catch((thrown: unknown) => thrown);

it('activation succeeds with a valid key after one request for the balance', async () => {
	await expect(activate({ sim })).resolves.toBe(true);
	expect(sim.requests.map(({ endpoint }) => endpoint)).toEqual(['balance']);
});

it.each([
	['a wrong key', 'ak_wrong', 'Crun rejected the API key', MESSAGES.invalidKey],
	['a disabled key', DISABLED_API_KEY, 'The Crun API key is disabled', MESSAGES.disabledKey],
	['no key', '', 'The Crun API credential has no API key', 'Open the credential'],
])('activation fails with %s and says why', async (_what, apiKey, headline, words) => {
	const error = await errorOfActivation({ credential: { apiKey } });
	expect(error).toMatchObject({ message: expect.stringContaining(headline) as string });
	expect(messageOf(error)).toContain(words);
});

it('activation fails on a rejection in an HTTP 200 response, and the error does not show the key', async () => {
	sim.faults.add({
		endpoint: 'balance',
		kind: 'codeInOk',
		code: 401,
		message: `Bad key ${sim.apiKey}`,
	});
	const error = await errorOfActivation();
	expect(messageOf(error)).toMatch(/^Crun rejected the API key\. .*Bad key/);
	expect(everythingIn(error)).not.toContain(sim.apiKey);
});

it('activation succeeds if Crun cannot be reached, because it may be back when a callback arrives', async () => {
	await expect(activate({ sim, credential: { baseUrl: 'http://127.0.0.1:9' } })).resolves.toBe(
		true,
	);
	expect(logs.join()).toMatch(
		/activated without a check of its credential.*connection was refused/,
	);
	expect(logs.join()).not.toContain(sim.apiKey);
});

it.each([
	['down', { kind: 'status', status: 503 }],
	['under maintenance', { kind: 'maintenance' }],
	['answering HTML', { kind: 'html' }],
] as const)('activation succeeds while Crun is %s', async (_what, fault) => {
	sim.faults.add({ endpoint: 'balance', ...fault });
	await expect(activate({ sim })).resolves.toBe(true);
});
