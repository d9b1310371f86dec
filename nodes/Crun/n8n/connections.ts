import { settle, type Settled } from '../crun/settle';
import { monotonicMs } from './monotonic';

interface Connection {
	controller: AbortController;
	/** A time of monotonicMs(). */
	until: number;
	isLate: boolean;
}

/**
 * Ends connections: each when its time is over, and all when the execution is stopped. The timeout of the HTTP library
 * is not enough: whatever arrives may start it again.
 *
 * One timer and one listener serve all connections that are open at the same time. `AbortSignal.timeout` and
 * `AbortSignal.any` for each took about as much CPU time as reading the answer (`npm run bench -- create --profile`).
 */
export class Connections {
	/** In the order in which they end. */
	private readonly open = new Set<Connection>();
	private timer: AbortSignal | null = null;

	/**
	 * @param ms how long each may take, in milliseconds
	 * @param cancel stops the execution
	 */
	constructor(
		private readonly ms: number,
		private readonly cancel: AbortSignal | undefined,
	) {}

	/**
	 * Does work that uses a connection.
	 * @param work ends its connection when the signal is aborted. That is also when the work has failed, so that a body
	 * that was not read to its end is closed.
	 * @returns what the work returns or throws; an error with the code ETIMEDOUT when the time is over
	 */
	async run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<Settled<T>> {
		const controller = new AbortController();
		const connection = { controller, until: monotonicMs() + this.ms, isLate: false };
		if (this.cancel?.aborted) controller.abort();
		if (this.open.size === 0) this.cancel?.addEventListener('abort', this.endAll);
		this.open.add(connection);
		if (!this.timer) this.startTimer(this.ms);
		const result = await settle(async () => await work(controller.signal));
		this.open.delete(connection);
		if (this.open.size === 0) this.rest();
		if ('value' in result) return result;
		controller.abort();
		if (!connection.isLate) return result;
		const error = new Error(`Not finished within ${this.ms} ms`);
		return { error: Object.assign(error, { code: 'ETIMEDOUT' }) };
	}

	private startTimer(ms: number): void {
		this.timer = AbortSignal.timeout(Math.max(0, Math.ceil(ms)));
		this.timer.addEventListener('abort', this.endLate);
	}

	private readonly endLate = (): void => {
		this.timer = null;
		for (const connection of this.open) {
			const left = connection.until - monotonicMs();
			if (left > 0) return this.startTimer(left);
			connection.isLate = true;
			connection.controller.abort();
		}
	};

	private readonly endAll = (): void => {
		for (const { controller } of this.open) controller.abort();
	};

	private rest(): void {
		this.cancel?.removeEventListener('abort', this.endAll);
		this.timer?.removeEventListener('abort', this.endLate);
		this.timer = null;
	}
}
