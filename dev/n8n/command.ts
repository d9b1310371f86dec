import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { finished } from 'node:stream/promises';
import { stripVTControlCharacters } from 'node:util';
import { killWithThisProcess, OWN_GROUP, signalGroup } from './processes';

/** Receives one line of progress for the user. */
export type Log = (line: string) => void;

const HEARTBEAT_MS = 20_000; // an install prints nothing for minutes: show that it is still running
const TAIL_LINES = 20;

// Settings that `npm run` passes on. With them, a nested npm would work on the clone or skip the scripts it needs.
const OUTER_NPM_SETTINGS =
	/^npm_(lifecycle_|package_|config_(local_prefix|ignore_scripts|global|prefix|omit|include)$)/i;

/** A command and where its output goes. */
export interface Command {
	readonly file: string;
	readonly args: readonly string[];
	readonly cwd: string;
	/** Everything the command prints is appended to this file. */
	readonly logFile: string;
	readonly env?: NodeJS.ProcessEnv;
	/** What the command does, for progress lines, such as "installing n8n". */
	readonly what: string;
	readonly log: Log;
	/** Aborts the command. */
	readonly signal?: AbortSignal;
}

/**
 * Runs a command and waits for its end.
 * @throws Error with the last lines and the path of the log if the command fails, cannot be started or is aborted
 */
export async function run(command: Command): Promise<void> {
	command.signal?.throwIfAborted();
	await mkdir(dirname(command.logFile), { recursive: true });
	const output = createWriteStream(command.logFile, { flags: 'a' });
	const started = Date.now();
	const heartbeat = setInterval(() => {
		command.log(`… still ${command.what}, ${Math.round((Date.now() - started) / 1000)} s`);
	}, HEARTBEAT_MS);
	try {
		await new Promise<void>((resolve, reject) => {
			const windowsScript = process.platform === 'win32' && command.file === 'npm';
			const child = spawn(command.file, [...command.args], {
				cwd: command.cwd,
				env: command.env ?? nestedNpmEnv(),
				shell: windowsScript, // npm is a .cmd file on Windows, which only a shell can start
				stdio: ['ignore', 'pipe', 'pipe'],
				...OWN_GROUP,
			});
			killWithThisProcess(child);
			const stop = () => signalGroup(child, 'SIGTERM');
			command.signal?.addEventListener('abort', stop, { once: true });
			child.stdout.pipe(output, { end: false });
			child.stderr.pipe(output, { end: false });
			child.once('error', reject);
			child.once('close', (code, signal) => {
				command.signal?.removeEventListener('abort', stop);
				if (code === 0) resolve();
				else reject(new Error(`it exited with ${signal ?? `code ${code}`}`));
			});
		});
	} catch (error) {
		output.end();
		await finished(output);
		const reason = error instanceof Error ? error.message : String(error);
		throw new Error(
			`Failed while ${command.what}: ${reason}. The last lines of the log:\n${await tail(command.logFile)}\nThe full log: ${command.logFile}`,
			{ cause: error },
		);
	} finally {
		clearInterval(heartbeat);
		output.end();
	}
}

/** The command line for the npm that started this process, otherwise the one on the PATH. */
export function npm(...args: string[]): { file: string; args: string[] } {
	const outer = process.env.npm_execpath;
	if (outer && basename(outer) === 'npm-cli.js')
		return { file: process.execPath, args: [outer, ...args] };
	return { file: 'npm', args };
}

/** This process's environment without the settings of an outer `npm run`. */
export function nestedNpmEnv(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
	const kept = Object.entries(process.env).filter(([name]) => !OUTER_NPM_SETTINGS.test(name));
	return { ...Object.fromEntries(kept), ...extra };
}

/** The last lines of a text file, without colors, or a note if it cannot be read. */
export async function tail(file: string, lines = TAIL_LINES): Promise<string> {
	try {
		return stripVTControlCharacters(await readFile(file, 'utf8'))
			.trimEnd()
			.split('\n')
			.slice(-lines)
			.join('\n');
	} catch {
		return '(the log cannot be read)';
	}
}
