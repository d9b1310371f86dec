import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from './answers';
import { faultAnswer } from './faultAnswer';
import type { Fault, Faults } from './faults';
import { isProcessed } from './faults';
import { sendDownload } from './files/download';
import type { Host } from './hosts/host';
import { now, readRest, record } from './record';
import type { World } from './world';

export interface ServerParts {
	world: World;
	faults: Faults;
	apiKey: string;
	/** The answers that are still owed. */
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

const slow = async (latencies: Fault[], processed: boolean) => {
	for (const fault of latencies) {
		if (fault.kind === 'latency' && isProcessed(fault) === processed)
			await sleep(fault.ms, undefined, { ref: false });
	}
};

/** Takes the first half of an upload, or so many bytes of it, and no more. */
async function takePart(message: IncomingMessage, afterBytes: number | undefined): Promise<void> {
	const enough = afterBytes ?? Number(message.headers['content-length'] ?? 0) / 2;
	let taken = 0;
	for await (const chunk of message.iterator({ destroyOnReturn: false })) {
		taken += Buffer.from(chunk).length;
		if (taken >= enough) return;
	}
}

/** Handles one request from the first byte to the last: record, work, spoil what a fault wants spoilt, answer. */
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
	if (request.endpoint !== 'storage-put') request.body = await readRest(message);
	const isForgotten = () => !world.events.history.request.includes(request); // reset() while it was under way
	response.on('close', () => {
		request.endedAt ??= now();
		if (!isForgotten()) world.events.emit('ended', request);
	});
	world.events.emit('request', request);
	const { latencies, blow } = faults.take(request);
	await slow(latencies, false);
	if (isForgotten()) return;
	if (blow?.kind === 'resetMidway' && request.endpoint === 'storage-put') {
		await takePart(message, blow.afterBytes);
		message.socket.resetAndDestroy();
		return;
	}
	const real = blow && !isProcessed(blow) ? undefined : await host.answer(request, world, message);
	await slow(latencies, true);
	if (real?.created && (blow || response.destroyed)) real.created.lost = true;
	const final = blow ? faultAnswer(blow, real, request) : real;
	if (final === 'hang' || final === undefined || response.destroyed) return;
	if (final === 'reset') {
		message.socket.resetAndDestroy();
		return;
	}
	request.status = final.status;
	if (!final.download) request.endedAt = now();
	await send(response, final);
}
