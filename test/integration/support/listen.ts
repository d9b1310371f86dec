import { createServer, type RequestListener } from 'node:http';

/** Starts an HTTP server on 127.0.0.1, on any free port. */
export async function listen(
	onRequest: RequestListener,
): Promise<{ url: string; stop: () => Promise<void> }> {
	const server = createServer(onRequest);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The server has no port');
	return {
		url: `http://127.0.0.1:${address.port}`,
		stop: async () =>
			await new Promise<void>((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
