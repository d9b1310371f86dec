/** Storing a download while n8n's storage is slow. */
import { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { MEDIA } from '../../dev/simulator';
import { claimedTypeOf } from '../../nodes/Crun/crun/fileKind';
import type { DownloadContext } from '../../nodes/Crun/files/binary';
import { storeFile } from '../../nodes/Crun/files/storeFile';

const CHUNK_BYTES = 64 * 1024;

it('takes no more from the connection than a few chunks while n8n’s storage is busy', async () => {
	let sent = 0;
	const body = new Readable({
		highWaterMark: CHUNK_BYTES,
		read() {
			const chunk = Buffer.alloc(CHUNK_BYTES);
			if (sent === 0) MEDIA.mp4.bytes.copy(chunk);
			sent += chunk.length;
			this.push(chunk);
		},
	});
	let arrived = 0;
	const context: DownloadContext = {
		helpers: {
			httpRequest: async () => await Promise.reject(new Error('Nothing is requested here')),
			prepareBinaryData: async (content) => {
				for await (const chunk of Readable.from(content)) {
					arrived += Buffer.from(chunk).length;
					for (let turns = 0; turns < 100; turns += 1) await turn();
					if (arrived >= 10 * CHUNK_BYTES) break;
				}
				return { data: '', mimeType: 'video/mp4' };
			},
		},
		getExecutionCancelSignal: () => undefined,
	};
	const response = { status: 200, body, length: null, type: 'video/mp4' };
	const options = { maxSizeMb: 10, name: 'clip', claimed: claimedTypeOf('https://x.test/a.mp4') };

	let seen = 0;
	await storeFile(context, response, options, (bytes) => (seen += bytes));

	expect(arrived).toBe(10 * CHUNK_BYTES);
	expect(seen).toBeGreaterThanOrEqual(arrived);
	expect(sent - arrived).toBeLessThanOrEqual(8 * CHUNK_BYTES);
});
