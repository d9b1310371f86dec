import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from './answers';
import { faultAnswer } from './faultAnswer';
import type { Fault, Faults } from './faults';
import { isProcessed } from './faults';
import { answer, endpointOf } from './router';
import type { RecordedRequest } from './types';
import type { World } from './world';

export interface ServerParts {
	world: World;
	faults: Faults;
	apiKey: string;
	/** The answers that are still owed. */
	open: Set<ServerResponse>;
}

const now = () => performance.timeOrigin + performance.now();

async function readText(message: IncomingMessage): Promise<string> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of message) chunks.push(Buffer.from(chunk));
	return Buffer.concat(chunks).toString('utf8');
}

function parseBody(text: string): unknown {
	if (text === '') return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

async function record(message: IncomingMessage): Promise<RecordedRequest> {
	const at = now();
	const url = new URL(message.url ?? '/', 'http://simulator');
	return {
		endpoint: endpointOf(url.pathname),
		method: message.method ?? 'GET',
		path: url.pathname,
		query: Object.fromEntries(url.searchParams),
		body: parseBody(await readText(message)),
		headers: message.headers,
		at,
		endedAt: null,
		status: null,
	};
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
	const raw = typeof body === 'string' || Buffer.isBuffer(body);
	const payload = raw ? Buffer.from(body) : Buffer.from(JSON.stringify(body));
	const type = raw ? {} : { 'content-type': 'application/json; charset=utf-8' };
	response.writeHead(status, { ...type, 'content-length': payload.length, ...headers });
	response.end(payload);
}

const slow = async (latencies: Fault[], processed: boolean) => {
	for (const fault of latencies) {
		if (fault.kind === 'latency' && isProcessed(fault) === processed) await sleep(fault.ms, undefined, { ref: false });
	}
};

/** Handles one request from the first byte to the last: record, work, spoil what a fault wants spoilt, answer. */
export async function serve(message: IncomingMessage, response: ServerResponse, parts: ServerParts): Promise<void> {
	const { world, faults, apiKey, open } = parts;
	open.add(response);
	response.on('close', () => open.delete(response));
	const request = await record(message);
	const isForgotten = () => !world.events.history.request.includes(request); // reset() while it was under way
	response.on('close', () => {
		request.endedAt ??= now();
		if (!isForgotten()) world.events.emit('ended', request);
	});
	world.events.emit('request', request);
	const { latencies, blow } = faults.take(request);
	await slow(latencies, false);
	if (isForgotten()) return;
	const real = blow && !isProcessed(blow) ? undefined : answer(request, world, apiKey);
	await slow(latencies, true);
	if (real?.created && (blow || response.destroyed)) real.created.lost = true;
	const final = blow ? faultAnswer(blow, real) : real;
	if (final === 'hang' || final === undefined || response.destroyed) return;
	if (final === 'reset') {
		message.socket.resetAndDestroy();
		return;
	}
	request.status = final.status;
	request.endedAt = now();
	send(response, final);
}
