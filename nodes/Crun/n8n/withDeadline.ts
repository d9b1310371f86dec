import { settle, type Settled } from '../crun/settle';

const LONGEST_MS = 2 ** 31 - 1; // a timer that is set for longer fires immediately

/**
 * Does work that uses a connection, and aborts the connection when the time is over. The timeout of the HTTP library
 * is not enough: whatever arrives may start it again.
 * @param ms milliseconds
 * @param connection its signal must be among those that the work obeys; it is still open when the work has succeeded
 * @returns what the work returns or throws; an error with the code ETIMEDOUT when the time is over
 */
export async function withDeadline<T>(
	ms: number,
	connection: AbortController,
	work: () => Promise<T>,
): Promise<Settled<T>> {
	const deadline = AbortSignal.timeout(Math.min(ms, LONGEST_MS));
	const abort = () => connection.abort();
	deadline.addEventListener('abort', abort, { once: true });
	const result = await settle(work);
	deadline.removeEventListener('abort', abort);
	if ('value' in result || !deadline.aborted) return result;
	return { error: Object.assign(new Error(`Not finished within ${ms} ms`), { code: 'ETIMEDOUT' }) };
}
