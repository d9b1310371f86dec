import { pause, stopped } from './pause';

/**
 * Bounds how many requests run side by side, and slows everyone down together when the server asks for it: a 429 to one
 * request halves the width and pauses the rest; every full round of successes widens it by one again.
 */
export class Pool {
	private readonly waiting: Array<{ start: () => void; fail: (reason: unknown) => void }> = [];
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
		signal?.addEventListener('abort', () => this.waiting.splice(0).forEach(({ fail }) => fail(stopped())), { once: true });
	}

	/** Runs the job when there is room. Rejects with what the job rejects with, or when the execution is cancelled first. */
	async run<T>(job: () => Promise<T>): Promise<T> {
		await this.enter();
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

	private async enter(): Promise<void> {
		if (this.signal?.aborted) throw stopped();
		await new Promise<void>((start, fail) => {
			this.waiting.push({ start, fail });
			this.admit();
		});
	}

	private admit(): void {
		if (this.pausedUntil > Date.now()) return void this.admitAfterPause();
		while (this.active < this.width) {
			const next = this.waiting.shift();
			if (!next) return;
			this.active += 1;
			next.start();
		}
	}

	private async admitAfterPause(): Promise<void> {
		if (this.waking) return;
		this.waking = true;
		try {
			await pause(this.pausedUntil - Date.now(), this.signal);
		} catch (cancelled) {
			// Nobody enters any more, so nobody has to be woken again either.
			for (const { fail } of this.waiting.splice(0)) fail(cancelled);
			return;
		}
		this.waking = false;
		this.admit();
	}
}
