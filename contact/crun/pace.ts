import { setTimeout as sleep } from 'node:timers/promises';

/** How many requests are sent in which time. */
export interface PaceLimit {
	requests: number;
	perMs: number;
}

/** Crun publishes no limit. One careful client keeps to this. */
export const CAREFUL: PaceLimit = { requests: 20, perMs: 10_000 };

/** Keeps requests within a limit: in any span of `perMs` milliseconds, at most `requests` start. */
export class Pace {
	private readonly starts: number[] = [];

	constructor(private readonly limit: PaceLimit) {}

	/** Waits until the next request may start. Calls must not overlap. */
	async next(): Promise<void> {
		const { requests, perMs } = this.limit;
		const blocking = this.starts.at(-requests);
		if (blocking !== undefined) {
			const wait = blocking + perMs - performance.now();
			if (wait > 0) await sleep(wait);
		}
		this.starts.push(performance.now());
	}
}
