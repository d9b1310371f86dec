import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Finds two free TCP ports on the loopback.
 * Both are held open until both are found, so they differ from each other.
 */
export async function twoFreePorts(): Promise<[number, number]> {
	const [first, second] = [createServer(), createServer()];
	try {
		return [await listen(first), await listen(second)];
	} finally {
		first.close();
		second.close();
	}
}

async function listen(server: ReturnType<typeof createServer>): Promise<number> {
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('No free port on 127.0.0.1');
	return address.port;
}
