import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { binaryDataService, useBinaryDataMode } from '../../dev/n8n-core';
import { ROUTES } from '../../dev/simulator/api/routes';
import type { Sim } from '../simulator/jobs';
import { pipeDown, pipeUp } from '../support/barePipe';
import { measure } from '../support/memory';
import { runCrun } from './crun';
import type { Cargo, StoredFile } from './jobs';
import { get } from './undici';

const LOCATION = { type: 'execution' as const, workflowId: 'w1', executionId: '1' };

/** Stores a file as n8n's binary data, on disk. */
export async function store({ path, bytes }: Omit<StoredFile, 'binary'>): Promise<StoredFile> {
	await useBinaryDataMode('filesystem');
	const about = { mimeType: 'video/mp4', fileName: 'video.mp4', data: '' };
	const { id = '', ...rest } = await binaryDataService().store(
		LOCATION,
		createReadStream(path),
		about,
	);
	return { path, bytes, binary: { ...rest, id } };
}

type Carry = (sim: Sim, cargo: Cargo) => Promise<unknown>;

/** Task > Download, and File > Upload. */
const withNode: Carry = async (sim, cargo) => {
	if ('taskId' in cargo) {
		const { taskId } = cargo;
		return await runCrun(sim, { resource: 'task', operation: 'download', taskId, options: {} });
	}
	const parameters = { resource: 'file', operation: 'upload', binaryPropertyName: 'data' };
	const data = { ...cargo.binary, data: 'filesystem' };
	return await runCrun(sim, parameters, [{ json: {}, binary: { data } }]);
};

const resultSchema = z.object({
	data: z.object({ result: z.object({ media_urls: z.array(z.string()).nonempty() }) }),
});
const slotSchema = z.object({ data: z.object({ presigned_url: z.string() }) });

const withPipe: Carry = async (sim, cargo) => {
	if ('taskId' in cargo) {
		const [task] = await get(sim, [`${ROUTES.TaskInfo.path}?task_id=${cargo.taskId}`]);
		const url = resultSchema.parse(task).data.result.media_urls[0];
		const folder = await mkdtemp(join(tmpdir(), 'n8n-nodes-crun-pipe-'));
		try {
			await pipeDown(url, join(folder, 'video.mp4'));
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
		return;
	}
	const query = 'content_type=video/mp4&ext=.mp4';
	const [slot] = await get(sim, [`${ROUTES['upload-url'].path}?${query}`]);
	await pipeUp(cargo.path, cargo.bytes, slotSchema.parse(slot).data.presigned_url);
};

const carriers = { crun: withNode, pipe: withPipe };

/** Transfers the small cargo, to warm up, and then the big one, which is measured. */
export async function transferFile(given: {
	by: keyof typeof carriers;
	sim: Sim;
	big: Cargo;
	small: Cargo;
}): Promise<{ ms: number; memoryGrowth: number }> {
	await useBinaryDataMode('filesystem');
	const carry = carriers[given.by];
	await carry(given.sim, given.small);
	const { durationMs, memoryGrowth } = await measure(async () => await carry(given.sim, given.big));
	return { ms: durationMs, memoryGrowth };
}
