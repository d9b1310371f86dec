import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { checkForFree } from './checks/free';
import { checkRefusals } from './checks/refusals';
import { Contact } from './contact';
import { CAREFUL, Pace, type PaceLimit } from './crun/pace';
import { isDifferent } from './finding';
import { HELP } from './help';
import { readOptions, UsageError, type Options } from './options';
import { redactor } from './redact';
import { linesOf, summaryOf } from './report/lines';
import { markdownOf, type HostReport } from './report/markdown';
import { DEFAULT_TIMING, spend, type SpendTiming } from './spend';

/** What the tests change. */
export interface Surroundings {
	env: NodeJS.ProcessEnv;
	print: (line: string) => void;
	/** How fast requests are sent. */
	pace?: PaceLimit;
	/** Milliseconds until a response must have arrived. */
	timeoutMs?: number;
	spendTiming?: SpendTiming;
}

const TIMEOUT_MS = 60_000;

/** Runs the script. @returns its exit code: 0 without a difference, 1 with one, 2 if an option is wrong */
export async function main(args: string[], surroundings: Surroundings): Promise<0 | 1 | 2> {
	const { env, print } = surroundings;
	try {
		const options = readOptions(args, env);
		if (options === 'help') {
			print(HELP);
			return 0;
		}
		return (await run(options, args, surroundings)) ? 0 : 1;
	} catch (error) {
		if (!(error instanceof UsageError)) throw error;
		const { CRUN_API_KEY: apiKey = '' } = env;
		const message = apiKey === '' ? error.message : redactor(apiKey)(error.message);
		print(`${message}. See npm run contact -- --help`);
		return 2;
	}
}

/** Checks each host, and writes the report. @returns true if nothing differs */
export async function run(
	options: Options,
	args: string[],
	surroundings: Surroundings,
): Promise<boolean> {
	const { print, pace = CAREFUL, timeoutMs = TIMEOUT_MS } = surroundings;
	const { apiKey } = options.accounts[0];
	const redact = redactor(apiKey);
	const say = (line: string) => print(redact(line));
	const hosts: HostReport[] = [];
	try {
		for (const [index, account] of options.accounts.entries()) {
			const caller = { account, pace: new Pace(pace), timeoutMs };
			const contact = new Contact(caller, redact, (finding) => linesOf(finding).forEach(say));
			hosts.push({ host: account.baseUrl, findings: contact.findings });
			say(`\n${account.baseUrl}\n`);
			const known = await checkForFree(contact);
			if (known === null) {
				say('Nothing else was called, because Crun cannot be reached or rejects the key.');
			} else if (index === 0) {
				if (options.refusals) await checkRefusals(contact, known);
				if (options.spend) {
					const timing = surroundings.spendTiming ?? DEFAULT_TIMING;
					await spend(contact, known, { ...options.spend, timing, say });
				}
			}
			say(`\n${summaryOf(contact.findings)}`);
		}
	} finally {
		const circumstances = { date: new Date(), version: packageVersion(), options: flagsOf(args) };
		await writeFile(options.report, redact(markdownOf(hosts, circumstances)));
		say(`The report is in ${options.report}. You can attach it to an issue.`);
	}
	return !hosts.some(({ findings }) => findings.some(isDifferent));
}

/** The names of the options, without their values. */
const flagsOf = (args: string[]) =>
	args.filter((one) => one.startsWith('--')).map((one) => one.split('=', 1)[0] ?? one);

function packageVersion(): string {
	const json = readFileSync(join(__dirname, '../package.json'), 'utf8');
	return z.object({ version: z.string() }).parse(JSON.parse(json)).version;
}
