import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { tail, type Log } from './command';
import { ensureN8n, type InstalledN8n } from './install';
import { n8nEnv } from './n8n-env';
import { copyPackage } from './package-copy';
import { twoFreePorts } from './ports';
import { isRunning, killWithThisProcess, OWN_GROUP, signalGroup } from './processes';
import type { N8nVersion } from './versions';

const READY_WITHIN_MS = 180_000; // 6 to 11 s on an idle machine; the first start also creates the database
const STOP_WITHIN_MS = 20_000; // n8n waits up to 10 s for running executions
const READY_LINE = 'Editor is now accessible via:';
const KEPT_CHARACTERS = 10_000; // enough to find the line even if two chunks split it

/** How to start an n8n. */
export interface N8nOptions {
	readonly version: N8nVersion;
	/** The folder for all of its data; a new folder makes a new n8n. */
	readonly userFolder: string;
	/** Everything n8n prints is appended to this file. */
	readonly logFile: string;
	/** A built package to load as a community package. */
	readonly packageDir?: string;
	/** By default, any free port. */
	readonly port?: number;
	/** Additional environment variables from n8n's documentation. */
	readonly env?: Readonly<Record<string, string>>;
	/** Receives progress lines of an installation. */
	readonly log?: Log;
	/** Aborts the installation or the start. */
	readonly signal?: AbortSignal;
}

/** A running n8n. It can be stopped and started again with the same data and URL. */
export interface RunningN8n {
	readonly version: N8nVersion;
	readonly url: string;
	readonly logFile: string;
	/** Stops it gracefully and waits for its exit. Does nothing if it is not running. */
	stop: () => Promise<void>;
	/** Kills it (SIGKILL), as in a crash, and waits for its exit. */
	kill: () => Promise<void>;
	/** Starts it again after `stop` or `kill`. @throws Error if it does not become ready */
	start: () => Promise<void>;
}

/**
 * Starts a real n8n on 127.0.0.1, installing it first if necessary, and waits until it is ready.
 * @throws Error with the last lines and the path of its log if it does not become ready
 */
export async function startN8n(options: N8nOptions): Promise<RunningN8n> {
	const installed = await ensureN8n(options.version, options.log ?? (() => {}), options.signal);
	options.signal?.throwIfAborted();
	if (options.packageDir) await copyPackage(options.packageDir, options.userFolder);
	const [freePort, brokerPort] = await twoFreePorts();
	const port = options.port ?? freePort;
	const env = n8nEnv({ ...options, port, brokerPort, extra: options.env ?? {} });
	const url = `http://127.0.0.1:${port}`;
	let child = await launch(installed, env, url, options);
	return {
		version: options.version,
		url,
		logFile: options.logFile,
		stop: async () => await end(child, 'SIGTERM'),
		kill: async () => await end(child, 'SIGKILL'),
		start: async () => {
			if (isRunning(child)) throw new Error('This n8n is still running');
			child = await launch(installed, env, url, options);
		},
	};
}

async function launch(
	n8n: InstalledN8n,
	env: NodeJS.ProcessEnv,
	url: string,
	options: N8nOptions,
): Promise<ChildProcess> {
	await mkdir(options.userFolder, { recursive: true });
	await mkdir(dirname(options.logFile), { recursive: true });
	const child = spawn(n8n.nodeBin, [n8n.script, 'start'], {
		cwd: options.userFolder,
		env,
		stdio: ['ignore', 'pipe', 'pipe'],
		...OWN_GROUP,
	});
	killWithThisProcess(child);
	const output = createWriteStream(options.logFile, { flags: 'a' });
	child.stdout.pipe(output, { end: false });
	child.stderr.pipe(output, { end: false });
	child.once('close', () => output.end());
	try {
		await untilReady(child, options.signal);
	} catch (error) {
		await end(child, 'SIGKILL');
		await finished(output); // the reason may be in the last lines
		const reason = error instanceof Error ? error.message : String(error);
		throw new Error(
			`n8n ${options.version} did not start at ${url}: ${reason}. The last lines of its log:\n${await tail(options.logFile)}\nThe full log: ${options.logFile}`,
			{ cause: error },
		);
	}
	return child;
}

/** Waits for the last line of n8n's start. (On n8n 1, `/healthz/readiness` succeeds before the REST routes exist.) */
async function untilReady(
	child: ChildProcessByStdio<null, Readable, Readable>,
	signal?: AbortSignal,
): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		let seen = '';
		const timer = setTimeout(
			() => reject(new Error(`it was not ready after ${READY_WITHIN_MS / 1000} s`)),
			READY_WITHIN_MS,
		);
		const check = (chunk: Buffer) => {
			seen = (seen + chunk.toString()).slice(-KEPT_CHARACTERS);
			if (!seen.includes(READY_LINE)) return;
			child.stdout.off('data', check);
			clearTimeout(timer);
			resolve();
		};
		child.stdout.on('data', check);
		child.once('error', reject);
		signal?.addEventListener('abort', () => reject(new Error('the start was aborted')), {
			once: true,
		});
		child.once('exit', (code, endedBy) => {
			clearTimeout(timer);
			reject(new Error(`it exited with ${endedBy ?? `code ${code}`}`));
		});
	});
}

/** Sends the signal and waits for the exit. Kills the process if it does not exit in time. */
async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
	if (!isRunning(child)) return;
	const exited = once(child, 'exit');
	const force = setTimeout(() => signalGroup(child, 'SIGKILL'), STOP_WITHIN_MS);
	if (signal === 'SIGKILL') signalGroup(child, signal);
	else child.kill(signal); // n8n stops its child processes itself
	await exited;
	clearTimeout(force);
}
