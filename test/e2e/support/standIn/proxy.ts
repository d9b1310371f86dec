import { once } from 'node:events';
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { Socket } from 'node:net';
import { certificateFor } from './certificate';
import type { Answer, Received, Service } from './service';

/** An HTTPS proxy on 127.0.0.1 that answers for services instead of connecting to them. */
export interface Proxy {
	readonly url: string;
	/** The certificate that clients must trust, as PEM. */
	readonly cert: string;
	/** What no service answered: requests that a service does not know, and connections to other hosts. */
	readonly unexpected: string[];
	stop(): Promise<void>;
}

/** Starts a proxy for these services. It refuses connections to all other hosts. */
export async function startProxy(services: readonly Service[]): Promise<Proxy> {
	const hosts = services.flatMap((service) => service.hosts);
	const certificate = certificateFor(hosts);
	const unexpected: string[] = [];
	const sockets = new Set<Socket>();
	const secure = createHttps({ ...certificate }, (request, response) => {
		answer(services, request)
			.then(({ label, result }) => {
				if (!result) unexpected.push(label);
				send(response, result ?? { status: 501, body: `The stand-in does not know ${label}` });
			})
			.catch((error: unknown) => {
				unexpected.push(String(error));
				send(response, { status: 500, body: String(error) });
			});
	});
	const proxy = createHttp((request, response) => {
		unexpected.push(`${request.method} ${request.url}`); // without TLS
		send(response, { status: 502, body: 'The stand-in answers https only' });
	});
	proxy.on('connect', (request: IncomingMessage, socket: Socket) => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
		const host = request.url?.replace(/:443$/, '') ?? '';
		if (hosts.includes(host)) {
			socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
			secure.emit('connection', socket);
		} else {
			unexpected.push(`a connection to ${host}`);
			socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
		}
	});
	proxy.listen(0, '127.0.0.1');
	await once(proxy, 'listening');
	const address = proxy.address();
	if (address === null || typeof address === 'string') throw new Error('The proxy has no port');
	return {
		url: `http://127.0.0.1:${address.port}`,
		cert: certificate.cert,
		unexpected,
		stop: async () => {
			for (const socket of sockets) socket.destroy();
			proxy.closeAllConnections();
			proxy.close();
			await once(proxy, 'close');
		},
	};
}

async function answer(
	services: readonly Service[],
	request: IncomingMessage,
): Promise<{ label: string; result: Answer | undefined }> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of request) chunks.push(Buffer.from(chunk));
	const { method = '', headers } = request;
	const url = new URL(request.url ?? '/', `https://${headers.host ?? ''}`);
	const received: Received = { method, url, headers, body: Buffer.concat(chunks) };
	const service = services.find(({ hosts }) => hosts.includes(url.hostname));
	return { label: `${method} ${url.href}`, result: service?.answer(received) };
}

function send(response: ServerResponse, { status = 200, headers = {}, body = '' }: Answer): void {
	const isJson = typeof body === 'object' && !Buffer.isBuffer(body);
	const type = isJson ? { 'content-type': 'application/json' } : {};
	response.writeHead(status, { ...type, ...headers }).end(isJson ? JSON.stringify(body) : body);
}
