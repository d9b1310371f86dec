import { createServer, type RequestListener } from 'node:http';

/** Longer than any test, so that no client reuses a connection that is being closed. */
const KEEP_ALIVE_MS = 120_000;

/** An HTTP server that is listening. */
export interface Listener {
	/** Its URL, without a trailing slash. */
	readonly url: string;
	onRequest(listener: RequestListener): void;
	stop(): Promise<void>;
}

/**
 * Listens on 127.0.0.1.
 * @param port 0 for any free port
 * @param hostName the host name in the URL
 */
export async function listen(port = 0, hostName = '127.0.0.1'): Promise<Listener> {
	const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS });
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', resolve);
	});
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The server has no port');
	return {
		url: `http://${hostName}:${address.port}`,
		onRequest: (listener) => void server.on('request', listener),
		stop: async () =>
			await new Promise<void>((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
