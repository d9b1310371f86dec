import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/**
 * Below the ports that systems hand out to connections by themselves (from 32768 on Linux): a port found here is not
 * taken by chance before n8n opens it, nor while n8n is down and started again.
 */
const FIRST_PORT = 20_000;
const LAST_PORT = 32_000;
const TRIES = 50;

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

async function listen(server: Server): Promise<number> {
	for (let attempt = 1; ; attempt += 1) {
		const port = randomInt(FIRST_PORT, LAST_PORT);
		server.listen(port, '127.0.0.1');
		try {
			await once(server, 'listening');
			return port;
		} catch (error) {
			if (attempt >= TRIES) throw new Error('No free port on 127.0.0.1', { cause: error });
		}
	}
}
