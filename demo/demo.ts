import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startLoggedSimulator } from './crun';
import { interruption } from './interruption';
import { npm, run } from '../dev/n8n/command';
import { N8nRest, OWNER } from '../dev/n8n/rest';
import { startN8n } from '../dev/n8n/server';
import { makePlace, type Place } from './place';
import { createAndReceive, listCatalogue, logFiles } from './story';
import { tell } from './timeline';

const N8N_VERSION = '2.41.1';
const PACKAGE_DIR = resolve(__dirname, '..');
const INTERRUPTED = 130; // as a shell reports Ctrl+C

/** What was started, to be stopped in reverse. */
type Stops = Array<() => Promise<void>>;

/** Builds, starts everything and plays the story. Gives the editor's address. @throws Error with the reason it failed. */
async function play(place: Place, stops: Stops, signal: AbortSignal): Promise<string> {
	const logs = logFiles(place.logs);
	const build = { cwd: PACKAGE_DIR, logFile: logs.build, what: 'building the package' };
	tell('Building the package');
	await run({ ...npm('run', 'build'), ...build, log: tell, signal });

	const apiKey = process.env.CRUN_API_KEY;
	const crun = apiKey ? null : await startLoggedSimulator(logs.simulator);
	if (crun) {
		stops.push(async () => await crun.stop());
		tell(`Simulated Crun started at ${crun.url}`);
	}

	const options = {
		version: N8N_VERSION,
		userFolder: place.userFolder,
		packageDir: PACKAGE_DIR,
		logFile: logs.n8n,
	} as const;
	const n8n = await startN8n({ ...options, log: tell, signal });
	stops.push(n8n.stop);
	signal.throwIfAborted();
	tell(`n8n ${n8n.version} started at ${n8n.url}, with the package inside`);

	const rest = new N8nRest(n8n);
	await rest.login();
	if (crun) await createAndReceive(rest, n8n.url, crun);
	else if (apiKey) await listCatalogue(rest, apiKey);
	return n8n.url;
}

/** Stops all that was started; what was still starting notices, and ends by itself. */
async function stopAll(stops: Stops, playing: Promise<unknown>): Promise<void> {
	const stopStarted = async () => {
		for (let stop = stops.pop(); stop; stop = stops.pop()) {
			await stop().catch((error: unknown) =>
				console.error('Could not stop everything in good order:', error),
			);
		}
	};
	await stopStarted();
	await playing.catch(() => {}); // told already, or caused by the stopping
	await stopStarted(); // what came up meanwhile
}

/** The whole demo; gives the exit code. */
async function main(): Promise<number> {
	const { values } = parseArgs({ options: { once: { type: 'boolean', default: false } } });
	const { signal, interrupted } = interruption();
	const place = await makePlace();
	const stops: Stops = [];
	const playing = play(place, stops, signal);
	let failed = false;
	try {
		const url = await Promise.race([playing, interrupted]);
		if (url === undefined) return INTERRUPTED;
		if (values.once) return 0;
		console.log(
			`\nLook at it in the editor: ${url}\n  e-mail:   ${OWNER.email}\n  password: ${OWNER.password}\n\nCtrl+C ends it.`,
		);
		await interrupted;
		return 0;
	} catch (error) {
		failed = true;
		console.error(
			`\nThe demo failed: ${error instanceof Error ? error.message : String(error)}\nThe logs are in ${place.logs}`,
		);
		return 1;
	} finally {
		await stopAll(stops, playing);
		await place.remove(failed);
	}
}

void main().then((code) => process.exit(code));
