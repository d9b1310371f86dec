import { execFile } from 'node:child_process';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startDaemon, type DaemonOptions } from './daemon';
import type { Programs } from './programs';
import { serverUser, type ServerUser } from './serverUser';

const runFile = promisify(execFile);
const USER = 'n8n';
const DATABASE = 'postgres'; // every new PostgreSQL has it
const LARGEST_RESULT = 64 * 1024 * 1024;

/** A PostgreSQL of its own on 127.0.0.1. */
export interface Postgres {
	/** What n8n needs to connect. */
	readonly env: Readonly<Record<string, string>>;
	/** Runs an SQL statement. @returns the rows, each value as text */
	query(sql: string): Promise<string[][]>;
	/** Ends all connections and stops the server; committed data is kept. */
	stop(): Promise<void>;
	/** Starts it again after `stop`, on the same port. */
	start(): Promise<void>;
	/** Stops it and starts it again. @param downMs how long it cannot be reached in between */
	restart(downMs?: number): Promise<void>;
	/** Stops it and deletes its data. */
	readonly remove: () => Promise<void>;
}

/** Creates a database server in a temporary folder and starts it. @throws Error with its log if it does not start */
export async function startPostgres(
	programs: Programs,
	port: number,
	logFile: string,
): Promise<Postgres> {
	const user = serverUser();
	const folder = await mkdtemp(join(tmpdir(), 'crun-postgres-'));
	try {
		if (user) await chown(folder, user.uid, user.gid);
		await createDatabase(programs, folder, user);
		return await run(programs, folder, port, logFile, user);
	} catch (error) {
		await rm(folder, { recursive: true, force: true });
		throw error;
	}
}

async function createDatabase(programs: Programs, folder: string, user: ServerUser | undefined) {
	const args = ['--pgdata', join(folder, 'data'), '--username', USER, '--auth', 'trust'];
	const settings = ['--encoding', 'UTF8', '--locale', 'C', '--no-sync'];
	await runFile(programs.initdb, [...args, ...settings], { cwd: folder, ...user });
}

async function run(
	programs: Programs,
	folder: string,
	port: number,
	logFile: string,
	user: ServerUser | undefined,
): Promise<Postgres> {
	const options: DaemonOptions = {
		name: 'PostgreSQL',
		file: programs.postgres,
		args: [
			...['-D', join(folder, 'data'), '-p', String(port)],
			...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
			...['-c', 'fsync=off'], // only a crash of the whole machine could lose data
		],
		folder,
		logFile,
		readyLine: 'database system is ready to accept connections',
		stopSignal: 'SIGQUIT',
		user,
	};
	let daemon = await startDaemon(options);
	const stop = async () => await daemon.end('SIGINT');
	const start = async () => {
		daemon = await startDaemon(options);
	};
	return {
		env: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(port),
			DB_POSTGRESDB_DATABASE: DATABASE,
			DB_POSTGRESDB_USER: USER,
		},
		query: async (sql) => {
			const target = ['-h', '127.0.0.1', '-p', String(port), '-U', USER, '-d', DATABASE];
			const args = [...target, '-X', '-A', '-t', '-F', '\t', '-c', sql];
			const { stdout } = await runFile(programs.psql, args, { maxBuffer: LARGEST_RESULT });
			return stdout
				.split('\n')
				.filter((line) => line !== '')
				.map((line) => line.split('\t'));
		},
		stop,
		start,
		restart: async (downMs = 0) => {
			await stop();
			await new Promise((resolve) => setTimeout(resolve, downMs));
			await start();
		},
		remove: async () => {
			await stop();
			await rm(folder, { recursive: true, force: true });
		},
	};
}
