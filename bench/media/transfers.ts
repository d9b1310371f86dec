import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { IBinaryData, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { z } from 'zod';
import { binaryDataService } from '../../dev/n8n-core/container';
import { ROUTES } from '../../dev/simulator/api/routes';
import { executeNode } from '../../dev/n8n-core/execute';
import { pipeDown, pipeUp } from '../support/barePipe';
import { FOLDER_VARIABLE } from './folder';
import type { Transfer } from './messages';

const uploadUrlSchema = z.object({ presigned_url: z.string() });
const taskSchema = z.object({ result: z.object({ media_urls: z.array(z.string()) }) });

type Sim = Transfer['sim'];

/** Where a file of n8n's is on the disk. */
export const pathOf = ({ id = '' }: IBinaryData): string => binaryDataService().getPath(id);

/** The operations File > Upload and Task > Download, as in a workflow. */
export const streamed = {
	upload: async (sim: Sim, file: IBinaryData): Promise<void> => {
		await run(
			sim,
			{ resource: 'file', operation: 'upload', binaryPropertyName: 'data' },
			{ json: {}, binary: { data: file } },
		);
	},
	download: async (sim: Sim, taskId: string): Promise<string> => {
		const { binary } = await run(sim, {
			resource: 'task',
			operation: 'download',
			taskId,
			options: {},
		});
		if (!binary?.data) throw new Error('The node returned no file');
		return pathOf(binary.data);
	},
};

async function run(
	sim: Sim,
	parameters: INodeParameters,
	item: INodeExecutionData = { json: {} },
): Promise<INodeExecutionData> {
	const { items, error } = await executeNode({ sim, parameters, items: [item] });
	if (error instanceof Error) throw error;
	return items[0] ?? { json: {} };
}

/** The same with a bare pipe: the memory that Node.js itself takes. */
export const piped = {
	upload: async (sim: Sim, file: IBinaryData): Promise<void> => {
		const path = pathOf(file);
		await pipeUp(path, (await stat(path)).size, await uploadUrl(sim));
	},
	download: async (sim: Sim, taskId: string): Promise<string> => {
		const path = join(process.env[FOLDER_VARIABLE] ?? '', 'piped.mp4');
		await pipeDown(await resultUrl(sim, taskId), path);
		return path;
	},
};

/** The same with n8n's helpers, which hold the whole file in memory: a node without streaming works this way. */
export const buffered = {
	upload: async (sim: Sim, file: IBinaryData): Promise<void> => {
		const { helpers } = await context(sim, { json: {}, binary: { data: file } });
		const body = await helpers.getBinaryDataBuffer(0, 'data');
		const url = await uploadUrl(sim);
		await helpers.httpRequest({
			method: 'PUT',
			url,
			body,
			headers: { 'Content-Type': 'video/mp4' },
		});
	},
	download: async (sim: Sim, taskId: string): Promise<string> => {
		const { helpers } = await context(sim);
		const bytes: unknown = await helpers.httpRequest({
			url: await resultUrl(sim, taskId),
			encoding: 'arraybuffer',
		});
		const content = z.instanceof(Buffer).parse(bytes);
		return pathOf(await helpers.prepareBinaryData(content, 'video.mp4', 'video/mp4'));
	},
};

async function context(sim: Sim, item: INodeExecutionData = { json: {} }) {
	const execution = await executeNode({
		sim,
		parameters: { resource: 'account', operation: 'getBalance' },
		items: [item],
	});
	return execution.context;
}

async function uploadUrl(sim: Sim): Promise<string> {
	const path = `${ROUTES['upload-url'].path}?content_type=video/mp4&ext=.mp4`;
	return (await ask(sim, path, uploadUrlSchema)).presigned_url;
}

async function resultUrl(sim: Sim, taskId: string): Promise<string> {
	const path = `${ROUTES.TaskInfo.path}?task_id=${taskId}`;
	return (await ask(sim, path, taskSchema)).result.media_urls[0] ?? '';
}

async function ask<T>({ url, apiKey }: Sim, path: string, schema: z.ZodType<T>): Promise<T> {
	const response = await fetch(`${url}${path}`, { headers: { 'x-api-key': apiKey } });
	const { data } = z.object({ data: z.unknown() }).parse(await response.json());
	return schema.parse(data);
}
