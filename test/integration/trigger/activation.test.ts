import { DISABLED_API_KEY, MESSAGES } from '../../../dev/simulator';
import { activate, everythingIn, recordLogs, useSimulator } from '../support';

const sim = useSimulator();
let logs: string[];
beforeEach(() => {
	logs = recordLogs();
});
afterEach(() => jest.restoreAllMocks());

it('a good key: the trigger is switched on, after one look at the balance', async () => {
	await expect(activate({ sim })).resolves.toBe(true);
	expect(sim.requests.map(({ endpoint }) => endpoint)).toEqual(['balance']);
});

it.each([
	['a wrong key', 'ak_wrong', MESSAGES.invalidKey],
	['a disabled key', DISABLED_API_KEY, MESSAGES.disabledKey],
	['no key', '', /no API key/],
])('%s fails the activation with words that help', async (_what, apiKey, words) => {
	await expect(activate({ sim, credential: { apiKey } })).rejects.toThrow(words);
});

it('a refusal inside HTTP 200 fails it as well, and the error does not show the key', async () => {
	sim.faults.add({
		endpoint: 'balance',
		kind: 'codeInOk',
		code: 401,
		message: `Bad key ${sim.apiKey}`,
	});
	const error: unknown = await activate({ sim }).catch((thrown: unknown) => thrown);
	expect(error).toMatchObject({ message: expect.stringContaining('Bad key') as string });
	expect(everythingIn(error)).not.toContain(sim.apiKey);
});

it('an API that cannot be reached does not: it may be back when the callback comes', async () => {
	await expect(activate({ sim, credential: { baseUrl: 'http://127.0.0.1:9' } })).resolves.toBe(
		true,
	);
	expect(logs.join()).toMatch(/unproven/);
	expect(logs.join()).not.toContain(sim.apiKey);
});

it.each([
	['down', { kind: 'status', status: 503 }],
	['under maintenance', { kind: 'maintenance' }],
	['answering HTML', { kind: 'html' }],
] as const)('nor one that is %s', async (_what, fault) => {
	sim.faults.add({ endpoint: 'balance', ...fault });
	await expect(activate({ sim })).resolves.toBe(true);
});
