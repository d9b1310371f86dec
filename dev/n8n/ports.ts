import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/**
 * Below the ephemeral ports (from 32768 on Linux), so that no outgoing connection takes a port before n8n opens it
 * or while n8n restarts.
 */
const FIRST_PORT = 20_000;
const LAST_PORT = 32_000;
const MAX_ATTEMPTS = 50;

/**
 * Finds two free TCP ports on the loopback interface. The first stays open until the second is found, so they differ.
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

/** Finds this many free TCP ports on the loopback interface, all different. */
export async function freePorts(count: number): Promise<number[]> {
	const servers = Array.from({ length: count }, () => createServer());
	const ports: number[] = [];
	try {
		for (const server of servers) ports.push(await listen(server));
		return ports;
	} finally {
		for (const server of servers) server.close();
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
			if (attempt >= MAX_ATTEMPTS) throw new Error('No free port on 127.0.0.1', { cause: error });
		}
	}
}
