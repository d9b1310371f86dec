import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';

interface Answer {
	status: number;
	headers: IncomingHttpHeaders;
	body: Buffer;
}

/** Headers that belong to one connection. The server sets its own. */
const OF_CONNECTION = ['connection', 'keep-alive', 'transfer-encoding', 'content-length'];

/** Starts a server on 127.0.0.1 that reads each request completely before it answers. */
export async function startServer(
	port: number,
	answer: (request: IncomingMessage, body: Buffer) => Promise<Answer>,
): Promise<{ url: string; stop: () => Promise<void> }> {
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			void answer(request, Buffer.concat(chunks)).then(({ status, headers, body }) => {
				const kept = Object.entries(headers).filter(([name]) => !OF_CONNECTION.includes(name));
				response.writeHead(status, Object.fromEntries(kept)).end(body);
			});
		});
	});
	server.listen(port, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${port}`,
		stop: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
