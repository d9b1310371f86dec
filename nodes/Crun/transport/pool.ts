import { Problem } from '../crun/problem';
import { abortableSleep, stopped } from '../n8n/abortableSleep';

interface Waiting {
	start: () => void;
	fail: (reason: unknown) => void;
	latest: number;
}

/**
 * Bounds how many requests run side by side, and slows everyone down together when the server asks for it: a 429 to one
 * request halves the width and pauses the rest; every full round of successes widens it by one again.
 */
export class Pool {
	private waiting: Waiting[] = [];
	private active = 0;
	private width: number;
	private successes = 0;
	private pausedUntil = 0;
	private waking = false;

	/** @param concurrency requests at once, at least 1 */
	constructor(
		private readonly concurrency: number,
		private readonly signal?: AbortSignal,
	) {
		this.width = concurrency;
	}

	/**
	 * Runs the job when there is room. What the job does to the pool (slow down, recover) counts before the next one starts.
	 * @param latest milliseconds since the epoch: a break that lasts longer is not waited for
	 * @throws what the job throws; Problem when the execution was stopped, or the break lasts too long
	 */
	async run<T>(job: () => Promise<T>, latest = Infinity): Promise<T> {
		await new Promise<void>((start, fail) => {
			this.waiting.push({ start, fail, latest });
			this.admit();
		});
		try {
			return await job();
		} finally {
			this.active -= 1;
			this.admit();
		}
	}

	/** The server asked for a break: nothing new starts for `pauseMs`. */
	slowDown(pauseMs: number): void {
		this.width = Math.max(1, Math.floor(this.width / 2));
		this.successes = 0;
		this.pausedUntil = Math.max(this.pausedUntil, Date.now() + pauseMs);
	}

	/** A request went through. */
	recover(): void {
		this.successes += 1;
		if (this.successes < this.width || this.width >= this.concurrency) return;
		this.successes = 0;
		this.width += 1;
		this.admit();
	}

	private readonly admit = (): void => {
		this.admitWhoMay();
		// One listener, and only while somebody waits: the execution's signal lives longer than this pool.
		if (this.waiting.length > 0) this.signal?.addEventListener('abort', this.admit);
		else this.signal?.removeEventListener('abort', this.admit);
	};

	private admitWhoMay(): void {
		if (this.signal?.aborted) return this.turnAway(() => true, stopped());
		if (this.pausedUntil > Date.now()) {
			this.turnAway(
				({ latest }) => latest < this.pausedUntil,
				new Problem('Crun asks for a longer break than there is time for', undefined, {
					kind: 'api',
					code: 429,
				}),
			);
			return void this.admitAfterPause();
		}
		while (this.active < this.width) {
			const next = this.waiting.shift();
			if (!next) return;
			this.active += 1;
			next.start();
		}
	}

	private turnAway(whom: (one: Waiting) => boolean, reason: Problem): void {
		const away = this.waiting.filter(whom);
		this.waiting = this.waiting.filter((one) => !whom(one));
		for (const { fail } of away) fail(reason);
	}

	private async admitAfterPause(): Promise<void> {
		if (this.waking) return;
		this.waking = true;
		try {
			await abortableSleep(this.pausedUntil - Date.now(), this.signal);
		} catch {
			// Stopped: admit turns everybody away.
		}
		this.waking = false;
		this.admit();
	}
}
