import { createReadStream, createWriteStream } from 'node:fs';
import { get, request, type IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';

/** A stream from the connection to the disk, and nothing else. */
export async function pipeDown(url: string, path: string): Promise<void> {
	const response = await new Promise<IncomingMessage>((resolve, reject) => {
		get(url, resolve).once('error', reject);
	});
	await pipeline(response, createWriteStream(path));
}

/** A stream from the disk to the connection, and nothing else. @param url takes a video */
export async function pipeUp(path: string, bytes: number, url: string): Promise<void> {
	const headers = { 'content-type': 'video/mp4', 'content-length': bytes };
	const put = request(url, { method: 'PUT', headers });
	const answered = new Promise<IncomingMessage>((resolve, reject) => {
		put.once('response', resolve).once('error', reject);
	});
	await pipeline(createReadStream(path), put);
	const response = await answered;
	if (response.statusCode !== 200) throw new Error(`The upload got ${response.statusCode}`);
	response.resume();
}
