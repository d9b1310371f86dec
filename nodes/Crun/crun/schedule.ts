/** Delays as pure functions of numbers, without a clock, randomness or timers. */

/** How many attempts a read gets before it counts as failed. */
export const READ_ATTEMPTS = 5;
/** How often a creation that Crun refused for the moment (429, 455) is sent again at most. */
export const CREATE_RESENDS = 5;

const FIRST_RETRY_MS = 500;
const RETRY_CEILING_MS = 30_000; // beyond this, a user who is watching would rather see the error
/** A server that asks for a longer pause than this is as good as down: the error is reported instead. */
export const LONGEST_PAUSE_MS = 120_000;

/**
 * How long to wait before the next attempt.
 * @param attempt how many attempts have failed so far, from 1
 * @param retryAfterMs the pause that the server asked for, honored up to LONGEST_PAUSE_MS; null if it did not ask
 * @param jitter 0…1, spreads clients that were refused at the same moment; only ever shortens the computed delay
 * @returns milliseconds
 */
export function retryDelayMs(attempt: number, retryAfterMs: number | null, jitter: number): number {
	if (retryAfterMs !== null) return Math.min(retryAfterMs, LONGEST_PAUSE_MS);
	const full = Math.min(FIRST_RETRY_MS * 2 ** (attempt - 1), RETRY_CEILING_MS);
	return Math.round(full * (1 - jitter / 2));
}

const SECONDS = /^\d{1,9}(\.\d+)?$/; // more digits are more than 30 years
const LONGEST_HEADER = 100; // an HTTP date has about 30 characters

/**
 * Reads a `Retry-After` header: seconds, or an HTTP date (RFC 9110, 10.2.3).
 * @param now milliseconds since the epoch
 * @returns milliseconds from now, never negative; null when the header is absent or unusable
 */
export function parseRetryAfter(header: string | undefined, now: number): number | null {
	if (header === undefined) return null;
	const text = header.trim();
	if (SECONDS.test(text)) return Number(text) * 1000;
	if (text.length > LONGEST_HEADER || !/^[A-Z][a-z]{2,8},? .*\d{2}:\d{2}:\d{2}/.test(text))
		return null;
	// HTTP dates are in GMT even where they do not say so.
	const date = Date.parse(/(GMT|UTC|Z|[+-]\d{2}:?\d{2})$/i.test(text) ? text : `${text} GMT`);
	return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** How long to wait for tasks, unless the user has set Timeout (Minutes). */
export const DEFAULT_TIMEOUT_MINUTES = 20;
export const MAX_TIMEOUT_MINUTES = 1440;

const POLL_GROWTH = 1.5;
const POLL_CEILING_MS = 15_000; // a video takes minutes: checking more often only costs requests

/**
 * The delay before the next status check of unfinished tasks. It grows from the interval that the user set to a
 * ceiling, which is that interval itself where it is larger.
 * @returns milliseconds
 */
export function nextPollDelay(delayMs: number, intervalMs: number): number {
	return Math.min(delayMs * POLL_GROWTH, Math.max(POLL_CEILING_MS, intervalMs));
}

/** How long a whole answer of the API may take. */
export const ANSWER_TIMEOUT_MS = 120_000;
const SLOWEST_BYTES_PER_MS = 16; // 128 kbit/s: a slower connection is as good as broken

/**
 * How long an upload may take. The HTTP library's timeout includes the time for sending, and n8n's own (five
 * minutes) is too short for a large file on a slow connection.
 * @param size bytes
 * @returns milliseconds
 */
export function uploadTimeoutMs(size: number): number {
	return ANSWER_TIMEOUT_MS + Math.ceil(size / SLOWEST_BYTES_PER_MS);
}

/** How slow a download may be before it is given up. */
export interface DownloadLimits {
	/** Milliseconds until a host has sent all headers. */
	headersMs: number;
	/** Milliseconds without any data. */
	idleMs: number;
	/** Milliseconds that it may fall behind a connection at the slowest rate. */
	lagMs: number;
	/** The slowest rate. */
	bytesPerMs: number;
}

export const DOWNLOAD_LIMITS: DownloadLimits = {
	headersMs: 60_000,
	idleMs: 60_000,
	lagMs: ANSWER_TIMEOUT_MS,
	bytesPerMs: SLOWEST_BYTES_PER_MS,
};

/** How a download keeps up, in milliseconds. */
export interface Pace {
	/** How long no data has arrived. */
	idleMs: number;
	/** How far it has fallen behind a connection at the slowest rate; 0 if it is ahead. */
	lagMs: number;
}

/**
 * The pace of a download after some more time. A fast start earns no credit for later, so a download of any size ends
 * at most `lagMs` after a connection at the slowest rate would have ended.
 * @param bytes what has arrived since the last pace
 * @param elapsedMs milliseconds since the last pace
 */
export function nextPace(
	{ idleMs, lagMs }: Pace,
	bytes: number,
	elapsedMs: number,
	{ bytesPerMs }: DownloadLimits,
): Pace {
	return {
		idleMs: bytes > 0 ? 0 : idleMs + elapsedMs,
		lagMs: Math.max(0, lagMs + elapsedMs - bytes / bytesPerMs),
	};
}

/** Why a download at this pace is given up; null while it may continue. */
export function tooSlow(pace: Pace, limits: DownloadLimits): 'idle' | 'slow' | null {
	if (pace.idleMs > limits.idleMs) return 'idle';
	return pace.lagMs > limits.lagMs ? 'slow' : null;
}
