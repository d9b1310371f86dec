import type { IBinaryData, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { z } from 'zod';
import { ROUTES } from '../../dev/simulator/api/routes';
import { executeNode } from '../../dev/n8n-core/execute';
import type { Transfer } from './messages';

const uploadUrlSchema = z.object({ presigned_url: z.string() });
const taskSchema = z.object({ result: z.object({ media_urls: z.array(z.string()) }) });

type Sim = Transfer['sim'];

/** The operations File > Upload and Task > Download, as in a workflow. */
export const streamed = {
	upload: async (sim: Sim, file: IBinaryData): Promise<void> => {
		await run(
			sim,
			{ resource: 'file', operation: 'upload', binaryPropertyName: 'data' },
			{ json: {}, binary: { data: file } },
		);
	},
	download: async (sim: Sim, taskId: string): Promise<IBinaryData> => {
		const { binary } = await run(sim, {
			resource: 'task',
			operation: 'download',
			taskId,
			options: {},
		});
		if (!binary?.data) throw new Error('The node returned no file');
		return binary.data;
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

/** The same with n8n's helpers, which hold the whole file in memory: a node without streaming works this way. */
export const buffered = {
	upload: async (sim: Sim, file: IBinaryData): Promise<void> => {
		const { helpers } = await context(sim, { json: {}, binary: { data: file } });
		const body = await helpers.getBinaryDataBuffer(0, 'data');
		const { presigned_url: url } = await ask(
			sim,
			`${ROUTES['upload-url'].path}?content_type=video/mp4&ext=.mp4`,
			uploadUrlSchema,
		);
		await helpers.httpRequest({
			method: 'PUT',
			url,
			body,
			headers: { 'Content-Type': 'video/mp4' },
		});
	},
	download: async (sim: Sim, taskId: string): Promise<IBinaryData> => {
		const { helpers } = await context(sim);
		const { result } = await ask(sim, `${ROUTES.TaskInfo.path}?task_id=${taskId}`, taskSchema);
		const bytes: unknown = await helpers.httpRequest({
			url: result.media_urls[0] ?? '',
			encoding: 'arraybuffer',
		});
		return await helpers.prepareBinaryData(
			z.instanceof(Buffer).parse(bytes),
			'video.mp4',
			'video/mp4',
		);
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

async function ask<T>({ url, apiKey }: Sim, path: string, schema: z.ZodType<T>): Promise<T> {
	const response = await fetch(`${url}${path}`, { headers: { 'x-api-key': apiKey } });
	const { data } = z.object({ data: z.unknown() }).parse(await response.json());
	return schema.parse(data);
}
