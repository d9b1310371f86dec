import './environment';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { IBinaryData } from 'n8n-workflow';
import { binaryDataService } from '../../dev/n8n-core/container';
import { useBinaryDataMode } from '../../dev/n8n-core/binaryDataModes';
import { generatedContent } from '../../dev/simulator/files/content';
import { measure } from '../support/memory';
import { jobSchema, type Transfer, type Result } from './messages';
import * as transfers from './transfers';

/**
 * The measured process: n8n-core with the node and nothing else. Transfers a small file to warm up, then the one to
 * measure. A process that is not measured stores the files beforehand.
 */
process.once('message', (message) => {
	const job = jobSchema.parse(message);
	useBinaryDataMode('filesystem')
		.then(async () => ('store' in job ? await store(job.store) : await transfer(job)))
		.then(
			(result) => process.send?.(result, () => process.exit(0)),
			(error: unknown) => {
				console.error(error);
				process.exit(1);
			},
		);
});

async function transfer({ direction, mode, sim, files, tasks }: Transfer): Promise<Result> {
	const { upload, download } = transfers[mode];
	if (direction === 'upload') {
		await upload(sim, files.small);
		return {
			...(await measure(async () => await upload(sim, files.big))),
			sha256: await sha256(transfers.pathOf(files.big)),
		};
	}
	await download(sim, tasks.small);
	let path = '';
	const cost = await measure(async () => (path = await download(sim, tasks.big)));
	return { ...cost, sha256: await sha256(path) };
}

/** Stores a video of this size as n8n binary data, as an earlier node would do. */
async function store(size: number): Promise<IBinaryData> {
	const location = { type: 'execution' as const, workflowId: 'w1', executionId: '77' };
	const content = Readable.from(generatedContent(size, 'video/mp4').read(0, size), {
		objectMode: false,
	});
	return await binaryDataService().store(location, content, {
		mimeType: 'video/mp4',
		fileName: 'video.mp4',
		data: '',
	});
}

async function sha256(path: string): Promise<string> {
	const hash = createHash('sha256');
	const chunks: AsyncIterable<Buffer> = createReadStream(path);
	for await (const chunk of chunks) hash.update(chunk);
	return hash.digest('hex');
}
