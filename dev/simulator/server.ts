import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from './answers';
import { faultAnswer } from './faultAnswer';
import type { Faults, Latency } from './faults';
import { isProcessed } from './faults';
import { sendDownload } from './files/download';
import type { Host } from './hosts/host';
import { now, readBody, record } from './record';
import { readSlowly, sendHeadersSlowly } from './slowness';
import type { World } from './world';

export interface ServerParts {
	world: World;
	faults: Faults;
	apiKey: string;
	/** The responses that have not been sent completely. */
	open: Set<ServerResponse>;
}

async function send(response: ServerResponse, answer: Answer): Promise<void> {
	const { status, body, headers, download } = answer;
	if (download) {
		response.writeHead(status, headers);
		if (response.req.method === 'HEAD') response.end();
		else await sendDownload(response, download);
		return;
	}
	const raw = typeof body === 'string' || Buffer.isBuffer(body);
	const payload = raw ? Buffer.from(body) : Buffer.from(JSON.stringify(body));
	const type = raw ? {} : { 'content-type': 'application/json; charset=utf-8' };
	response.writeHead(status, { ...type, 'content-length': payload.length, ...headers });
	response.end(payload);
}

const delay = async (latencies: Latency[], processed: boolean) => {
	for (const latency of latencies) {
		if (isProcessed(latency) === processed) await sleep(latency.ms, undefined, { ref: false });
	}
};

/** Reads the first half of an upload, or this many bytes of it. */
async function readPart(message: IncomingMessage, afterBytes: number | undefined): Promise<void> {
	const enough = afterBytes ?? Number(message.headers['content-length'] ?? 0) / 2;
	let size = 0;
	for await (const chunk of message.iterator({ destroyOnReturn: false })) {
		size += Buffer.from(chunk).length;
		if (size >= enough) return;
	}
}

/** Serves one request: records it, processes it, applies faults and sends the answer. */
export async function serve(
	message: IncomingMessage,
	response: ServerResponse,
	host: Host,
	parts: ServerParts,
): Promise<void> {
	const { world, faults, apiKey, open } = parts;
	open.add(response);
	response.on('close', () => open.delete(response));
	const request = record(message, host, apiKey);
	if (request.endpoint !== 'storage-put') request.body = await readBody(message);
	const isForgotten = () => !world.events.history.request.includes(request); // reset() was called meanwhile
	response.on('close', () => {
		request.endedAt ??= now();
		if (!isForgotten()) world.events.emit('ended', request);
	});
	world.events.emit('request', request);
	const { latencies, fault } = faults.take(request);
	await delay(latencies, false);
	if (isForgotten()) return;
	if (fault?.kind === 'resetMidway' && request.endpoint === 'storage-put') {
		await readPart(message, fault.afterBytes);
		message.socket.resetAndDestroy();
		return;
	}
	if (fault?.kind === 'slowRead') return await readSlowly(message, fault.ms);
	if (fault?.kind === 'trickleHeaders') return await sendHeadersSlowly(message, fault.ms);
	const real =
		fault && !isProcessed(fault) ? undefined : await host.answer(request, world, message);
	await delay(latencies, true);
	if (real?.created && (fault || response.destroyed)) real.created.lost = true;
	const final = fault ? faultAnswer(fault, real, request) : real;
	if (final === 'hang' || final === undefined || response.destroyed) return;
	if (final === 'reset') {
		message.socket.resetAndDestroy();
		return;
	}
	request.status = final.status;
	if (!final.download) request.endedAt = now();
	await send(response, final);
}
