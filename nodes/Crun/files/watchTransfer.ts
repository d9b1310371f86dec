import { nextPace, tooSlow, type DownloadLimits } from '../crun/schedule';
import { monotonicMs } from '../n8n/monotonic';

const CHECK_EVERY_MS = 1000;
const REASONS = { idle: 'no more data arrived', slow: 'the file arrived too slowly' };

/** A watched download. */
export interface Watch {
	/** Called with the size of whatever arrives, in bytes. */
	sawData: (bytes: number) => void;
	/** Why the connection was aborted; null if it was not. */
	gaveUp: () => string | null;
	/** Ends the watch. */
	end: () => void;
}

/**
 * Aborts the connection once the download is too slow. The timeout of the HTTP library cannot do that: it ends with
 * the headers, and data that trickles starts it again.
 */
export function watchTransfer(connection: AbortController, limits: DownloadLimits): Watch {
	let pace = { idleMs: 0, lagMs: 0 };
	let last = monotonicMs();
	let bytes = 0;
	let reason: string | null = null;
	let receiving = true;
	const check = () => {
		if (!receiving) return;
		const now = monotonicMs();
		pace = nextPace(pace, bytes, now - last, limits);
		last = now;
		bytes = 0;
		const verdict = tooSlow(pace, limits);
		if (verdict === null) return void waitForNext();
		reason = REASONS[verdict];
		connection.abort();
	};
	// Unlike n8n's sleep, a timeout signal does not keep the process alive.
	const waitForNext = () =>
		AbortSignal.timeout(CHECK_EVERY_MS).addEventListener('abort', check, { once: true });
	waitForNext();
	return {
		sawData: (arrived) => {
			bytes += arrived;
		},
		gaveUp: () => reason,
		end: () => {
			receiving = false;
		},
	};
}
