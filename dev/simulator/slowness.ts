import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from './answers';
import { fixedContent } from './files/content';
import type { Download } from './files/download';

/** The body of the real answer as a download. */
export function downloadOf({ body, download }: Answer): Download {
	if (download) return download;
	const bytes =
		typeof body === 'string' || Buffer.isBuffer(body)
			? Buffer.from(body)
			: Buffer.from(JSON.stringify(body ?? ''));
	return { content: fixedContent(bytes), from: 0, to: bytes.length };
}

/** The real answer, one byte at a time. */
export function trickle(real: Answer, ms: number): Answer {
	const download = downloadOf(real);
	return {
		...real,
		headers: {
			'content-type': 'application/json',
			'content-length': download.to - download.from,
			...real.headers,
		},
		download: { ...download, drip: { bytes: 1, ms } },
	};
}

const MEGABYTE = Buffer.alloc(1024 * 1024, '0,');

/** JSON without an end. */
export const ENDLESS: Answer = {
	status: 200,
	body: undefined,
	headers: { 'content-type': 'application/json' },
	download: {
		content: {
			size: Infinity,
			sha256: () => '',
			*read() {
				yield Buffer.from('[');
				for (;;) yield MEGABYTE;
			},
		},
		from: 0,
		to: Infinity,
	},
};

/** Reads an upload one byte at a time, until the client disconnects. */
export async function readSlowly(message: IncomingMessage, ms: number): Promise<void> {
	while (!message.destroyed) {
		message.read(1);
		await sleep(ms, undefined, { ref: false });
	}
}

/** Sends headers one byte at a time, until the client disconnects. */
export async function sendHeadersSlowly({ socket }: IncomingMessage, ms: number): Promise<void> {
	socket.write('HTTP/1.1 200 OK\r\nX-Endless: ');
	while (!socket.destroyed) {
		socket.write('x');
		await sleep(ms, undefined, { ref: false });
	}
}
