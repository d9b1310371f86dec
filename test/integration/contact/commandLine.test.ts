import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { run } from '../../../contact/main';
import { readOptions, type Options } from '../../../contact/options';
import { Pace } from '../../../contact/crun/pace';
import { startSimulator } from '../../../dev/simulator';
import { QUICK, readOutput, useContact } from './support';

const contact = useContact();
const ROOT = join(__dirname, '../../..');
const resultSchema = z.object({ code: z.number().default(0), stdout: z.string() });

/** Runs `npm run contact` as a user does. */
async function start(args: string[], env: NodeJS.ProcessEnv) {
	const result: unknown = await promisify(execFile)(
		process.execPath,
		['--import', 'tsx', join(ROOT, 'contact/start.ts'), ...args],
		{ cwd: ROOT, env: { PATH: process.env.PATH, ...env } },
	).catch((error: unknown) => error);
	return resultSchema.parse(result);
}

describe('the command line', () => {
	it('exits with 0 after the help', async () => {
		const { code, stdout } = await start(['--help'], {});
		expect(stdout).toContain('--both-hosts');
		expect(code).toBe(0);
	});

	it('exits with 1 if something differs', async () => {
		const env = { ...contact.env(), CRUN_API_KEY: 'ak_wrong' };
		const { code, stdout } = await start(['--report', contact.reportFile()], env);
		expect(readOutput(stdout).different).toHaveLength(1);
		expect(code).toBe(1);
	});

	it.each([
		['an unknown option', ['--refuse'], /Unknown option '--refuse'/],
		['a limit without a photo', ['--spend', '5'], /--spend needs --image/],
		['a limit that is no number', ['--spend', 'all', '--image', 'https://a.example/b.png'], /--sp/],
		['a photo that is no URL', ['--spend', '5', '--image', 'me.png'], /--image must be an http/],
		['a listener without a callback URL', ['--listen', '8080'], /--listen needs --callback-url/],
		['both hosts beside another one', ['--both-hosts'], /does not go with CRUN_BASE_URL/],
		['the key as an argument', ['SECRET_KEY_0001'], /Unexpected argument '\*\*\*'/],
	])('rejects %s, and calls nothing', async (_name, args, says) => {
		const env = { ...contact.env(), CRUN_API_KEY: 'SECRET_KEY_0001' };
		const { code, output } = await contact.run(args, { env });
		expect(output).toMatch(says);
		expect(code).toBe(2);
		expect(contact.sim.requests).toEqual([]);
	});

	it('rejects a missing key', async () => {
		const { code, output } = await contact.run([], { env: {} });
		expect(output).toContain('Set CRUN_API_KEY');
		expect(code).toBe(2);
	});

	it('reads both of the hosts of Crun', () => {
		const options = readOptions(['--both-hosts'], { CRUN_API_KEY: 'ak_1' });
		expect(options).toMatchObject({
			accounts: [{ baseUrl: 'https://api.crun.ai' }, { baseUrl: 'https://api.crunai.com' }],
		});
	});
});

describe('several hosts', () => {
	it('are each checked, and only the first one gets creations', async () => {
		const { apiKey, url: baseUrl } = contact.sim;
		const second = await startSimulator({ apiKey });
		try {
			const options = {
				accounts: [
					{ apiKey, baseUrl },
					{ apiKey, baseUrl: second.url },
				] satisfies Options['accounts'],
				report: contact.reportFile(),
				refusals: true,
				spend: null,
			};
			await run(options, ['--refusals'], { env: {}, print: () => undefined, ...QUICK });
			const report = await readFile(contact.reportFile(), 'utf8');
			for (const host of [baseUrl, second.url]) expect(report).toContain(`\n## ${host}\n`);
			expect(contact.sim.requestsTo('CreateTask').length).toBeGreaterThan(10);
			expect(second.requestsTo('CreateTask')).toEqual([]);
			expect(second.requestsTo('estimate-credits')).toHaveLength(1);
		} finally {
			await second.stop();
		}
	});
});

describe('the pace', () => {
	it('starts no more requests in a span of time than allowed', async () => {
		const pace = new Pace({ requests: 3, perMs: 200 });
		const starts: number[] = [];
		for (let count = 0; count < 8; count += 1) {
			await pace.next();
			starts.push(performance.now());
		}
		for (const [index, at] of starts.slice(3).entries())
			expect(at - (starts[index] ?? 0)).toBeGreaterThanOrEqual(195);
	});
});

describe('secrets', () => {
	it('shows neither the key nor signatures, even if Crun repeats them', async () => {
		const { apiKey } = contact.sim;
		contact.sim.faults.add({
			endpoint: 'Models',
			kind: 'body',
			status: 500,
			body: {
				code: 500,
				message: `The key ${apiKey} at https://a.example/x?signature=abcdef012345 is ${Buffer.from(apiKey).toString('base64')}`,
				[apiKey]: apiKey,
			},
		});
		contact.sim.faults.add({
			endpoint: 'balance',
			kind: 'status',
			status: 401,
			message: `Unknown key: ${apiKey}`,
			when: ({ headers }) => headers['x-api-key'] === undefined,
		});
		const { output, report, different } = await contact.run();
		expect(different.map(({ title }) => title)).toContain('models: all models');
		for (const text of [output, report, await readFile(contact.reportFile(), 'utf8')]) {
			expect(text).not.toContain(apiKey);
			expect(text).not.toContain(Buffer.from(apiKey).toString('base64').slice(0, 20));
			expect(text).not.toContain('abcdef012345');
			expect(text).not.toContain('X-Signature=');
			expect(text).toContain('Unknown key: ***');
		}
	});

	it('shows neither the balance nor the URLs of files', async () => {
		contact.sim.settings.balance = 48_151.6;
		const { output, report } = await contact.run();
		expect(output + report).not.toContain('48151');
		expect(report).toContain('data.balance: number');
		expect(report).not.toContain('/media/covers/');
	});
});
