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

const READY_WITHIN_MS = 180_000; // 6 to 11 s on a quiet machine; the first start also fills the database
const STOP_WITHIN_MS = 20_000; // n8n itself gives running executions 10 s
const READY_LINE = 'Editor is now accessible via:';
const KEPT_CHARACTERS = 10_000; // more than the line and any chunk's end that may cut it in two

/** How to start an n8n. */
export interface N8nOptions {
	readonly version: N8nVersion;
	/** Holds all its data; a new folder is a new n8n. */
	readonly userFolder: string;
	/** Gets everything n8n prints, appended. */
	readonly logFile: string;
	/** A built package to load as a community package. */
	readonly packageDir?: string;
	/** Any free port by default. */
	readonly port?: number;
	/** Further settings, by their names in n8n's documentation. */
	readonly env?: Readonly<Record<string, string>>;
	/** Gets progress lines of an installation. */
	readonly log?: Log;
	/** Ends an installation or a start early. */
	readonly signal?: AbortSignal;
}

/** An n8n that was started and can be stopped and started again with the same data and address. */
export interface RunningN8n {
	readonly version: N8nVersion;
	readonly url: string;
	readonly logFile: string;
	/** Ends it in good order and waits until it is gone. Does nothing if it is gone already. */
	stop: () => Promise<void>;
	/** Ends it as a crash would (SIGKILL) and waits until it is gone. */
	kill: () => Promise<void>;
	/** Starts it again after `stop` or `kill`. @throws Error when it does not get ready. */
	start: () => Promise<void>;
}

/**
 * Starts a real n8n on 127.0.0.1 (installing it first where needed) and waits until it answers.
 * @throws Error with the tail of its log and the log's place when it does not get ready.
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
		await finished(output); // the reason may be in the last line
		const reason = error instanceof Error ? error.message : String(error);
		throw new Error(
			`n8n ${options.version} did not start at ${url}: ${reason}. Its log's last lines:\n${await tail(options.logFile)}\nThe whole log: ${options.logFile}`,
			{ cause: error },
		);
	}
	return child;
}

/** Waits for the line n8n prints last. (Its `/healthz/readiness` says yes too early on n8n 1: without any REST route.) */
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
		const look = (chunk: Buffer) => {
			seen = (seen + chunk.toString()).slice(-KEPT_CHARACTERS);
			if (!seen.includes(READY_LINE)) return;
			child.stdout.off('data', look);
			clearTimeout(timer);
			resolve();
		};
		child.stdout.on('data', look);
		child.once('error', reject);
		signal?.addEventListener('abort', () => reject(new Error('the start was broken off')), {
			once: true,
		});
		child.once('exit', (code, endedBy) => {
			clearTimeout(timer);
			reject(new Error(`it ended with ${endedBy ?? `exit code ${code}`}`));
		});
	});
}

/** Sends the signal and waits for the end; what does not go by itself in time is killed. */
async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
	if (!isRunning(child)) return;
	const exited = once(child, 'exit');
	const force = setTimeout(() => signalGroup(child, 'SIGKILL'), STOP_WITHIN_MS);
	if (signal === 'SIGKILL') signalGroup(child, signal);
	else child.kill(signal); // n8n ends its helpers itself, in good order
	await exited;
	clearTimeout(force);
}
