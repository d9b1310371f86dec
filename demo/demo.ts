import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startLoggedSimulator } from './simulator';
import { onInterrupt } from './interrupt';
import { npm, run } from '../dev/n8n/command';
import { N8nRest, OWNER } from '../dev/n8n/rest';
import { startN8n } from '../dev/n8n/server';
import { createRunFolders, type RunFolders } from './folders';
import { createAndReceive, listCatalogue, logFiles } from './steps';
import { report } from './report';

const N8N_VERSION = '2.41.1';
const PACKAGE_DIR = resolve(__dirname, '..');
const INTERRUPTED = 130; // the exit code of a shell after Ctrl+C

/** Functions that stop what was started, called in reverse order. */
type Stops = Array<() => Promise<void>>;

/**
 * Builds the package, starts everything and runs the demo.
 * @returns the editor's URL
 * @throws Error with the reason
 */
async function runDemo(folders: RunFolders, stops: Stops, signal: AbortSignal): Promise<string> {
	const logs = logFiles(folders.logs);
	const build = { cwd: PACKAGE_DIR, logFile: logs.build, what: 'building the package' };
	report('Building the package');
	await run({ ...npm('run', 'build'), ...build, log: report, signal });

	const apiKey = process.env.CRUN_API_KEY;
	const crun = apiKey ? null : await startLoggedSimulator(logs.simulator);
	if (crun) {
		stops.push(async () => await crun.stop());
		report(`Simulated Crun started at ${crun.url}`);
	}

	const options = {
		version: N8N_VERSION,
		userFolder: folders.userFolder,
		packageDir: PACKAGE_DIR,
		logFile: logs.n8n,
	} as const;
	const n8n = await startN8n({ ...options, log: report, signal });
	stops.push(n8n.stop);
	signal.throwIfAborted();
	report(`n8n ${n8n.version} started at ${n8n.url}, with the package installed`);

	const rest = new N8nRest(n8n);
	await rest.login();
	if (crun) await createAndReceive(rest, n8n.url, crun);
	else if (apiKey) await listCatalogue(rest, apiKey);
	return n8n.url;
}

/** Stops everything that was started. What is still starting is aborted by its signal. */
async function stopAll(stops: Stops, running: Promise<unknown>): Promise<void> {
	const stopStarted = async () => {
		for (let stop = stops.pop(); stop; stop = stops.pop()) {
			await stop().catch((error: unknown) =>
				console.error('Could not stop everything gracefully:', error),
			);
		}
	};
	await stopStarted();
	await running.catch(() => {}); // already reported, or caused by stopping
	await stopStarted(); // what was started in the meantime
}

/** Runs the demo. @returns the exit code */
async function main(): Promise<number> {
	const { values } = parseArgs({ options: { once: { type: 'boolean', default: false } } });
	const { signal, interrupted } = onInterrupt();
	const folders = await createRunFolders();
	const stops: Stops = [];
	const running = runDemo(folders, stops, signal);
	let failed = false;
	try {
		const url = await Promise.race([running, interrupted]);
		if (url === undefined) return INTERRUPTED;
		if (values.once) return 0;
		console.log(
			`\nOpen the editor to see the workflows: ${url}\n  email:    ${OWNER.email}\n  password: ${OWNER.password}\n\nPress Ctrl+C to stop.`,
		);
		await interrupted;
		return 0;
	} catch (error) {
		failed = true;
		console.error(
			`\nThe demo failed: ${error instanceof Error ? error.message : String(error)}\nThe logs are in ${folders.logs}`,
		);
		return 1;
	} finally {
		await stopAll(stops, running);
		await folders.remove(failed);
	}
}

void main().then((code) => process.exit(code));
