import { Problem } from '../crun/problem';
import { abortableSleep, executionStopped } from '../n8n/abortableSleep';
import { monotonicMs } from '../n8n/monotonic';

interface JobOptions {
	/** A time of monotonicMs(): a break that lasts longer is not waited out. */
	latest?: number;
	/** A file, which is not sent to the server that asks for breaks. */
	isTransfer?: boolean;
}

interface WaitingJob extends Required<JobOptions> {
	start: () => void;
	reject: (reason: unknown) => void;
}

/** Requests at once, unless the user has set a limit: at first, and once Crun has answered many without a complaint. */
export const DEFAULT_CONCURRENCY = 5;
export const HIGHEST_CONCURRENCY = 20;
/**
 * After how many requests without a complaint more run at once than at first: then, one more with each. At the
 * beginning, fewer are enough.
 */
const CALM = 50;
const CALM_AT_FIRST = 10;

/**
 * Bounds how many requests run side by side, and slows all of them down together when the server asks for it: a
 * 429 for one request halves the width and pauses the others; each full round of successes widens it by one
 * again. It becomes wider than at first only while the server has not complained for a while. Transfers share the
 * limit, but not the reduced width: they can take minutes, and requests must not wait for them.
 */
export class Pool {
	private waiting: WaitingJob[] = [];
	private active = 0;
	private transfers = 0;
	private width: number;
	private successes = 0;
	private sinceComplaint = CALM - CALM_AT_FIRST;
	private pausedUntil = -Infinity;
	private waking = false;

	/**
	 * @param concurrency requests at once, at least 1
	 * @param highest how many they may become
	 */
	constructor(
		private readonly concurrency: number,
		private readonly signal?: AbortSignal,
		private readonly highest = concurrency,
	) {
		this.width = concurrency;
	}

	/**
	 * Runs the job once there is a free slot. What the job does to the pool (slow down, recover) counts before the next
	 * one starts.
	 * @throws what the job throws; Problem when the execution was stopped or the break lasts too long
	 */
	async run<T>(
		job: () => Promise<T>,
		{ latest = Infinity, isTransfer = false }: JobOptions = {},
	): Promise<T> {
		await new Promise<void>((start, reject) => {
			this.waiting.push({ start, reject, latest, isTransfer });
			this.admit();
		});
		try {
			return await job();
		} finally {
			this.active -= 1;
			if (isTransfer) this.transfers -= 1;
			this.admit();
		}
	}

	/** One job less runs at once, or none at all, until the returned function is called. */
	narrow(): () => void {
		this.width -= 1;
		return () => {
			this.width += 1;
			this.admit();
		};
	}

	/** The server asked for a break: nothing new starts for `pauseMs` milliseconds. */
	slowDown(pauseMs: number): void {
		this.width = Math.max(1, Math.floor(this.width / 2));
		this.successes = 0;
		this.sinceComplaint = 0;
		this.pausedUntil = Math.max(this.pausedUntil, monotonicMs() + pauseMs);
	}

	/** A request succeeded. */
	recover(): void {
		this.successes += 1;
		this.sinceComplaint += 1;
		if (this.width >= this.highest || !this.mayWiden()) return;
		this.successes = 0;
		this.width += 1;
		this.admit();
	}

	private mayWiden(): boolean {
		if (this.width < this.concurrency) return this.successes >= this.width;
		return this.sinceComplaint >= CALM;
	}

	private readonly admit = (): void => {
		this.admitWaiting();
		// One listener, and only while a job waits: the execution's signal lives longer than this pool.
		if (this.waiting.length > 0) this.signal?.addEventListener('abort', this.admit);
		else this.signal?.removeEventListener('abort', this.admit);
	};

	private admitWaiting(): void {
		if (this.signal?.aborted) return this.rejectWaiting(() => true, executionStopped());
		if (this.pausedUntil > monotonicMs()) {
			this.rejectWaiting(({ latest }) => latest < this.pausedUntil, breakTooLong());
			return void this.admitAfterPause();
		}
		for (let next = this.waiting[0]; next && this.hasRoomFor(next); next = this.waiting[0]) {
			this.waiting.shift();
			this.active += 1;
			if (next.isTransfer) this.transfers += 1;
			next.start();
		}
	}

	private hasRoomFor({ isTransfer }: WaitingJob): boolean {
		if (this.active >= Math.max(this.width, this.concurrency)) return false;
		return isTransfer || this.active - this.transfers < this.width;
	}

	private rejectWaiting(applies: (job: WaitingJob) => boolean, reason: Problem): void {
		const rejected = this.waiting.filter(applies);
		this.waiting = this.waiting.filter((job) => !applies(job));
		for (const { reject } of rejected) reject(reason);
	}

	private async admitAfterPause(): Promise<void> {
		if (this.waking) return;
		this.waking = true;
		try {
			await abortableSleep(this.pausedUntil - monotonicMs(), this.signal);
		} catch {
			// Stopped: admit rejects every waiting job.
		}
		this.waking = false;
		this.admit();
	}
}

function breakTooLong(): Problem {
	return new Problem(
		'Crun is receiving too many requests',
		'Crun asks for a longer break than the time that is left.',
		{ kind: 'api', code: 429 },
	);
}
