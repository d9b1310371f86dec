import { once } from 'node:events';
import { createServer } from 'node:http';

/** A server that receives files. */
export interface Receiver {
	readonly url: string;
	/** The bodies received, in order. */
	readonly bodies: Buffer[];
	stop(): Promise<void>;
}

/** Starts a server on 127.0.0.1 that accepts every request and answers 200. */
export async function startReceiver(): Promise<Receiver> {
	const bodies: Buffer[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			bodies.push(Buffer.concat(chunks));
			response.setHeader('content-type', 'application/json').end('{"taken":true}');
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The receiver has no port');
	const stop = async () => {
		server.closeAllConnections();
		server.close();
		await once(server, 'close');
	};
	return { url: `http://127.0.0.1:${address.port}/files`, bodies, stop };
}
