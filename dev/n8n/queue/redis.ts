import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDaemon, type DaemonOptions } from './daemon';
import type { Programs } from './programs';

/** A Redis of its own on 127.0.0.1. It keeps its data in memory only. */
export interface Redis {
	/** What n8n needs to connect. */
	readonly env: Readonly<Record<string, string>>;
	/** Deletes everything in it: the queue and the locks. */
	flush(): Promise<void>;
	/** Kills it and starts it again, empty. */
	restart(): Promise<void>;
	readonly stop: () => Promise<void>;
}

/** Starts a Redis in a temporary folder. @throws Error with its log if it does not start */
export async function startRedis(
	programs: Programs,
	port: number,
	logFile: string,
): Promise<Redis> {
	const folder = await mkdtemp(join(tmpdir(), 'crun-redis-'));
	const options: DaemonOptions = {
		name: 'Redis',
		file: programs.redis,
		args: ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
		folder,
		logFile,
		readyLine: 'Ready to accept connections',
		stopSignal: 'SIGTERM',
	};
	let daemon = await startDaemon(options);
	return {
		env: { QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: String(port) },
		flush: async () => await send(port, 'FLUSHALL'),
		restart: async () => {
			await daemon.end('SIGKILL');
			daemon = await startDaemon(options);
		},
		stop: async () => {
			await daemon.end('SIGTERM');
			await rm(folder, { recursive: true, force: true });
		},
	};
}

/** Sends a command without arguments. @throws Error unless Redis answers OK */
async function send(port: number, command: string): Promise<void> {
	const socket = connect(port, '127.0.0.1');
	try {
		await once(socket, 'connect');
		socket.write(`${command}\r\n`);
		const answers: unknown[] = await once(socket, 'data');
		const [answer] = answers;
		if (!String(answer).startsWith('+OK')) throw new Error(`Redis answered: ${String(answer)}`);
	} finally {
		socket.destroy();
	}
}
