import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main, type Surroundings } from '../../../contact/main';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../../dev/simulator';

/** One check as it was printed. */
export interface Printed {
	title: string;
	isDifferent: boolean;
	endpoint: string;
	seen: string;
	difference: string;
	unknownFields: string;
}

export interface ContactRun {
	code: number;
	output: string;
	report: string;
	checks: Printed[];
	/** The checks that differ. */
	different: Printed[];
}

/** Without the pauses that the real Crun needs. */
export const QUICK = {
	pace: { requests: 1000, perMs: 1 },
	spendTiming: { pollMs: 5, taskTimeoutMs: 5_000, callbackWaitMs: 2_000, copyWaitMs: 100 },
};

/** A simulator whose catalogs are as documented, and the script that checks it. */
export function useContact(options: SimulatorOptions = {}) {
	let sim: Simulator | undefined;
	let folder = '';
	const simulator = () => {
		if (!sim) throw new Error('The simulator runs only in tests');
		return sim;
	};
	beforeAll(async () => {
		sim = await startSimulator(options);
		folder = await mkdtemp(join(tmpdir(), 'n8n-nodes-crun-contact-'));
	});
	beforeEach(() => {
		simulator().reset();
		makeDocumented(simulator());
	});
	afterAll(async () => {
		await sim?.stop();
		await rm(folder, { recursive: true, force: true });
	});
	return {
		get sim() {
			return simulator();
		},
		/** The environment of the script. */
		env: () => ({ CRUN_API_KEY: simulator().apiKey, CRUN_BASE_URL: simulator().url }),
		reportFile: () => join(folder, 'report.md'),
		/** Runs the script. */
		async run(args: string[] = [], surroundings: Partial<Surroundings> = {}): Promise<ContactRun> {
			const lines: string[] = [];
			const file = join(folder, 'report.md');
			const code = await main(['--report', file, ...args], {
				env: this.env(),
				print: (line) => lines.push(line),
				...QUICK,
				...surroundings,
			});
			const output = lines.join('\n');
			const report = await readFile(file, 'utf8').catch(() => '');
			return { code, output, report, ...readOutput(output) };
		},
	};
}

/** Reads what the script prints. */
export function readOutput(output: string): Pick<ContactRun, 'checks' | 'different'> {
	const blocks = output.matchAll(
		/^([✓✗]) (.+)\n {4}endpoint: +(.+)\n {4}expected: +.+\n {4}seen: +(.+)\n {4}difference: +(.+)\n {4}unknown fields: +(.+)$/gm,
	);
	const checks = [...blocks].map(
		([, mark, title = '', endpoint = '', seen = '', difference = '', unknownFields = '']) => ({
			title,
			isDifferent: mark === '✗',
			endpoint,
			seen,
			difference,
			unknownFields,
		}),
	);
	return { checks, different: checks.filter(({ isDifferent }) => isDifferent) };
}

/**
 * Shortens the catalogs, to three, two, and one page. Removes what the simulator has so that tests meet it, and Crun
 * does not document: numbers as text and texts as numbers in Kling's catalog, and models without a readable schema.
 */
function makeDocumented({ catalogues, models }: Simulator): void {
	catalogues.bytedance.length = 110;
	catalogues.vidu.length = 70;
	for (const entry of catalogues.kling) {
		if (typeof entry !== 'object' || entry === null) continue;
		if ('key' in entry) entry.key = String(entry.key);
		if ('credit' in entry && typeof entry.credit === 'string') entry.credit = Number(entry.credit);
	}
	models.splice(0, models.length, ...models.filter(({ model }) => !model.startsWith('labs/')));
}
