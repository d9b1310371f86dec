import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { replySchema, type Job, type Reply } from './job';

export interface WorkerOptions {
	env?: NodeJS.ProcessEnv;
	/** Options of Node.js. */
	execArgv?: string[];
}

/** A process that does jobs. It ends with this process at the latest. */
export class Worker {
	private readonly child: ChildProcess;
	private readonly asked = new Map<number, (reply: Reply) => void>();
	private nextId = 1;
	private ended: string | undefined;

	/** @param script what to run: JavaScript, or TypeScript with `--import tsx` */
	constructor(script: string, { env = process.env, execArgv = [] }: WorkerOptions = {}) {
		this.child = fork(script, { env, execArgv });
		this.child.on('message', (message) => {
			const reply = replySchema.parse(message);
			this.asked.get(reply.id)?.(reply);
			this.asked.delete(reply.id);
		});
		this.child.once('exit', (code, signal) => {
			this.ended = `The process ended with ${signal ?? `code ${code}`}`;
			for (const [id, settle] of this.asked) settle({ id, result: null, error: this.ended });
		});
	}

	/** Does one job. @throws Error with the stack of an error in the process */
	async call<Given, Result>({ name, result }: Job<Given, Result>, given: Given): Promise<Result> {
		if (this.ended) throw new Error(this.ended);
		const id = this.nextId++;
		const reply = await new Promise<Reply>((resolve) => {
			this.asked.set(id, resolve);
			this.child.send({ id, job: name, given });
		});
		if (reply.error !== undefined) throw new Error(`The job "${name}" failed: ${reply.error}`);
		return result.parse(reply.result);
	}

	async stop(): Promise<void> {
		if (this.ended) return;
		const exited = once(this.child, 'exit');
		this.child.disconnect();
		await exited;
	}
}
