import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { tail } from './command';
import type { InstalledN8n } from './install';
import { isRunning, killWithThisProcess, OWN_GROUP, signalGroup } from './processes';
import type { N8nOptions } from './options';

const READY_WITHIN_MS = 180_000; // 6 to 11 s on an idle machine; the first start also creates the database
const STOP_WITHIN_MS = 20_000; // n8n waits up to 10 s for running executions
const KEPT_CHARACTERS = 10_000; // enough to find the line even if two chunks split it

/** n8n's kinds of processes: the command, and the last line that it prints when it starts. */
const ROLES = {
	main: { command: 'start', readyLine: 'Editor is now accessible via:' },
	worker: { command: 'worker', readyLine: 'n8n worker is now ready' },
	webhook: { command: 'webhook', readyLine: 'Webhook listener waiting for requests.' },
} as const;
export type Role = keyof typeof ROLES;

/**
 * Starts n8n's process and waits until it is ready.
 * @param role `worker` and `webhook` are for queue mode only
 * @throws Error with the last lines and the path of its log
 */
export async function launch(
	n8n: InstalledN8n,
	env: NodeJS.ProcessEnv,
	url: string,
	options: N8nOptions,
	role: Role = 'main',
): Promise<ChildProcess> {
	const { command, readyLine } = ROLES[role];
	await mkdir(options.userFolder, { recursive: true });
	await mkdir(dirname(options.logFile), { recursive: true });
	const child = spawn(n8n.nodeBin, [n8n.script, command], {
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
		await untilReady(child, readyLine, options.signal);
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
	readyLine: string,
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
			if (!seen.includes(readyLine)) return;
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
export async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
	if (!isRunning(child)) return;
	const exited = once(child, 'exit');
	const force = setTimeout(() => signalGroup(child, 'SIGKILL'), STOP_WITHIN_MS);
	if (signal === 'SIGKILL') signalGroup(child, signal);
	else child.kill(signal); // n8n stops its child processes itself
	await exited;
	clearTimeout(force);
}
