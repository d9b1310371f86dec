import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { messageOf } from '../../nodes/Crun/crun/problem';
import { UsageError } from '../options';

/** A request to the listener. */
export interface Received {
	method: string;
	url: string;
	headers: IncomingMessage['headers'];
	body: string;
	/** Milliseconds since the epoch. */
	at: number;
}

/** Receives Crun's callbacks at 127.0.0.1, and answers each with HTTP 200. */
export interface Listener {
	/** Every request, oldest first. */
	readonly received: readonly Received[];
	/** Waits until so many requests match, those included that have arrived; at most this long. */
	waitFor(matches: (one: Received) => boolean, count: number, ms: number): Promise<void>;
	close(): void;
}

/** @throws UsageError if the port is not free */
export async function listen(port: number): Promise<Listener> {
	const received: Received[] = [];
	const events = new EventEmitter();
	const server = createServer((request, response) => {
		void text(request)
			.then((body) => {
				const { method = '', url = '', headers } = request;
				received.push({ method, url, headers, body, at: Date.now() });
				response.end();
				events.emit('received');
			})
			.catch(() => response.destroy()); // the sender has disconnected
	});
	server.listen(port, '127.0.0.1');
	try {
		await once(server, 'listening');
	} catch (error) {
		throw new UsageError(`--listen ${port}: ${messageOf(error)}`);
	}
	return {
		received,
		async waitFor(matches, count, ms) {
			const signal = AbortSignal.timeout(ms);
			while (received.filter(matches).length < count) {
				try {
					await once(events, 'received', { signal });
				} catch {
					return; // the time is over
				}
			}
		},
		close() {
			server.close();
			server.closeAllConnections();
		},
	};
}
