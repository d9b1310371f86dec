import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { rm } from 'node:fs/promises';
import type { InstalledN8n } from '../install';
import { end, launch, type Role } from '../launch';
import { n8nEnv } from '../n8n-env';
import type { N8nOptions } from '../options';
import { copyPackage } from '../package-copy';
import { isRunning } from '../processes';

/** How to start one process of a cluster. */
export interface QueueProcessOptions extends N8nOptions {
	readonly role: Role;
	/** For example "worker 1". */
	readonly name: string;
	readonly installed: InstalledN8n;
	readonly port: number;
	readonly brokerPort: number;
}

const LOGGED_WITHIN_MS = 30_000;

/** One n8n process of a cluster: a main, worker, or webhook process. It has a folder, and so a host, of its own. */
export class QueueProcess {
	readonly url: string;
	private child: ChildProcess | undefined;
	private readonly lines: string[] = [];
	private readonly events = new EventEmitter();

	constructor(private readonly options: QueueProcessOptions) {
		this.url = `http://127.0.0.1:${options.port}`;
	}

	get name(): string {
		return this.options.name;
	}

	get logFile(): string {
		return this.options.logFile;
	}

	get running(): boolean {
		return this.child !== undefined && isRunning(this.child);
	}

	/** Starts it and waits until it is ready. @throws Error with its log if it does not become ready */
	async start(): Promise<void> {
		if (this.running) throw new Error(`The ${this.name} is still running`);
		const { installed, packageDir, userFolder, role, env = {} } = this.options;
		if (packageDir) await copyPackage(packageDir, userFolder);
		const child = await launch(
			installed,
			n8nEnv({ ...this.options, extra: env }),
			this.url,
			this.options,
			role,
		);
		child.stdout?.on('data', (chunk: Buffer) => {
			this.lines.push(...chunk.toString().split('\n'));
			this.events.emit('line');
		});
		this.child = child;
	}

	/** Stops it gracefully and waits for its exit. Does nothing if it is not running. */
	async stop(): Promise<void> {
		if (this.child) await end(this.child, 'SIGTERM');
	}

	/** Kills it, as in a crash, and waits for its exit. */
	async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
		if (this.child) await end(this.child, signal);
	}

	/** Kills it and deletes its folder, as when its host is lost: n8n's event log is gone too. */
	async loseHost(): Promise<void> {
		await this.kill('SIGKILL');
		await rm(this.options.userFolder, { recursive: true, force: true });
	}

	/** True if it has printed this text since it was started for the first time. */
	hasLogged(text: string): boolean {
		return this.lines.some((line) => line.includes(text));
	}

	/** Waits until it prints this text. @throws Error after `timeoutMs` */
	async untilLogged(text: string, timeoutMs = LOGGED_WITHIN_MS): Promise<void> {
		if (this.hasLogged(text)) return;
		await new Promise<void>((resolve, reject) => {
			const check = () => {
				if (!this.hasLogged(text)) return;
				clearTimeout(timer);
				this.events.off('line', check);
				resolve();
			};
			const timer = setTimeout(() => {
				this.events.off('line', check);
				reject(new Error(`The ${this.name} did not print "${text}" in ${timeoutMs} ms`));
			}, timeoutMs);
			this.events.on('line', check);
		});
	}
}
