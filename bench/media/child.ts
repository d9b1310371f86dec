import './environment';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { IBinaryData } from 'n8n-workflow';
import { binaryDataService } from '../../test/integration/support/container';
import { useBinaryDataMode } from '../../test/integration/support/binaryDataModes';
import { generatedContent } from '../../dev/simulator/files/content';
import { measure } from './memory';
import { jobSchema, type Move, type Result } from './messages';
import * as transfers from './transfers';

/** n8n-core with the node, nothing else: moves one file to warm up and one that counts, or stores one for a process that will. */
process.once('message', (message) => {
	const job = jobSchema.parse(message);
	useBinaryDataMode('filesystem')
		.then(async () => ('store' in job ? await store(job.store) : await move(job)))
		.then(
			(result) => process.send?.(result, () => process.exit(0)),
			(error: unknown) => {
				console.error(error);
				process.exit(1);
			},
		);
});

async function move({ direction, manner, sim, files, tasks }: Move): Promise<Result> {
	const { upload, download } = transfers[manner];
	if (direction === 'upload') {
		await upload(sim, files.small);
		return {
			...(await measure(async () => await upload(sim, files.big))),
			sha256: await sha256(files.big),
		};
	}
	await download(sim, tasks.small);
	let file: IBinaryData | undefined;
	const cost = await measure(async () => (file = await download(sim, tasks.big)));
	if (!file) throw new Error('There is no file');
	return { ...cost, sha256: await sha256(file) };
}

/** Puts a video of that size into n8n's binary store, as an earlier node would have. */
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

async function sha256({ id = '' }: IBinaryData): Promise<string> {
	const hash = createHash('sha256');
	const chunks: AsyncIterable<Buffer> = await binaryDataService().getAsStream(id);
	for await (const chunk of chunks) hash.update(chunk);
	return hash.digest('hex');
}
