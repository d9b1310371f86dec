import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { tail } from '../command';
import { isRunning, killWithThisProcess, OWN_GROUP } from '../processes';
import type { ServerUser } from './serverUser';

const READY_WITHIN_MS = 60_000;
const SUPERVISOR = join(__dirname, 'supervise.cjs');

/** A server program and how to run it. */
export interface DaemonOptions {
	/** For error messages, such as "PostgreSQL". */
	readonly name: string;
	readonly file: string;
	readonly args: readonly string[];
	/** Its data and its working directory. Removed if this process ends without stopping the server. */
	readonly folder: string;
	/** Everything the server prints is appended to this file. */
	readonly logFile: string;
	/** Part of the line that the server prints once it accepts connections. */
	readonly readyLine: string;
	/** The signal that makes the server stop at once. */
	readonly stopSignal: 'SIGINT' | 'SIGTERM' | 'SIGQUIT';
	/** By default, the user of this process. */
	readonly user?: ServerUser | undefined;
}

/** A running server program. */
export interface Daemon {
	/** Sends a signal and waits until the server has exited. Does nothing if it is not running. */
	end(signal: 'SIGINT' | 'SIGTERM' | 'SIGQUIT' | 'SIGKILL'): Promise<void>;
}

/**
 * Starts a server program and waits until it is ready. It ends with this process, however that ends.
 * @throws Error with the last lines of its log if it does not become ready
 */
export async function startDaemon(options: DaemonOptions): Promise<Daemon> {
	const { name, file, args, folder, logFile, stopSignal, user } = options;
	const supervised = JSON.stringify({ file, args, folder, stopSignal, ...user });
	const child = spawn(process.execPath, [SUPERVISOR, supervised], {
		stdio: ['pipe', 'pipe', 'pipe'],
		env: { PATH: process.env.PATH },
		...OWN_GROUP,
	});
	killWithThisProcess(child);
	child.stdin.on('error', () => {}); // it has exited already
	const log = createWriteStream(logFile, { flags: 'a' });
	child.stdout.pipe(log, { end: false });
	child.stderr.pipe(log, { end: false });
	child.once('close', () => log.end());
	const end: Daemon['end'] = async (signal) => {
		if (!isRunning(child)) return;
		const exited = once(child, 'exit');
		child.stdin.write(`${signal}\n`);
		await exited;
	};
	try {
		await untilReady(child, options.readyLine);
	} catch (error) {
		await end('SIGKILL');
		throw new Error(`${name} did not start. The last lines of its log:\n${await tail(logFile)}`, {
			cause: error,
		});
	}
	return { end };
}

async function untilReady(
	child: ChildProcessByStdio<Writable, Readable, Readable>,
	readyLine: string,
): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		const timer = setTimeout(() => reject(new Error('it was not ready in time')), READY_WITHIN_MS);
		let seen = '';
		const check = (chunk: Buffer) => {
			seen += chunk.toString();
			if (!seen.includes(readyLine)) return;
			for (const stream of [child.stdout, child.stderr]) stream.off('data', check);
			clearTimeout(timer);
			resolve();
		};
		for (const stream of [child.stdout, child.stderr]) stream.on('data', check);
		child.once('error', reject);
		child.once('exit', (code) => {
			clearTimeout(timer);
			reject(new Error(`it exited with code ${code}`));
		});
	});
}
